"""A school sees nothing of another school: no answer to it changes with what that one does, or is done to it.

Only the position and the moment by which an answer is given grow with the log of the district.
"""

import asyncio
import re
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any, Final, TypeAlias

import docx
import httpx
import openpyxl  # type: ignore[import-untyped]  # it brings no types
import pytest
from litestar import Litestar
from msgspec import Struct, json

from service import clock
from service.http.house import House
from service.postgres.database import Database
from tests.service.http.storing import sha256, stored
from tests.service.media.samples import pdf
from tests.service.town import ROADMAP, Town, founded, import_sample

Json: TypeAlias = dict[str, Any]  # Any: an answer as it came
Steps: TypeAlias = Sequence[tuple[str, str, object]]  # who, address, body

MINE, THEIRS = "school-1", "school-2"
SCHOOLS: Final = (MINE, THEIRS, "school-3", "school-4", "school-5")
"""The last but one is there without duties, the last one comes later."""
ROW: Final = f"/assignments/{ROADMAP}"
HEAD: Final = {"kind": "decision", "dated_on": "2021-01-11"}
LATER: Final = "2030-03-29"
DONE: Final = {"completed_on": "2020-12-20", "figures": {"engaged": 900, "enrolled": 1000}}
PAPER: Final = DONE | {"paper": {"incoming_on": "2020-12-22", "number": "114"}}
FEWER: Final = {"engaged": 890, "enrolled": 1000}
SOON: Final = (clock.today("Europe/Moscow") + timedelta(days=2)).isoformat()
MORE_TIME: Final = {"due_on": LATER, "reason": "Карантин", "authority": HEAD}
MERGER: Final = {"successor": THEIRS, "effective_on": "2021-07-01", "authority": HEAD, "ground": "Присоединение"}
SCAN, MINE_TOO = pdf("Список пар"), pdf("Моё")

MY_LIFE: Final[Steps] = [
    (MINE, f"{ROW}/8/{MINE}/completion", DONE),
    (MINE, f"{ROW}/7/{MINE}/completion", DONE),
    ("supervisor", f"{ROW}/7/{MINE}/return", {"reason": "Нет списка пар"}),
    (MINE, f"{ROW}/6/{MINE}/extension-request", {"due_on": LATER, "reason": "Карантин"}),
    ("supervisor", f"{ROW}/6/{MINE}/extension", MORE_TIME),
]
THEIR_LIVES: Final[Steps] = [
    (THEIRS, f"{ROW}/8/{THEIRS}/completion", DONE),
    ("executor", f"{ROW}/5/{THEIRS}/completion", PAPER),
    (THEIRS, f"{ROW}/7/{THEIRS}/completion", DONE),
    ("supervisor", f"{ROW}/7/{THEIRS}/return", {"reason": "Нет списка пар", "rework_by": LATER}),
    (THEIRS, f"{ROW}/4/{THEIRS}/completion", DONE),
    ("supervisor", f"{ROW}/4/{THEIRS}/acceptance", {}),
    (THEIRS, f"{ROW}/4/{THEIRS}/measurement-correction", {"figures": FEWER, "reason": "Дважды посчитано"}),
    (THEIRS, f"{ROW}/6/{THEIRS}/extension-request", {"due_on": LATER, "reason": "Карантин"}),
    ("supervisor", f"{ROW}/6/{THEIRS}/extension", MORE_TIME),
    ("supervisor", f"{ROW}/2/{THEIRS}/deadline", {"due_on": SOON, "ground": "Приказ", "authority": HEAD}),
    (THEIRS, f"{ROW}/3/{THEIRS}/acknowledgement", None),
    (THEIRS, f"{ROW}/3/{THEIRS}/progress", {"as_of": "2020-12-01", "note": "Идёт подбор"}),
    ("supervisor", f"{ROW}/3/{THEIRS}/annotation", {"note": "Обещали", "promised_on": LATER}),
    (THEIRS, f"{ROW}/3/{THEIRS}/evidence", {"title": "Список пар", "file": sha256(SCAN)}),
    ("supervisor", f"{ROW}/p2.1/{THEIRS}/withdrawal", {"authority": HEAD, "ground": "Ремонт"}),
    ("supervisor", f"{ROW}/p2.2/{THEIRS}/transfer", {"organisation": "school-4", "ground": "Классы переведены"}),
    ("executor", f"/organisations/{THEIRS}/change", {"kind": "school", "name": "Лицей № 2"}),
    (THEIRS, "/calendar-tokens", {"label": "телефон"}),
    ("administrator", "/keys", {"actor": f"organisation:{THEIRS}", "label": "Школьная система"}),
    ("supervisor", "/organisations/school-3/reorganisation", MERGER),
    ("executor", "/organisations", {"organisations": [{"key": "school-5", "kind": "school", "name": "Новая"}]}),
    ("executor", f"/roadmaps/{ROADMAP}/items/8/assignments", {"organisation": "school-5"}),
]
LISTS: Final = (
    "overdue", "due-soon", "review", "next-steps", "undated", "coverage", "discipline", "changes", "assignments",
    "audit-trail", "registers/returns", "registers/extensions", "registers/deadlines",
)  # fmt: skip
_SEAL: Final = 8  # bytes of a cursor that seal its content
OTHERS: Final = (
    "organisations", "organisations?limit=1", "roadmaps", f"roadmaps/{ROADMAP}", "events", "calendar-tokens", "keys",
    "policies", "calendars", "overdue?on=2021-01-11", "changes?from=2020-01-01",
)  # fmt: skip


def _questions() -> list[str]:
    """Return what a school may ask: of everything, of itself, and of another school that it knows or guesses."""
    of_lists = [
        f"/api/v1/{path}{narrowed}" for path in LISTS for narrowed in ("", "?limit=1", f"?organisation={THEIRS}")
    ]
    of_objects = [
        f"/api/v1/{path}/{ROADMAP}/{item}/{school}"
        for path in ("assignments", "coverage")
        for item in ("8", "7", "p2.2")
        for school in SCHOOLS
    ]
    documents = [
        "/api/v1/coverage?format=csv",
        *(f"/api/v1/overdue?organisation={school}&format=xlsx" for school in (MINE, THEIRS, "school-5")),
        *(f"/api/v1/organisations/{school}/letter" for school in SCHOOLS),
    ]
    others = [
        *(f"/api/v1/discipline?by={by}" for by in ("organisation", "item", "roadmap", "month")),
        *(f"/api/v1/files/{sha256(content)}" for content in (MINE_TOO, SCAN)),
        *(f"/api/v1/{path}" for path in OTHERS),
        *("/calendar.ics?token={token}", "/health/live", "/health/ready"),
    ]
    return [*of_lists, *of_objects, *documents, *others]


QUESTIONS: Final = _questions()


class Seen(Struct, frozen=True, kw_only=True):
    """What a school and the auditor were answered before and after all that happened to the other schools."""

    school: list[dict[str, object]]
    auditor: list[dict[str, object]]


@pytest.fixture(scope="module")
async def seen(database: Database, opened: House, http: httpx.AsyncClient) -> Seen:
    town = await founded(database, opened, http)
    await import_sample(town, joined=False)
    await town.done(
        "executor", "/organisations", {"organisations": [{"key": "school-4", "kind": "school", "name": "4"}]}
    )
    await stored(town, MINE_TOO)
    await stored(town, SCAN, who=THEIRS)
    for step in MY_LIFE:
        await town.done(*step)
    token = (await town.done(MINE, "/calendar-tokens", {"label": "телефон"}))["path"].rpartition("=")[2]
    seen = Seen(school=[], auditor=[])
    lists = [f"/api/v1/{path}" for path in LISTS]
    for life in ([], THEIR_LIVES):
        for step in life:
            await town.done(*step)
        seen.school.append(await _asked(town, MINE, QUESTIONS, token))
        seen.auditor.append(await _asked(town, "auditor", lists, token))
    return seen


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_school_is_answered_the_same_whatever_happens_to_others(seen: Seen, question: str) -> None:
    before, after = seen.school

    assert before[question] == after[question]


@pytest.mark.parametrize("path", LISTS)
async def test_who_may_see_it_sees_it(seen: Seen, path: str) -> None:
    before, after = seen.auditor

    assert before[f"/api/v1/{path}"] != after[f"/api/v1/{path}"]


def test_every_address_that_can_be_read_is_asked(app: Litestar) -> None:
    paths = app.openapi_schema.to_schema()["paths"]
    read = {path for path, item in paths.items() if "get" in item}
    asked = [question.partition("?")[0] for question in QUESTIONS]
    patterns = {path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in read}

    assert set() == {path for path, pattern in patterns.items() if not any(map(pattern.fullmatch, asked))}


async def _asked(town: Town, who: str, questions: Sequence[str], token: str) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {town.keys[who]}", "Accept-Language": "ru"}
    answers = await asyncio.gather(*(town.http.get(one.format(token=token), headers=headers) for one in questions))
    return dict(zip(questions, map(_told, answers), strict=True))


def _told(answer: httpx.Response) -> object:
    """Return all that an answer tells, but for the position and the moment by which it is given."""
    kind = answer.headers["content-type"].partition(";")[0]
    content: object = answer.content
    if kind.endswith("json"):
        content = _without_position(answer.json())
    elif kind.endswith("sheet"):
        book = openpyxl.load_workbook(BytesIO(answer.content))
        content = [row for sheet in book for row in sheet.values if not _dated(*row)]
    elif kind.endswith("document"):
        content = [text for text in _texts(answer.content) if not _dated(text)]
    headers = {name: value for name, value in answer.headers.items() if name in {"etag", "vary", "content-disposition"}}
    return answer.status_code, headers, "link" in answer.headers, content


def _texts(content: bytes) -> list[str]:
    book = docx.Document(BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in book.paragraphs] + cells


def _dated(*cells: object) -> bool:
    """Tell whether a line says by what the document was made."""
    return any("сведени" in str(cell) or cell == "Позиция журнала" for cell in cells)


def _without_position(answer: Json) -> Json:
    told = {name: value for name, value in answer.items() if name not in {"known_at", "position"}}
    for row in answer.get("rows", ()):
        row.pop("last_used_at", None)  # of the key it asks with
    if isinstance(cursor := told.get("next"), str):
        sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        told["next"] = json.decode(sealed[_SEAL:])["after"]
    return told

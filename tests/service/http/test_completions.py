"""Many completions in one call: an answer for each entry, a bad one fails alone, and nothing is recorded twice."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from domain.directory import OrganisationRegistered, RegisterOrganisations
from tests.service.http.storing import stored
from tests.service.media.samples import pdf
from tests.service.town import ROADMAP, Town, import_sample

Entry = dict[str, Any]  # Any: an entry as it is sent
PAPER = {"incoming_on": "2020-12-22", "number": "01-17/412"}
PATH = "/api/v1/completions"


def entry(assignment: str, **more: object) -> Entry:
    """Write what the office types in of a school's letter."""
    figures = {"enrolled": 601, "engaged": 93}
    return {
        "assignment": assignment,
        "key": str(uuid4()),
        "completed_on": "2020-12-20",
        "figures": figures,
        "paper": PAPER,
    } | more


def of_row_2(number: int, **more: object) -> Entry:
    return entry(f"{ROADMAP}/2/school-{number}", **more)


async def send(town: Town, entries: Sequence[Entry], *, who: str = "executor", **params: str) -> httpx.Response:
    return await send_raw(town, json.dumps(entries).encode(), who=who, **params)


async def send_raw(
    town: Town, body: bytes, *, who: str = "executor", media: str = "application/json", **params: str
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {town.keys[who]}", "Content-Type": media}
    return await town.http.post(PATH, content=body, headers=headers, params=params)


async def size(town: Town) -> int:
    """Return how long the log is."""
    answer = await town.get("auditor", "/events", limit=1)
    position: int = answer.json()["position"]
    return position


@pytest.fixture
async def large(town: Town) -> Town:
    """A district of a hundred schools that carries the sample order."""
    schools = [
        OrganisationRegistered(
            organisation=f"school-{n}", kind="school", name=f"Ш {n}", short_name=f"Ш {n}", aliases=[]
        )
        for n in range(4, 101)
    ]
    await town.founder.do("more", RegisterOrganisations(organisations=schools))
    await import_sample(town)
    return town


async def _assignments(town: Town) -> list[str]:
    position = await size(town)
    answer = await town.get("auditor", "/assignments", limit=1000, min_position=position)
    return [row["assignment"] for row in answer.json()["rows"] if row["organisation"].startswith("school-")]


@pytest.mark.parametrize("lines", [False, True], ids=["array", "lines"])
async def test_of_five_hundred_entries_seven_bad_ones_fail_alone_and_a_repetition_records_nothing(
    large: Town, *, lines: bool
) -> None:
    entries: list[Any] = [entry(key) for key in (await _assignments(large))[:500]]  # Any: some are no entries
    bad: Mapping[int, tuple[Any, int, str | None]] = {  # Any: as above
        3: (entries[3] | {"nots": "?"}, 422, "nots"),
        70: (entries[70] | {"completed_on": "20.12.2020"}, 422, "completed_on"),
        71: ({name: value for name, value in entries[71].items() if name != "key"}, 422, "key"),
        200: (entries[200] | {"key": entries[199]["key"]}, 422, "key"),
        333: (entries[333] | {"assignment": f"{ROADMAP}/2/school-999"}, 404, None),
        400: (entries[400] | {"figures": {"enrolled": 601, "engaged": 602}}, 422, "figures.engaged"),
        499: (entries[499] | {"paper": PAPER | {"incoming_on": "2999-01-01"}}, 422, "paper.incoming_on"),
    }
    entries = [bad[number][0] if number in bad else one for number, one in enumerate(entries)]
    body = b"\n".join(json.dumps(one).encode() for one in entries) if lines else json.dumps(entries).encode()
    media = "application/x-ndjson" if lines else "application/json"
    before = await size(large)

    first = await send_raw(large, body, media=media)
    after = await size(large)
    again = await send_raw(large, body, media=media)

    assert 200 == first.status_code, first.text
    recorded = [answer for answer in first.json() if answer["status"] == 201]
    problems = [answer for answer in first.json() if answer["status"] != 201]
    assert (500, 493, before + 493) == (len(first.json()), len(recorded), after)
    assert [(number, status, field) for number, (_, status, field) in bad.items()] == [
        (problem["entry"], problem["status"], problem.get("field")) for problem in problems
    ]
    assert [entries[n].get("assignment") for n in bad] == [problem["assignment"] for problem in problems]
    assert after == await size(large)
    assert [
        answer | {"replayed": True} if answer["status"] == 201 else answer for answer in first.json()
    ] == again.json()


async def test_an_entry_is_answered_as_if_it_were_sent_alone(control: Town) -> None:
    one, key = of_row_2(1), uuid4()
    answer = (await send(control, [one | {"key": str(key)}])).json()[0]
    body = {name: value for name, value in one.items() if name not in {"assignment", "key"}}

    alone = await control.post("executor", f"/assignments/{ROADMAP}/2/school-1/completion", body, key=key)

    assert "true" == alone.headers["Idempotent-Replayed"]
    assert answer == alone.json() | {"entry": 0, "key": str(key), "status": 201, "replayed": False}


async def test_a_school_reports_its_own_and_does_not_see_the_others(control: Town) -> None:
    entries = [of_row_2(1), of_row_2(2)]
    for one in entries:
        del one["paper"]

    answers = (await send(control, entries, who="school-1")).json()

    assert [201, 404] == [answer["status"] for answer in answers]


async def test_a_school_registers_no_paper(control: Town) -> None:
    assert [403] == [answer["status"] for answer in (await send(control, [of_row_2(1)], who="school-1")).json()]


async def test_an_entry_carries_evidence_and_an_unknown_file_fails_alone(control: Town) -> None:
    kept = await stored(control, pdf("Пачка"), who="executor")
    files = [{"title": "Скан", "file": file} for file in (kept["sha256"], "0" * 64)]

    answers = (await send(control, [of_row_2(n, evidence=[file]) for n, file in enumerate(files, 1)])).json()

    assert [(201, None), (422, "evidence[0].file")] == [(answer["status"], answer.get("field")) for answer in answers]


async def test_of_two_entries_about_one_assignment_the_first_is_recorded(control: Town) -> None:
    answers = (await send(control, [of_row_2(1), of_row_2(1)])).json()

    assert [(201, None), (409, "/problems/under-review")] == [
        (answer["status"], answer.get("type")) for answer in answers
    ]


@pytest.mark.parametrize("earlier", [False, True])
async def test_a_dry_run_answers_as_real_and_records_nothing(control: Town, *, earlier: bool) -> None:
    entries = [of_row_2(1), of_row_2(2), of_row_2(1), of_row_2(9)]
    before = await size(control)

    rehearsed = (await send(control, entries, dry_run="true")).json()

    assert before == await size(control)
    real = (await send(control, entries)).json()
    assert [200, 200, 409, 404] == [answer["status"] for answer in rehearsed]
    assert [
        answer | {"status": 200, "position": None} if answer["status"] == 201 else answer for answer in real
    ] == rehearsed


@pytest.mark.parametrize(
    "key", ["", "x", "0B54C1DE-3F0A-4C8E-9D53-6F3F6D1C2A77", "{0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a77}", UUID(int=1).hex]
)
async def test_a_key_is_a_uuid_as_the_log_writes_it(control: Town, key: str) -> None:
    [answer] = (await send(control, [of_row_2(1, key=key)])).json()

    assert (422, "key", "idempotency_key", key) == (
        answer["status"],
        answer["field"],
        answer["rule"],
        answer["key"],
    )


HOSTILE: Mapping[str, bytes] = {
    "no object": b"7",
    "half a line": b'{"assignment":"647-2020/2/school-2","key":',
    "not UTF-8": b'{"assignment":"\xff"}',
    "a name twice": b'{"assignment":"a","assignment":"b"}',
    "too deep": b'{"a":' * 40 + b"1" + b"}" * 40,
    "NaN": b'{"completed_on":NaN}',
    "half a character": b'{"note":"\\ud800"}',
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
async def test_a_line_that_cannot_be_read_fails_alone(control: Town, line: bytes) -> None:
    good = [json.dumps(of_row_2(number)).encode() for number in (1, 2)]
    answer = await send_raw(control, b"\n".join([good[0], line, b"", good[1], b""]), media="application/x-ndjson")

    statuses = [one["status"] for one in answer.json()]
    assert ([201, 201], True) == ([statuses[0], statuses[2]], 400 <= statuses[1] < 500)
    assert 1 == answer.json()[1]["entry"]


@pytest.mark.parametrize(
    ("body", "media", "status", "problem"),
    [
        (b"[]", "application/json", 422, "invalid-body"),
        (b"{}", "application/json", 422, "invalid-body"),
        (b"null", "application/json", 422, "invalid-body"),
        (b"", "application/json", 400, "malformed-body"),
        (b"[{},", "application/json", 400, "malformed-body"),
        (b'[{"a":NaN}]', "application/json", 400, "malformed-body"),
        (b"[" * 100_000, "application/json", 400, "malformed-body"),
        (b"\xef\xbb\xbf[]", "application/json", 400, "malformed-body"),
        (b"\n\n", "application/x-ndjson", 422, "invalid-body"),
        (b"{}\n" * 501, "application/x-ndjson", 422, "invalid-body"),
        (b"[" + b"{}," * 500 + b"{}]", "application/json", 422, "invalid-body"),
        (b" " * (2 * 2**20 + 1), "application/json", 413, "body-too-large"),
        (b"[]", "text/plain", 415, "unsupported-media-type"),
        (b"{}", "application/x-ndjson; charset=windows-1251", 415, "unsupported-media-type"),
    ],
)
async def test_what_is_no_list_of_entries_is_refused_as_a_whole(
    quiet: Town, body: bytes, media: str, status: int, problem: str
) -> None:
    answer = await send_raw(quiet, body, media=media)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"]), answer.text


async def test_problems_are_told_in_the_language_of_the_caller(quiet: Town) -> None:
    headers = {"Authorization": f"Bearer {quiet.keys['executor']}", "Accept-Language": "en"}
    answer = await quiet.http.post(PATH, json=[of_row_2(1)], headers=headers)

    assert ("en", "There is nothing here under this name: 647-2020/2/school-1.") == (
        answer.headers["Content-Language"],
        answer.json()[0]["detail"],
    )


async def test_a_batch_needs_a_key(quiet: Town) -> None:
    assert 401 == (await quiet.http.post(PATH, json=[])).status_code

"""Duties live their whole life over HTTP: each list says what it must, and says it again as known then."""

from datetime import timedelta
from typing import Any, Final, TypeAlias

import httpx
import pytest
from msgspec import Struct

from service import clock
from service.http.house import House
from service.postgres.database import Database
from tests.service.town import ROADMAP, Town, founded, import_sample

JSON: TypeAlias = dict[str, Any]  # Any: an answer as it came
Step: TypeAlias = tuple[str, str, str, JSON]

ROW: Final = f"{ROADMAP}/4"
AFTER: Final = "2021-01-11"  # the row was due on 2020-12-31
TODAY: Final = clock.today("Europe/Moscow")
LATER, SOON = ((TODAY + timedelta(days=days)).isoformat() for days in (20, 10))
HEAD: Final = {"kind": "decision", "dated_on": AFTER}
FEW: Final = {"completed_on": "2020-12-20", "figures": {"engaged": 149, "enrolled": 1000}, "shortfall": "Карантин"}
ENOUGH: Final = {"completed_on": "2020-12-20", "figures": {"engaged": 300, "enrolled": 1000}}
PAPER: Final = ENOUGH | {"paper": {"incoming_on": "2020-12-30", "number": "114"}}
MORE: Final = {"figures": {"engaged": 201, "enrolled": 1000}, "reason": "Не все"}

LIFE: Final[list[Step]] = [
    ("school-1", "school-1", "acknowledgement", {}),
    ("school-1", "school-1", "extension-request", {"due_on": LATER, "reason": "Карантин"}),
    ("supervisor", "school-1", "extension", {"due_on": LATER, "reason": "Карантин подтверждён", "authority": HEAD}),
    ("school-1", "school-1", "completion", FEW),
    ("supervisor", "school-1", "return", {"reason": "Нет списка пар", "rework_by": SOON}),
    ("school-1", "school-1", "completion", FEW),
    ("supervisor", "school-1", "acceptance", {}),
    ("school-1", "school-1", "measurement-correction", MORE),
    ("supervisor", "school-1", "correction-acceptance", {}),
    ("executor", "school-2", "completion", PAPER),
    ("supervisor", "school-2", "return", {"reason": "Нет подписи", "rework_by": SOON}),
    ("school-2", "school-2", "completion", ENOUGH),
    ("supervisor", "school-2", "acceptance", {}),
]
ASKED: Final[list[tuple[str, JSON]]] = [
    ("/overdue", {"item": "4", "on": TODAY}),
    ("/coverage", {"item": "4", "on": TODAY}),
    ("/discipline", {"item": "4", "on": TODAY}),
    ("/discipline", {"item": "4", "on": TODAY, "formula": "strict", "by": "organisation"}),
    ("/review", {"item": "4", "on": TODAY}),
    ("/registers/extensions", {"item": "4"}),
    ("/registers/returns", {"item": "4"}),
    ("/audit-trail", {"assignment": f"{ROW}/school-1"}),
    (f"/assignments/{ROW}/school-1", {}),
]


class Lived(Struct, frozen=True, kw_only=True):
    """``moments`` are those of each step, ``said`` what each question of `ASKED` answered after it."""

    town: Town
    moments: list[str]
    said: list[list[JSON]]


async def ask(town: Town, path: str, **asked: object) -> JSON:
    """Return an answer but for the moment that it names and the card, which is of today."""
    answer = await town.get("auditor", path, **asked)
    assert answer.status_code == 200, answer.text
    return {name: value for name, value in answer.json().items() if name not in {"known_at", "card"}}


@pytest.fixture(scope="module")
async def lived(database: Database, opened: House, http: httpx.AsyncClient) -> Lived:
    """The third school never says anything."""
    town = await founded(database, opened, http)
    await import_sample(town)
    lived = Lived(town=town, moments=[], said=[])
    for who, school, address, body in LIFE:
        position = (await town.done(who, f"/assignments/{ROW}/{school}/{address}", body))["position"]
        lived.said.append([await ask(town, path, **asked, min_position=position) for path, asked in ASKED])
        trail = await ask(town, "/audit-trail", assignment=f"{ROW}/{school}", min_position=position)
        lived.moments.append(trail["rows"][-1]["recorded_at"])
    return lived


def schools(overdue: JSON) -> str:
    """Return the numbers of the schools that are overdue."""
    return "".join(sorted(row["organisation"][-1] for row in overdue["rows"]))


async def test_after_each_step_the_lists_agree_on_what_it_has_changed(lived: Lived) -> None:
    shown = []
    for overdue, coverage, discipline, _, review, *_ in lived.said:
        fates = {name: count for name, count in discipline["whole"]["counts"].items() if count}
        shown.append((schools(overdue), coverage["items"][0]["standing"]["engaged"], len(review["rows"]), fates))

    assert [
        ("123", 0, 0, {"not_done": 3}),
        ("123", 0, 0, {"not_done": 3}),
        ("23", 0, 0, {"not_done": 2, "not_yet_due": 1}),
        ("23", 149, 1, {"not_done": 2, "under_review": 1}),
        ("23", 0, 0, {"not_done": 2, "not_yet_due": 1}),
        ("23", 149, 1, {"not_done": 2, "under_review": 1}),
        ("23", 149, 0, {"not_done": 2, "in_time": 1}),
        ("23", 149, 0, {"not_done": 2, "in_time": 1}),
        ("23", 201, 0, {"not_done": 2, "in_time": 1}),
        ("3", 501, 1, {"not_done": 1, "in_time": 1, "under_review": 1}),
        ("23", 201, 0, {"not_done": 2, "in_time": 1}),
        ("3", 501, 1, {"not_done": 1, "in_time": 1, "under_review": 1}),
        ("3", 501, 0, {"not_done": 1, "in_time": 2, "reworked": 1}),
    ] == shown


@pytest.mark.parametrize("step", range(len(LIFE)))
async def test_what_was_said_after_a_step_is_said_again_as_known_then(lived: Lived, step: int) -> None:
    known_at = lived.moments[step]

    assert lived.said[step] == [await ask(lived.town, path, **asked, known_at=known_at) for path, asked in ASKED]


async def test_a_past_day_is_judged_by_what_was_known(lived: Lived) -> None:
    found = [schools(await ask(lived.town, "/overdue", item="4", on=AFTER, known_at=at)) for at in lived.moments]

    assert ["123"] * 2 + ["23"] * 7 + ["3"] + ["23"] * 3 == found


async def test_figures_of_a_past_day_are_those_that_had_been_sent_by_then(lived: Lived) -> None:
    asked = [await ask(lived.town, "/coverage", item="4", on=AFTER, known_at=at) for at in lived.moments]

    assert [0] * 9 + [300] + [0] * 3 == [found["items"][0]["standing"]["engaged"] for found in asked]


async def test_the_audit_trail_tells_each_step_its_reason_and_what_came_of_it(lived: Lived) -> None:
    rows = (await ask(lived.town, "/audit-trail", assignment=f"{ROW}/school-1"))["rows"]

    assert [
        ("assigned", None, "assigned"),
        ("acknowledged", None, "assigned"),
        ("extension_requested", "Карантин", "assigned"),
        ("extension_granted", "Карантин подтверждён", "assigned"),
        ("completion_reported", "Карантин", "reported"),
        ("report_returned", "Нет списка пар", "returned"),
        ("completion_reported", "Карантин", "reported"),
        ("report_accepted", None, "accepted"),
        ("measurement_corrected", "Не все", "accepted"),
        ("correction_accepted", None, "accepted"),
    ] == [(row["type"].removeprefix("assignment."), row["reason"], row["after"]["state"]) for row in rows]
    assert ((149, 201), (201, None)) == tuple(
        (known["engaged"], known.get("correction_engaged")) for known in (rows[-1]["before"], rows[-1]["after"])
    )

"""A supervisor publishes the working calendar of a year; whoever may read sees the edition that stands (rule 4)."""

from typing import Any, Final
from uuid import uuid4

import pytest

from tests.service.town import Town

NEW: Final[dict[str, Any]] = {  # Any: as a client writes it
    "year": 2030,
    "days_off": ["2030-01-02", "2030-01-01"],
    "working_weekends": ["2030-12-28"],
    "source": "Постановление о переносе выходных",
}
STANDS: Final = NEW | {
    "edition": 1,
    "days_off": ["2030-01-01", "2030-01-02"],
    "working_days": 260,  # 261 weekdays
    "provisional": False,
}


async def _years(town: Town, **asked: object) -> dict[int, dict[str, Any]]:  # Any: an answer as it came
    answer = await town.get("auditor", "/calendars", **asked)
    return {row["year"]: row for row in answer.json()["rows"]}


@pytest.mark.parametrize("who", ["supervisor", "executor", "school-1", "auditor"])
async def test_whoever_may_read_sees_the_years_that_are_published(quiet: Town, who: str) -> None:
    answer = await quiet.get(who, "/calendars")
    rows = answer.json()["rows"]

    assert [*range(2020, 2027)] == [row["year"] for row in rows]
    assert (1, 248, False) == tuple(rows[4][name] for name in ("edition", "working_days", "provisional"))
    assert f'"{answer.json()["version"]}"' == answer.headers["ETag"]


async def test_a_published_year_is_answered_as_it_stands(town: Town) -> None:
    published = await town.done("supervisor", "/calendars", NEW)

    assert STANDS == published["calendar"]
    assert STANDS == (await _years(town, min_position=published["position"]))[2030]


async def test_a_later_edition_replaces_the_earlier_one_and_not_what_was_known(town: Town) -> None:
    await town.done("supervisor", "/calendars", NEW | {"provisional": True})
    before = (await town.get("auditor", "/calendars")).json()["known_at"]
    await town.done("supervisor", "/calendars", NEW | {"edition": 2})

    assert STANDS | {"edition": 2} == (await _years(town))[2030]
    assert STANDS | {"provisional": True} == (await _years(town, known_at=before))[2030]


async def test_before_the_log_no_year_is_published(quiet: Town) -> None:
    assert {} == await _years(quiet, known_at="2020-01-01")


async def test_rule_3_a_published_calendar_moves_no_recorded_deadline(control: Town) -> None:
    before = (await control.get("auditor", "/assignments", limit=100)).json()["rows"]
    other = {"year": 2020, "days_off": ["2020-12-31"], "working_weekends": [], "source": "Приказ"}
    position = (await control.done("supervisor", "/calendars", other))["position"]
    after = (await control.get("auditor", "/assignments", limit=100, min_position=position)).json()["rows"]

    assert before == after


async def test_a_calendar_sent_again_answers_as_the_first_time(town: Town) -> None:
    key = uuid4()
    first, second = [await town.post("supervisor", "/calendars", NEW, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


async def test_a_calendar_is_tried_without_recording_it(quiet: Town) -> None:
    tried = await quiet.post("supervisor", "/calendars?dry_run=true", NEW)

    assert (200, {"calendar": STANDS, "position": None}) == (tried.status_code, tried.json())
    assert 2030 not in await _years(quiet)


async def test_who_saw_another_version_publishes_nothing(quiet: Town) -> None:
    assert 412 == (await quiet.post("supervisor", "/calendars", NEW, If_Match='"1"')).status_code


@pytest.mark.parametrize("who", ["executor", "school-1", "auditor", "administrator"])
async def test_nobody_else_publishes(quiet: Town, who: str) -> None:
    assert 403 == (await quiet.post(who, "/calendars", NEW)).status_code


async def test_the_same_calendar_again_is_nothing_new(town: Town) -> None:
    await town.done("supervisor", "/calendars", NEW)
    again = await town.post("supervisor", "/calendars", NEW)

    assert (409, "/problems/nothing-new") == (again.status_code, again.json()["type"])


@pytest.mark.parametrize(
    ("body", "status", "problem", "field"),
    [
        (NEW | {"year": 1899}, 422, "invalid-body", "year"),
        (NEW | {"days_off": []}, 422, "invalid-body", "days_off"),
        (NEW | {"days_off": ["2030-01-01", "1 января"]}, 422, "invalid-body", "days_off[1]"),
        (NEW | {"days_off": ["2030-01-01", "2031-01-01"]}, 422, "day-of-another-year", "days_off[1]"),
        (NEW | {"working_weekends": ["2030-12-27"]}, 422, "no-weekend", "working_weekends[0]"),
        (NEW | {"days_off": ["2030-12-28"]}, 422, "worked-and-off", "working_weekends[0]"),
        (NEW | {"source": " "}, 422, "invalid-body", "source"),
        (NEW | {"edition": 0}, 422, "invalid-body", "edition"),
        (NEW | {"edition": 2}, 409, "another-edition", "edition"),
    ],
)
async def test_what_is_at_fault_is_named(quiet: Town, body: object, status: int, problem: str, field: str) -> None:
    answer = await quiet.post("supervisor", "/calendars", body)

    found = answer.json()
    assert (status, f"/problems/{problem}", field) == (answer.status_code, found["type"], found["field"])

"""Reports over HTTP, from a school's "done" to the deputy's list: sent twice, returned, asked about as known then."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest

from domain.assignment.state import State
from projections.control import replay
from service import clock
from service.http.house import House
from service.ledger.reading import read
from tests.service.town import ROADMAP, Town

ROW_2: Final = f"/assignments/{ROADMAP}/2/school-1"
ROW_4: Final = f"/assignments/{ROADMAP}/4/school-1"
DONE: Final = {"completed_on": "2020-10-20", "note": "Провели"}
FEW: Final = {"engaged": 149, "enrolled": 1000}
RETURN: Final = {"reason": "Нет цифр"}


async def overdue(town: Town, **asked: object) -> list[str]:
    """Return which items school-1 is overdue with, today unless asked otherwise."""
    answer = await town.get("supervisor", "/overdue", organisation="school-1", **asked)
    assert answer.status_code == 200, answer.text
    return [row["item"] for row in answer.json()["rows"]]


async def events(town: Town, house: House) -> int:
    async with house.ledger.inside(town.district) as connection:
        return len(await read(connection, town.district, after=0))


async def replayed(town: Town, house: House, until: int) -> dict[str, State]:
    """Fold the log alone, up to a position."""
    async with house.ledger.inside(town.district) as connection:
        entries = await read(connection, town.district, after=0)
    return replay(entry for position, entry in entries if position <= until)


def today() -> date:
    return clock.today("Europe/Moscow")


# One key, one report


async def test_a_completion_posted_twice_with_one_key_is_one_event_with_one_answer(
    control: Town, opened: House
) -> None:
    key = uuid4()
    first = await control.post("school-1", f"{ROW_2}/completion", DONE, key=key)
    before = await events(control, opened)
    again = await control.post("school-1", f"{ROW_2}/completion", DONE, key=key)

    assert (201, 201, first.json()) == (first.status_code, again.status_code, again.json())
    assert (None, "true") == tuple(answer.headers.get("idempotent-replayed") for answer in (first, again))
    assert before == await events(control, opened)


async def test_a_completion_posted_again_after_its_return_answers_as_the_first_time(
    control: Town, opened: House
) -> None:
    key = uuid4()
    first = await control.post("school-1", f"{ROW_2}/completion", DONE, key=key)
    await control.done("supervisor", f"{ROW_2}/return", RETURN)
    before = await events(control, opened)
    again = await control.post("school-1", f"{ROW_2}/completion", DONE, key=key)

    assert (201, first.json()) == (again.status_code, again.json())
    assert before == await events(control, opened)


async def test_another_body_with_the_key_is_a_fault_of_the_key(control: Town) -> None:
    key = uuid4()
    await control.post("school-1", f"{ROW_2}/completion", DONE, key=key)
    other = await control.post("school-1", f"{ROW_2}/completion", {**DONE, "note": "Иначе"}, key=key)

    assert 422 == other.status_code


async def test_a_foreign_schools_assignment_is_not_there(control: Town) -> None:
    answer = await control.post("school-2", f"{ROW_2}/completion", DONE)

    assert 404 == answer.status_code


@pytest.mark.parametrize("who", ["supervisor", "executor", "auditor"])
async def test_who_may_read_and_not_report_is_told_that_the_right_is_missing(control: Town, who: str) -> None:
    answer = await control.post(who, f"{ROW_2}/completion", DONE)

    assert 403 == answer.status_code


async def test_an_administrator_sees_no_assignment(control: Town) -> None:
    answer = await control.post("administrator", f"{ROW_2}/completion", DONE)

    assert 404 == answer.status_code


# Rule 7 over HTTP: row 4 carries the target of each school since p2.4 was joined to it


async def test_below_the_target_is_refused_with_both_numbers(control: Town) -> None:
    answer = await control.post("school-1", f"{ROW_4}/completion", {**DONE, "figures": FEW})

    assert 422 == answer.status_code
    assert {"149", "1000", "14.9", "15"} <= set(answer.json()["detail"].replace(",", "").replace("%", " ").split())


async def test_below_the_target_with_its_reason_it_is_taken_for_review_and_marked(control: Town) -> None:
    body = {**DONE, "figures": FEW, "shortfall": "Карантин"}
    recorded = await control.done("school-1", f"{ROW_4}/completion", body)
    answer = (await control.get("supervisor", ROW_4, min_position=recorded["position"])).json()["assignment"]

    assert ("reported", True, 149, 1000) == tuple(
        answer[name] for name in ("state", "shortfall", "engaged", "enrolled")
    )


@pytest.mark.parametrize(
    "member", [{"figures": {**FEW, "absent": 3}}, {"paper": {"incoming_on": "2020-10-20", "number": "1", "by": "x"}}]
)
async def test_a_name_that_is_not_known_is_a_fault_also_inside_a_member(control: Town, member: dict[str, Any]) -> None:
    answer = await control.post("executor", f"{ROW_4}/completion", {**DONE, **member})

    assert (422, "unknown") == (answer.status_code, answer.json()["errors"][0]["rule"])


async def test_the_office_registers_on_paper_what_then_was_in_time(control: Town) -> None:
    body = {**DONE, "paper": {"incoming_on": "2020-10-30", "number": "01-12/45"}}
    recorded = await control.done("executor", f"{ROW_2}/completion", body)

    assert "2" not in await overdue(control, on="2020-11-01", min_position=recorded["position"])


# The list afterwards, and as it was known


async def test_a_reported_duty_leaves_the_list_that_has_seen_the_report(control: Town) -> None:
    before = await overdue(control)
    recorded = await control.done("school-1", f"{ROW_2}/completion", DONE)
    after = await overdue(control, min_position=recorded["position"])

    assert [item for item in before if item != "2"] == after
    assert "2" in before


async def test_a_report_of_today_leaves_the_past_overdue(control: Town) -> None:
    recorded = await control.done("school-1", f"{ROW_2}/completion", DONE)

    assert "2" in await overdue(control, on="2020-11-01", min_position=recorded["position"])


async def test_overdue_as_known_before_and_after_a_return_are_two_answers_and_a_replay_agrees(
    control: Town, opened: House
) -> None:
    reported = await control.done("school-1", f"{ROW_2}/completion", DONE)
    sent_back = await control.done("supervisor", f"{ROW_2}/return", RETURN)
    life = (await control.get("supervisor", ROW_2, min_position=sent_back["position"])).json()["life"]
    moments = {line["position"]: line["recorded_at"] for line in life}
    on, positions = today(), (reported["position"], sent_back["position"])
    known = ["2" in await overdue(control, on=on, known_at=moments[position]) for position in positions]
    folded = [(await replayed(control, opened, position))[f"{ROADMAP}/2/school-1"] for position in positions]

    assert [False, True] == known == [state.overdue(on) for state in folded]


async def test_as_known_before_the_log_there_are_no_rows_and_it_is_said_when_it_starts(control: Town) -> None:
    answer = (await control.get("supervisor", "/overdue", on="2020-11-01", known_at="2020-11-01")).json()

    assert ([], 0, 0) == (answer["rows"], answer["total"], answer["position"])
    assert answer["log_starts_at"] is not None


async def test_what_is_known_at_the_end_of_today_includes_what_was_just_recorded(control: Town) -> None:
    recorded = await control.done("school-1", f"{ROW_2}/completion", DONE)
    known_at = today() + timedelta(days=1)  # a bare day is its end, and midnight may pass meanwhile

    assert "2" not in await overdue(control, known_at=known_at, min_position=recorded["position"])


async def test_row_1_waits_undecided_and_is_never_red(control: Town) -> None:
    answer = (await control.get("supervisor", "/overdue", item="1", min_position=1)).json()

    assert ([], ["1"]) == (answer["rows"], [row["item"] for row in answer["undecided"]])

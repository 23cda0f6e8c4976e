"""Items as a whole: a deadline for everyone, the periods of what recurs, the end of control."""

from typing import Any
from uuid import uuid4

import pytest

from service.importing import sample
from tests.service.http.sending import confirm, previewed
from tests.service.town import ROADMAP, SCHOOLS, Town

HERE = f"/roadmaps/{ROADMAP}"
ACT = {"kind": "act", "number": "12", "dated_on": "2021-02-01"}
DECISION = {"kind": "decision", "dated_on": "2026-01-12"}
MARCH = {"due_on": "2021-03-31", "ground": "Изменения", "authority": ACT}
CLOSURE = {"ground": "Всё исполнено", "authority": DECISION}
QUARTERLY = sample.order().replace("Сентябрь-октябрь 2020\tОО\n4".encode(), "ежеквартально до 10 числа\tОО\n4".encode())
"""The sample order with row 3 due every quarter."""


@pytest.fixture
async def recurring(town: Town) -> Town:
    """A district whose roadmap has row 3 each quarter, until its last date, 31.12.2024."""
    answer = await confirm(town, (await previewed(town, QUARTERLY))["preview"])
    assert 201 == answer.status_code, answer.text
    return town


async def _assignments(town: Town, **params: object) -> list[dict[str, Any]]:  # Any: rows as they came
    rows: list[dict[str, Any]] = (await town.get("auditor", "/assignments", limit=1000, **params)).json()["rows"]
    return rows


# Deadlines for everyone


async def test_a_deadline_moves_for_everyone_at_once(control: Town) -> None:
    answer = await control.done("supervisor", f"{HERE}/items/4/deadline", MARCH)
    rows = await _assignments(control, item="4", min_position=answer["position"])

    moved = {"roadmap": ROADMAP, "item": "4", "due_on": "2021-03-31", "assignments": len(SCHOOLS)}
    assert moved | {"position": answer["position"]} == answer
    assert {"2021-03-31"} == {row["due_on"] for row in rows}


async def test_lists_of_the_past_do_not_know_it_yet(control: Town) -> None:
    before = (await control.get("auditor", "/overdue", on="2021-01-15", item="4")).json()
    answer = await control.done("supervisor", f"{HERE}/items/4/deadline", MARCH)
    then = (await control.get("auditor", "/overdue", on="2021-01-15", item="4", known_at=before["known_at"])).json()
    now = (await control.get("auditor", "/overdue", on="2021-01-15", item="4", min_position=answer["position"])).json()

    assert len(SCHOOLS) == len(before["rows"])
    assert (before["rows"], []) == (then["rows"], now["rows"])


async def test_a_deadline_sent_again_answers_as_the_first_time(control: Town) -> None:
    key, path = uuid4(), f"{HERE}/items/4/deadline"
    first, second = [await control.post("supervisor", path, MARCH, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("who", "item", "change", "status", "problem"),
    [
        ("executor", "4", {}, 403, "forbidden"),
        ("supervisor", "99", {}, 404, "not-found"),
        ("supervisor", "4@2021-q1", {}, 404, "not-found"),
        ("supervisor", "4", {"due_on": "2020-01-01"}, 422, "due-before-act"),
        ("supervisor", "4", {"due_on": "2020-12-31"}, 409, "same-deadline"),
        ("supervisor", "4", {"authority": {"kind": "act", "dated_on": "2021-02-01"}}, 422, "authority-without-number"),
        ("supervisor", "4", {"authority": None}, 422, "invalid-body"),
        ("supervisor", "p2.4", {}, 409, "off-control"),
    ],
)
async def test_a_deadline_that_cannot_be_says_why(
    control: Town,
    who: str,
    item: str,
    change: dict[str, Any],
    status: int,
    problem: str,  # Any: of a body
) -> None:
    answer = await control.post(who, f"{HERE}/items/{item}/deadline", MARCH | change)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


# Recurring items


async def test_the_confirmed_order_opens_its_periods_until_the_roadmaps_last_date(recurring: Town) -> None:
    rows = await _assignments(recurring, item="3", organisation="school-1")

    assert [f"{ROADMAP}/3@{year}-q{q}/school-1" for year in range(2021, 2025) for q in range(1, 5)] == [
        row["assignment"] for row in rows if row["period"] != "2020-q4"
    ]
    assert {"2021-04-10"} == {row["due_on"] for row in rows if row["period"] == "2021-q1"}


async def test_each_period_is_overdue_and_reported_by_itself(recurring: Town) -> None:
    path = f"/assignments/{ROADMAP}/3@2021-q1/school-1"
    paper = {"incoming_on": "2021-04-09", "number": "01-12"}
    done = await recurring.done("executor", f"{path}/completion", {"completed_on": "2021-04-08", "paper": paper})
    overdue = await recurring.get("auditor", "/overdue", on="2021-04-11", item="3", min_position=done["position"])
    found = {(row["period"], row["organisation"]) for row in overdue.json()["rows"]}

    assert ("2021-q1", "school-1") not in found
    assert ("2021-q1", "school-2") in found
    assert ("2020-q4", "school-1") in found
    assert {"2020-q4", "2021-q1"} == {period for period, _ in found}


async def test_the_rule_itself_is_neither_overdue_nor_undecided(recurring: Town) -> None:
    shown = (await recurring.get("auditor", HERE)).json()
    [rule] = [item for item in shown["items"] if item["item"] == "3"]
    overdue = (await recurring.get("auditor", "/overdue", on="2026-01-01", limit=1000)).json()

    assert (False, "recurring", 17) == (rule["undecided"], rule["deadline"]["kind"], len(rule["periods"]))
    assert "3" not in {row["item"] for row in overdue["undecided"]}
    assert [] == [row for row in overdue["rows"] if row["item"] == "3" and row["period"] is None]


async def test_a_later_day_opens_new_periods_only(recurring: Town) -> None:
    answer = await recurring.done("supervisor", f"{HERE}/items/3/periods", {"until": "2025-06-30"})

    opened = {"roadmap": ROADMAP, "item": "3", "until": "2025-06-30", "periods": ["2025-q1", "2025-q2"]}
    assert opened | {"assignments": 2 * len(SCHOOLS), "position": answer["position"]} == answer


async def test_what_is_opened_later_was_not_known_before(recurring: Town) -> None:
    before = (await recurring.get("auditor", "/overdue", on="2025-05-01", item="3", limit=1000)).json()
    done = await recurring.done("supervisor", f"{HERE}/items/3/periods", {"until": "2025-06-30"})
    every = {"on": "2025-05-01", "item": "3", "limit": 1000}
    then = (await recurring.get("auditor", "/overdue", known_at=before["known_at"], **every)).json()
    now = (await recurring.get("auditor", "/overdue", min_position=done["position"], **every)).json()

    assert before["rows"] == then["rows"]
    assert len(SCHOOLS) == now["total"] - before["total"]


async def test_periods_sent_again_answer_as_the_first_time(recurring: Town) -> None:
    key, body = uuid4(), {"until": "2025-06-30"}
    first, second = [await recurring.post("supervisor", f"{HERE}/items/3/periods", body, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("who", "item", "body", "status", "problem"),
    [
        ("supervisor", "3", {}, 409, "no-new-periods"),
        ("supervisor", "3", {"until": "2024-12-31"}, 409, "no-new-periods"),
        ("supervisor", "3", {"until": "9999-12-31"}, 422, "invalid-body"),
        ("supervisor", "4", {}, 422, "not-recurring"),
        ("supervisor", "99", {}, 404, "not-found"),
        ("executor", "3", {"until": "2025-06-30"}, 403, "forbidden"),
        ("school-1", "3", {"until": "2025-06-30"}, 403, "forbidden"),
    ],
)
async def test_periods_that_cannot_be_say_why(
    recurring: Town, who: str, item: str, body: object, status: int, problem: str
) -> None:
    answer = await recurring.post(who, f"{HERE}/items/{item}/periods", body)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


async def test_one_period_gets_another_day(recurring: Town) -> None:
    answer = await recurring.done("supervisor", f"{HERE}/items/3@2021-q1/deadline", MARCH | {"due_on": "2021-04-20"})
    rows = await _assignments(recurring, item="3", min_position=answer["position"])

    assert {("2021-q1", "2021-04-20")} == {
        (row["period"], row["due_on"]) for row in rows if row["due_on"] == "2021-04-20"
    }


# The end of control


async def test_a_roadmap_with_open_assignments_stays_on_control(control: Town) -> None:
    answer = await control.post("supervisor", f"{HERE}/closure", CLOSURE)

    assert (409, "/problems/still-open") == (answer.status_code, answer.json()["type"])
    assert 32 == answer.json()["count"]


async def test_a_roadmap_without_open_assignments_is_closed(control: Town) -> None:
    for row in await _assignments(control):
        ended = {"authority": DECISION, "ground": "Отменено"}
        await control.done("supervisor", f"/assignments/{row['assignment']}/withdrawal", ended)
    key = uuid4()
    first, second = [await control.post("supervisor", f"{HERE}/closure", CLOSURE, key=key) for _ in range(2)]
    position = first.json()["position"]
    shown = (await control.get("auditor", HERE, min_position=position)).json()["roadmap"]
    refused = await control.post("supervisor", f"{HERE}/items/4/deadline", MARCH)

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])
    assert first.json()["closed_on"] == shown["closed_on"]
    assert (409, "/problems/roadmap-closed") == (refused.status_code, refused.json()["type"])


async def test_only_its_supervisor_closes_a_roadmap(control: Town) -> None:
    assert 403 == (await control.post("executor", f"{HERE}/closure", CLOSURE)).status_code

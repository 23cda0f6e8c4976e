"""A supervisor adopts a policy of deadlines from a day on; whoever may read sees which one holds (DOMAIN rule 3)."""

from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest

from service import clock
from tests.service.town import Town

TODAY: Final = clock.today("Europe/Moscow")
ACT: Final = {"number": "12", "dated_on": "2021-02-01"}
RULES: Final = {"day_off_rule": "preceding", "control_rule": "as_due", "discipline_formula": "strict"}
NEW: Final[dict[str, Any]] = {
    "effective_on": str(TODAY),
    **RULES,
    "ground": "Приказ № 12",
}  # Any: as a client writes it
FOUNDED: Final = {
    "effective_on": "2020-01-01",
    "day_off_rule": "as_written",
    "control_rule": "preceding",
    "discipline_formula": "default",
    "delegation": None,
    "ground": None,
}


async def _standings(town: Town, **asked: object) -> list[tuple[str, str]]:
    answer = (await town.get("auditor", "/policies", **asked)).json()
    return [(row["effective_on"], row["standing"]) for row in answer["rows"]]


@pytest.mark.parametrize("who", ["supervisor", "executor", "school-1", "auditor"])
async def test_whoever_may_read_sees_the_policy_in_effect(quiet: Town, who: str) -> None:
    answer = await quiet.get(who, "/policies")
    [row] = answer.json()["rows"]

    assert FOUNDED | {"standing": "in_effect"} == {name: row[name] for name in (*FOUNDED, "standing")}
    assert (str(TODAY), f'"{answer.json()["version"]}"') == (answer.json()["on"], answer.headers["ETag"])


async def test_an_adopted_policy_is_in_effect_with_its_ground(town: Town) -> None:
    adopted = await town.done("supervisor", "/policies", NEW | {"delegation": ACT})
    former, row = (await town.get("supervisor", "/policies", min_position=adopted["position"])).json()["rows"]

    assert {"effective_on": str(TODAY), "position": row["position"]} == adopted
    assert ("replaced", "in_effect", ACT) == (former["standing"], row["standing"], row["delegation"])
    assert NEW == {name: row[name] for name in NEW}


async def test_the_policy_to_come_waits_for_its_day(town: Town) -> None:
    day = TODAY + timedelta(days=30)
    await town.done("supervisor", "/policies", NEW | {"effective_on": str(day)})

    assert [("2020-01-01", "in_effect"), (str(day), "to_come")] == await _standings(town)
    assert [("2020-01-01", "replaced"), (str(day), "in_effect")] == await _standings(town, on=day)


async def test_a_plan_that_a_later_decision_overtook_is_replaced(town: Town) -> None:
    planned, sooner = (TODAY + timedelta(days=days) for days in (30, 10))
    await town.done("supervisor", "/policies", NEW | {"effective_on": str(planned)})
    await town.done("supervisor", "/policies", NEW | {"effective_on": str(sooner), "control_rule": "preceding"})

    assert [("2020-01-01", "in_effect"), (str(planned), "replaced"), (str(sooner), "to_come")] == await _standings(town)


async def test_before_the_log_there_is_no_policy(quiet: Town) -> None:
    assert [] == await _standings(quiet, known_at="2020-01-01")


async def test_what_was_known_before_the_adoption_stays(town: Town) -> None:
    before = (await town.get("auditor", "/policies")).json()["known_at"]
    await town.done("supervisor", "/policies", NEW)

    assert [("2020-01-01", "in_effect")] == await _standings(town, known_at=before)


async def test_rule_3_an_adopted_policy_moves_no_recorded_deadline(control: Town) -> None:
    before = (await control.get("auditor", "/assignments", limit=100)).json()["rows"]
    position = (await control.done("supervisor", "/policies", NEW))["position"]
    after = (await control.get("auditor", "/assignments", limit=100, min_position=position)).json()["rows"]

    assert before == after


async def test_discipline_is_counted_by_the_formula_that_was_adopted(control: Town) -> None:
    position = (await control.done("supervisor", "/policies", NEW))["position"]

    assert "strict" == (await control.get("auditor", "/discipline", min_position=position)).json()["formula"]


async def test_an_adoption_sent_again_answers_as_the_first_time(town: Town) -> None:
    key = uuid4()
    first, second = [await town.post("supervisor", "/policies", NEW, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


async def test_an_adoption_is_tried_without_recording_it(quiet: Town) -> None:
    tried = await quiet.post("supervisor", "/policies?dry_run=true", NEW)

    assert (200, {"effective_on": str(TODAY), "position": None}) == (tried.status_code, tried.json())
    assert [("2020-01-01", "in_effect")] == await _standings(quiet)


async def test_who_saw_another_version_adopts_nothing(quiet: Town) -> None:
    assert 412 == (await quiet.post("supervisor", "/policies", NEW, If_Match='"1"')).status_code


@pytest.mark.parametrize("who", ["executor", "school-1", "auditor", "administrator"])
async def test_nobody_else_adopts(quiet: Town, who: str) -> None:
    assert 403 == (await quiet.post(who, "/policies", NEW)).status_code


@pytest.mark.parametrize(
    ("body", "status", "problem", "field"),
    [
        (NEW | {"effective_on": str(TODAY - timedelta(days=1))}, 422, "effective-in-the-past", "effective_on"),
        (NEW | {"effective_on": "2200-01-01"}, 422, "invalid-body", "effective_on"),
        (NEW | {"day_off_rule": "later"}, 422, "invalid-body", "day_off_rule"),
        (NEW | {"discipline_formula": "mean"}, 422, "invalid-body", "discipline_formula"),
        (NEW | {"delegation": {"number": "12"}}, 422, "invalid-body", "delegation.dated_on"),
        (
            NEW | {"delegation": ACT | {"dated_on": "2199-01-01"}},
            422,
            "delegation-in-the-future",
            "delegation.dated_on",
        ),
        (NEW | {"ground": ""}, 422, "invalid-body", "ground"),
        (FOUNDED | {"effective_on": str(TODAY), "ground": "Приказ"}, 409, "nothing-new", None),
    ],
)
async def test_what_is_at_fault_is_named(quiet: Town, body: object, status: int, problem: str, field: str) -> None:
    answer = await quiet.post("supervisor", "/policies", body)

    found = answer.json()
    assert (status, f"/problems/{problem}", field) == (answer.status_code, found["type"], found.get("field"))


async def test_the_audit_trail_tells_who_adopted_what_and_why(town: Town) -> None:
    position = (await town.done("supervisor", "/policies", NEW))["position"]
    rows = (await town.get("auditor", "/audit-trail", min_position=position, limit=100)).json()["rows"]
    [row] = [row for row in rows if row["position"] == position]

    assert ("district.policy_adopted", "Приказ № 12") == (row["type"], row["reason"])
    assert f"принята политика сроков — действует с {TODAY:%d.%m.%Y}" in row["summary"]

"""An organisation gets other words, or is merged: what is open goes on, and past lists stay as they were."""

from datetime import date
from typing import Any, TypeAlias
from uuid import uuid4

import pytest

from domain.act import Authority
from domain.command import Caller
from domain.reorganise import Reorganise
from service.reorganising import take_the_rest, with_roadmaps
from tests.service.http.sending import OTHER, confirm, previewed
from tests.service.town import ROADMAP, Town

Members: TypeAlias = dict[str, Any]  # Any: members of a body

MERGER = "/organisations/school-1/reorganisation"
CHANGE = "/organisations/school-1/change"
AUTHORITY = {"kind": "act", "number": "77", "dated_on": "2021-06-30"}
INTO = {"successor": "school-2", "effective_on": "2021-07-01", "authority": AUTHORITY, "ground": "Присоединение"}
LYCEUM = {"kind": "school", "name": "МБОУ «Лицей № 1»", "short_name": "Лицей № 1"}


async def _overdue(town: Town, on: str, **params: object) -> dict[str, set[str]]:
    """Return the assignments that are overdue on a day, by organisation."""
    answer = (await town.get("auditor", "/overdue", on=on, limit=1000, **params)).json()
    found: dict[str, set[str]] = {}
    for row in answer["rows"]:
        found.setdefault(row["organisation"], set()).add(row["assignment"])
    return found


async def _new_school(town: Town) -> None:
    new = {"key": "school-9", "kind": "school", "name": "МБОУ СОШ № 9"}
    await town.done("executor", "/organisations", {"organisations": [new]})


@pytest.mark.parametrize("who", ["supervisor", "executor"])
async def test_a_successor_that_has_the_same_items_leaves_them_withdrawn(control: Town, who: str) -> None:
    answer = await control.done(who, MERGER, INTO)

    mine = sum(len(keys) for org, keys in (await _all(control, answer["position"])).items() if org == "school-1")
    assert {
        "organisation": "school-1",
        "successor": "school-2",
        "transferred": 0,
        "withdrawn": mine,
        "position": answer["position"],
    } == answer


async def _all(town: Town, position: int) -> dict[str, set[str]]:
    rows = (await town.get("auditor", "/assignments", limit=1000, min_position=position)).json()["rows"]
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["organisation"], set()).add(row["assignment"])
    return found


async def test_a_successor_without_the_items_takes_them_over(control: Town) -> None:
    await _new_school(control)
    answer = await control.done("executor", MERGER, INTO | {"successor": "school-9"})
    shown = await control.get("auditor", f"/assignments/{ROADMAP}/8/school-1", min_position=answer["position"])

    assert (10, 0) == (answer["transferred"], answer["withdrawn"])
    assert "school-9" == shown.json()["assignment"]["organisation"]


async def test_past_lists_stay_as_they_were_on_both_axes(control: Town) -> None:
    """Rows 2 and 3 are overdue since November 2020; the merger takes effect in July 2021."""
    first = await control.get("auditor", "/overdue", on="2020-11-01")
    before = {on: await _overdue(control, on) for on in ("2020-11-01", "2021-06-30", "2021-07-01")}
    known_at = first.json()["known_at"]
    answer = await control.done("executor", MERGER, INTO)
    now = {on: await _overdue(control, on, min_position=answer["position"]) for on in before}

    assert before == {on: await _overdue(control, on, known_at=known_at) for on in before}
    assert [before[on] for on in ("2020-11-01", "2021-06-30")] == [now[on] for on in ("2020-11-01", "2021-06-30")]
    assert {"school-1"} == set(before["2021-07-01"]) - set(now["2021-07-01"])


async def test_what_was_accepted_of_the_merged_one_stays_accepted(control: Town) -> None:
    key = f"/assignments/{ROADMAP}/2/school-1"
    await control.done("school-1", f"{key}/completion", {"completed_on": "2020-10-20"})
    await control.done("supervisor", f"{key}/acceptance", {})
    answer = await control.done("executor", MERGER, INTO)
    shown = (await control.get("auditor", key, min_position=answer["position"])).json()["assignment"]

    assert ("accepted", "school-1") == (shown["state"], shown["organisation"])


async def test_a_merger_sent_again_answers_as_the_first_time_also_after_another_order(control: Town) -> None:
    key = uuid4()
    first = await control.post("executor", MERGER, INTO, key=key)
    later = (await confirm(control, (await previewed(control, OTHER))["preview"])).json()
    again = await control.post("executor", MERGER, INTO, key=key)

    assert (201, first.json(), "true") == (again.status_code, again.json(), again.headers["Idempotent-Replayed"])
    found = await control.get("auditor", "/assignments", roadmap=later["roadmap"], limit=1000)
    assert "school-1" not in {row["organisation"] for row in found.json()["rows"]}


async def test_a_rehearsed_merger_records_nothing(control: Town) -> None:
    answer = await control.post("executor", f"{MERGER}?dry_run=true", INTO)

    assert (200, None) == (answer.status_code, answer.json()["position"])
    assert 201 == (await control.post("executor", MERGER, INTO)).status_code


async def test_the_directory_shows_the_successor_and_the_trail_one_cause(control: Town) -> None:
    answer = await control.done("executor", MERGER, INTO)
    rows = (await control.get("auditor", "/organisations", min_position=answer["position"])).json()["rows"]
    trail = (await control.get("auditor", "/audit-trail", type="directory.organisation_reorganised")).json()["rows"]

    [merged] = [row for row in rows if row["key"] == "school-1"]
    assert ("school-2", "2021-07-01") == (merged["successor"], merged["reorganised_on"])
    assert ["Присоединение"] == [line["reason"] for line in trail]


@pytest.mark.parametrize(
    ("change", "status", "problem"),
    [
        ({"successor": "school-1"}, 422, "wrong-successor"),
        ({"successor": "nobody"}, 422, "wrong-successor"),
        ({"effective_on": "2999-01-01"}, 422, "reorganised-in-the-future"),
        ({"authority": {"kind": "act", "dated_on": "2021-06-30"}}, 422, "authority-without-number"),
        ({"ground": ""}, 422, "invalid-body"),
        ({"successor": "Школа"}, 422, "invalid-body"),
    ],
)
async def test_a_merger_that_cannot_be_says_why(quiet: Town, change: Members, status: int, problem: str) -> None:
    answer = await quiet.post("executor", MERGER, INTO | change)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


async def test_who_is_not_there_is_not_merged(quiet: Town) -> None:
    answers = [await quiet.post("executor", f"/organisations/nobody/{what}", body) for what, body in _BOTH]

    assert [404, 404] == [answer.status_code for answer in answers]


_BOTH = (("reorganisation", INTO), ("change", LYCEUM))


@pytest.mark.parametrize("who", ["school-1", "auditor", "administrator"])
async def test_nobody_else_merges_or_changes(quiet: Town, who: str) -> None:
    assert [403, 403] == [
        (await quiet.post(who, f"/organisations/school-1/{what}", body)).status_code for what, body in _BOTH
    ]


async def test_an_organisation_gets_another_name_and_keeps_its_past(town: Town) -> None:
    first = (await town.get("auditor", "/organisations")).json()
    answer = await town.done("executor", CHANGE, LYCEUM)
    now = (await town.get("auditor", "/organisations", min_position=answer["position"])).json()["rows"]
    then = (await town.get("auditor", "/organisations", known_at=first["known_at"])).json()["rows"]

    assert {"organisation": "school-1", "position": answer["position"]} == answer
    assert "Лицей № 1" in {row["short_name"] for row in now}
    assert first["rows"] == then


async def test_a_change_sent_again_answers_as_the_first_time(town: Town) -> None:
    key = uuid4()
    first, second = [await town.post("executor", CHANGE, LYCEUM, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("change", "problem"),
    [({"inn": "7707083894"}, "inn-wrong"), ({"kind": "centre"}, "becomes-centre"), ({"key": "x"}, "invalid-body")],
)
async def test_a_change_that_cannot_be_says_why(quiet: Town, change: Members, problem: str) -> None:
    answer = await quiet.post("executor", CHANGE, LYCEUM | change)

    assert (422, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


async def test_a_roadmap_adopted_between_the_finding_and_the_merger_is_not_left_out(control: Town) -> None:
    ledger, caller, key = control.founder.ledger, _executor(control), uuid4()
    found = await with_roadmaps(ledger, control.district, _asked("school-9"))
    await _new_school(control)
    later = (await confirm(control, (await previewed(control, OTHER))["preview"])).json()["roadmap"]
    outcome = await ledger.carry_out(caller, key, found)
    await take_the_rest(ledger, caller, key, found, again=False)

    every = {"roadmap": later, "organisation": "school-1", "limit": 1000, "min_position": outcome.last_position}
    left = await control.get("auditor", "/assignments", **every)
    assert outcome.status == "appended"
    assert [] == [row for row in left.json()["rows"] if row["state"] not in {"accepted", "withdrawn"}]


def _executor(town: Town) -> Caller:
    return Caller(district=town.district, actor="person:executor", via="session")


def _asked(successor: str) -> Reorganise:
    return Reorganise(
        organisation="school-1",
        successor=successor,
        effective_on=date(2021, 7, 1),
        authority=Authority(kind="act", number="77", dated_on=date(2021, 6, 30)),
        ground="Присоединение",
    )

"""The office registers organisations; whoever may read lists them."""

from typing import Any
from uuid import uuid4

import pytest

from tests.service.town import SCHOOLS, Town

NEW: dict[str, Any] = {"key": "school-4", "kind": "school", "name": "МБОУ СОШ № 4"}  # Any: as a client writes it
STANDING: dict[str, Any] = {"successor": None, "reorganised_on": None}  # Any: as above


def _body(*organisations: object) -> dict[str, object]:
    return {"organisations": list(organisations)}


async def test_the_list_has_every_organisation(town: Town) -> None:
    rows = (await town.get("auditor", "/organisations")).json()["rows"]

    assert ["methodical-cabinet", "office", *SCHOOLS] == [row["key"] for row in rows]
    office = {"key": "office", "kind": "office", "name": "Управление образования", "short_name": "УОААР"}
    assert office | {"aliases": [], "inn": None, "profile": None} | STANDING == rows[1]


async def test_a_school_sees_itself(town: Town) -> None:
    assert ["school-2"] == [row["key"] for row in (await town.get("school-2", "/organisations")).json()["rows"]]


async def test_the_list_comes_in_pages_of_one_moment(town: Town) -> None:
    first = await town.get("auditor", "/organisations", limit=4)
    await town.done("executor", "/organisations", _body(NEW))
    second = await town.http.get(first.headers["Link"][1:].partition(">")[0], headers=first.request.headers)

    assert (["school-3"], None) == ([row["key"] for row in second.json()["rows"]], second.json()["next"])


async def test_before_the_log_there_is_nobody(town: Town) -> None:
    answer = (await town.get("auditor", "/organisations", known_at="2020-01-01")).json()

    assert ([], 0) == (answer["rows"], answer["position"])


@pytest.mark.parametrize("who", ["supervisor", "executor"])
async def test_the_office_registers_organisations(town: Town, who: str) -> None:
    full = {
        "key": "centre-1",
        "kind": "centre",
        "name": "Областной центр",
        "short_name": "Центр",
        "aliases": ["ОЦ"],
        "inn": "7707083893",
        "profile": "техническая",
    }
    answer = await town.done(who, "/organisations", _body(NEW, full))
    listed = (await town.get(who, "/organisations", min_position=answer["position"])).json()["rows"]

    assert ["school-4", "centre-1"] == answer["registered"]
    assert full | STANDING in listed
    assert NEW | {"short_name": NEW["name"], "aliases": [], "inn": None, "profile": None} | STANDING in listed


async def test_those_known_already_stay_as_they_are(town: Town) -> None:
    await town.done("executor", "/organisations", _body(NEW))

    answer = await town.done("executor", "/organisations", _body(NEW, NEW | {"key": "school-5"}))
    assert ["school-5"] == answer["registered"]


async def test_a_registration_sent_again_answers_as_the_first_time(town: Town) -> None:
    key = uuid4()
    first, second = [await town.post("executor", "/organisations", _body(NEW), key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("second", "problem"), [(NEW, "nothing-new"), (NEW | {"name": "Иначе"}, "otherwise-registered")]
)
async def test_a_registration_that_adds_nothing_is_refused(town: Town, second: object, problem: str) -> None:
    await town.done("executor", "/organisations", _body(NEW))
    answer = await town.post("executor", "/organisations", _body(second))

    assert (409, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


@pytest.mark.parametrize("who", ["school-1", "auditor", "administrator"])
async def test_nobody_else_registers(town: Town, who: str) -> None:
    assert 403 == (await town.post(who, "/organisations", _body(NEW))).status_code


async def test_what_is_at_fault_is_named(town: Town) -> None:
    """One district for all of them: a refusal records nothing."""
    cases: list[tuple[object, str]] = [
        (_body(), "organisations"),
        (_body(*[NEW] * 501), "organisations"),
        (_body(NEW | {"key": "Школа"}), "organisations[0].key"),
        (_body(NEW | {"key": "school-4\n"}), "organisations[0].key"),
        (_body(NEW | {"key": "4"}), "organisations[0].key"),
        (_body(NEW | {"kind": "kindergarten"}), "organisations[0].kind"),
        (_body(NEW | {"name": " "}), "organisations[0].name"),
        (_body(NEW | {"name": "Ш" * 501}), "organisations[0].name"),
        (_body(NEW | {"aliases": [""]}), "organisations[0].aliases[0]"),
        (_body(NEW | {"head": "х"}), "organisations[0].head"),
        (_body(NEW | {"inn": 7707083893}), "organisations[0].inn"),
        (_body(NEW | {"inn": "7707083894"}), "organisations"),
        (_body(NEW | {"inn": ""}), "organisations"),
        (_body(NEW, NEW | {"name": "Иначе"}), "organisations"),
        ({}, "organisations"),
    ]
    answers = [await town.post("executor", "/organisations", body) for body, _ in cases]

    expected = [(422, field) for _, field in cases]
    assert expected == [(answer.status_code, answer.json()["field"]) for answer in answers]


async def test_five_hundred_at_once_are_taken(town: Town) -> None:
    many = [NEW | {"key": f"centre-{n}", "kind": "centre", "name": "Ц" * 400} for n in range(500)]

    assert 500 == len((await town.done("executor", "/organisations", _body(*many)))["registered"])

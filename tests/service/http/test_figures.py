"""Coverage, discipline, the queues, registers and changes over HTTP: both time axes, pages, reach, problems, files."""

import csv
import re
from io import StringIO
from typing import Any, Final, TypeAlias

import httpx
import pytest

from service.http.house import House
from service.postgres.database import Database
from tests.service.town import ROADMAP, Town, founded, import_sample

ROW_4: Final = f"/assignments/{ROADMAP}/4"
ROW_2: Final = f"/assignments/{ROADMAP}/2"
BELOW: Final = {"completed_on": "2020-12-01", "figures": {"engaged": 187, "enrolled": 1250}, "shortfall": "Карантин"}
EXACTLY: Final = {"completed_on": "2020-12-01", "figures": {"engaged": 150, "enrolled": 1000}}
AUTHORITY: Final = {"kind": "decision", "dated_on": "2020-12-01"}
ADDRESSES: Final = (
    "/coverage",
    "/discipline",
    "/due-soon",
    "/review",
    "/next-steps",
    "/undated",
    "/registers/returns",
    "/changes",
)
JSON: TypeAlias = dict[str, Any]  # Any: an answer as it came


@pytest.fixture(scope="module")
async def town(database: Database, opened: House, http: httpx.AsyncClient) -> Town:
    """Row 4: school-1 is accepted below its target, school-2 waits with exactly 15 %, school-3 says nothing.

    Row 2: the report of school-1 was returned, the deadline of school-2 was moved.
    """
    town = await founded(database, opened, http)
    await import_sample(town)
    paper = {"paper": {"incoming_on": "2020-12-02", "number": "114"}}
    await town.done("executor", f"{ROW_4}/school-1/completion", BELOW | paper)
    await town.done("supervisor", f"{ROW_4}/school-1/acceptance", {})
    await town.done("executor", f"{ROW_4}/school-2/completion", EXACTLY | paper)
    await town.done("school-1", f"{ROW_2}/school-1/completion", {"completed_on": "2020-10-20"})
    await town.done("supervisor", f"{ROW_2}/school-1/return", {"reason": "Нет подписи"})
    deadline = {"due_on": "2100-01-11", "ground": "Карантин", "authority": AUTHORITY}
    await town.done("supervisor", f"{ROW_2}/school-2/deadline", deadline)
    return town


async def got(town: Town, path: str, *, who: str = "supervisor", **asked: object) -> JSON:
    answer = await town.get(who, path, min_position=1, **asked)
    assert answer.status_code == 200, answer.text
    document: JSON = answer.json()
    return document


def table(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


# Coverage


async def test_coverage_is_the_sum_in_integers_with_its_completeness(town: Town) -> None:
    (item,) = (await got(town, "/coverage", on="2020-12-31", item="4"))["items"]

    assert {"measured": 2, "engaged": 337, "enrolled": 2250, "percent": 14.97} == item["standing"]
    assert (2, 3) == (item["reported"], item["organisations"])
    assert ((1, 187), (1, 150)) == tuple(
        (item[name]["measured"], item[name]["engaged"]) for name in ("accepted", "under_review")
    )
    assert [(15, "2020-12-31", False)] == [(t["percent"], t["due_on"], t["met"]) for t in item["targets"]]


async def test_a_school_sees_its_own_coverage_alone(town: Town) -> None:
    document = await got(town, "/coverage", who="school-2", on="2020-12-31", item="4")
    (item,) = document["items"]

    assert (1, 150, None) == (item["organisations"], item["standing"]["engaged"], item["targets"][0]["met"])
    assert ["school-2"] == [row["organisation"] for row in document["rows"]]


async def test_the_history_of_a_school_is_told_report_by_report(town: Town) -> None:
    document = await got(town, f"/coverage/{ROADMAP}/4/school-1")

    assert [(1, 14.96, "accepted")] == [(row["report"], row["percent"], row["outcome"]) for row in document["rows"]]
    assert 404 == (await town.get("school-2", f"/coverage/{ROADMAP}/4/school-1")).status_code


async def test_coverage_as_a_file_carries_codes_to_join_it_by(town: Town) -> None:
    rows = table(await town.get("supervisor", "/coverage", format="csv", on="2020-12-31", item="4"))

    assert {"ОКТМО", "ИНН"} <= rows[0].keys()
    assert [("14,96", "показатель не достигнут"), ("15,00", "показатель достигнут")] == [
        (row["Охват, %"], row["Достижение показателя"]) for row in rows[:2]
    ]


# Discipline


async def test_discipline_names_its_formula_and_adds_up(town: Town) -> None:
    document = await got(town, "/discipline", **{"from": "2020-12-31", "to": "2020-12-31", "item": "4"})
    whole = document["whole"]

    assert ("default", 3, 1, 2, 50.0) == (
        document["formula"],
        whole["total"],
        whole["done"],
        whole["of"],
        whole["percent"],
    )
    assert {"in_time": 1, "under_review": 1, "not_done": 1} == {
        name: number for name, number in whole["counts"].items() if number and name != "flawless"
    }


@pytest.mark.parametrize(("formula", "percent"), [("strict", 0.0), ("with_review", 66.66), ("execution", 33.33)])
async def test_another_formula_can_be_chosen(town: Town, formula: str, percent: float) -> None:
    document = await got(town, "/discipline", item="4", formula=formula)

    assert (formula, percent) == (document["formula"], document["whole"]["percent"])


async def test_discipline_is_that_of_the_day_of_its_knowledge(town: Town) -> None:
    document = await got(town, "/discipline", known_at="2020-01-01")

    assert ("2020-01-01", 0, 0, None) == (
        document["on"],
        document["position"],
        document["whole"]["total"],
        document["whole"]["percent"],
    )


async def test_discipline_by_organisation_comes_in_pages(town: Town) -> None:
    asked = {"by": "organisation", "limit": 2}
    first = await town.get("supervisor", "/discipline", **asked)
    second = await town.get("supervisor", "/discipline", **asked, cursor=first.json()["next"])
    rows = [*first.json()["rows"], *second.json()["rows"]]

    assert 'rel="next"' in first.headers["Link"]
    assert ["methodical-cabinet", "office", "school-1", "school-2"] == [row["organisation"] for row in rows]
    assert ["РМК", "УОААР", "Школа 1", "Школа 2"] == [row["name"] for row in rows]


async def test_discipline_as_a_file_tells_its_formula(town: Town) -> None:
    answer = await town.get("supervisor", "/discipline", format="csv", by="organisation")

    assert {"methodical-cabinet", "school-1"} <= {row["Группа"] for row in table(answer)}
    assert {"в срок из тех, чей срок наступил и кто проверен"} == {row["Формула"] for row in table(answer)}


async def test_a_period_that_ends_before_it_begins_is_a_fault(town: Town) -> None:
    answer = await town.get("supervisor", "/discipline", **{"from": "2021-01-01", "to": "2020-01-01"})

    assert (400, "to", "period") == (answer.status_code, answer.json()["field"], answer.json()["rule"])


# Queues and registers


async def test_due_soon_counts_working_days_to_the_control_day(town: Town) -> None:
    document = await got(town, "/due-soon", on="2020-10-28", days=2, item="2", known_at="2100-01-01")

    assert ("2020-10-30", [("school-3", "2020-10-30", 2)]) == (
        document["until"],
        [
            (row["organisation"], row["control_on"], row["working_days_left"])
            for row in document["rows"]
            if row["organisation"] == "school-3"
        ],
    )


async def test_the_review_queue_shows_the_paper(town: Town) -> None:
    (row,) = (await got(town, "/review"))["rows"]

    assert ("school-2", 15.0, {"incoming_on": "2020-12-02", "number": "114"}) == (
        row["organisation"],
        row["percent"],
        row["paper"],
    )


async def test_what_a_school_has_to_do_begins_with_what_is_next(town: Town) -> None:
    rows = (await got(town, "/next-steps", who="school-1"))["rows"]

    days = [row["next_on"] for row in rows if row["next_on"]]
    assert sorted(days) == days
    assert ["Нет подписи"] == [row["reason"] for row in rows if row["state"] == "returned"]


async def test_items_without_a_deadline_are_listed(town: Town) -> None:
    rows = (await got(town, "/undated"))["rows"]

    assert [("1", True), ("p2.1", False), ("p2.2", False), ("p2.3", False)] == [
        (row["item"], row["undecided"]) for row in rows
    ]


async def test_registers_tell_authority_and_words(town: Town) -> None:
    (moved,) = (await got(town, "/registers/deadlines"))["rows"]
    (returned,) = (await got(town, "/registers/returns"))["rows"]

    assert ("2020-10-31", "2100-01-11", AUTHORITY, "Карантин") == tuple(
        moved[name] for name in ("due_before", "due_after", "authority", "reason")
    )
    assert ("Нет подписи", "Заместитель начальника") == (returned["reason"], returned["actor_name"])


async def test_there_are_three_registers(town: Town) -> None:
    assert [] == (await got(town, "/registers/extensions"))["rows"]
    assert 400 <= (await town.get("supervisor", "/registers/secrets")).status_code < 500


# Changes


async def test_changes_name_the_field_the_person_the_reason_and_the_command(town: Town) -> None:
    rows = (await got(town, "/changes", organisation="school-2", item="2"))["rows"]
    (assignment,) = (row for row in rows if row["about"] == "assignment")
    (due,) = (change for change in assignment["changes"] if change["field"] == "due_on")

    assert (None, "2100-01-11", "assignment.deadline_set") == (due["before"], due["after"], due["type"])
    assert ("Заместитель начальника", "Карантин") == (due["actor_name"], due["reason"])
    assert 36 == len(due["command"])


async def test_changes_as_a_file_are_in_words(town: Town) -> None:
    answer = await town.get("supervisor", "/changes", format="csv", min_position=1)
    rows = [(row["Что"], row["Поле"], row["Было"], row["Стало"]) for row in table(answer)]

    assert ("поручение", "срок исполнения", "", "11.01.2100") in rows
    assert [] == [row for row in rows if re.search("[a-z]_|[a-z]{4}$", row[1]) or re.search(r'[\[{"]', row[2] + row[3])]


async def test_before_the_first_event_nothing_differs(town: Town) -> None:
    document = await got(town, "/changes", **{"from": "2019-01-01", "to": "2020-01-01"})

    assert ([], 0) == (document["rows"], document["position"])


async def test_changes_come_in_pages(town: Town) -> None:
    whole = (await got(town, "/changes", limit=1000))["rows"]
    rows, cursor = [], None
    while page := await got(town, "/changes", limit=10, **({"cursor": cursor} if cursor else {})):
        rows += page["rows"]
        if (cursor := page["next"]) is None:
            break

    assert [(row["about"], row["key"]) for row in whole] == [(row["about"], row["key"]) for row in rows]


# All of them


@pytest.mark.parametrize("path", ADDRESSES)
async def test_an_administrator_has_no_right_to_read_them(town: Town, path: str) -> None:
    assert 403 == (await town.get("administrator", path)).status_code


@pytest.mark.parametrize("path", ADDRESSES)
async def test_a_school_sees_its_own_in_each_of_them(town: Town, path: str) -> None:
    document = await got(town, path, who="school-3", limit=1000)

    found = {row["organisation"] for row in document["rows"] if row.get("organisation")}
    assert found <= {"school-3"}


@pytest.mark.parametrize("path", ADDRESSES)
async def test_each_of_them_is_a_table_to_take_along(town: Town, path: str) -> None:
    answer = await town.get("supervisor", path, format="xlsx")

    assert (200, b"PK") == (answer.status_code, answer.content[:2])


@pytest.mark.parametrize("path", ADDRESSES)
async def test_before_the_log_starts_each_of_them_is_empty(town: Town, path: str) -> None:
    before = {"to": "2019-01-01"} if path == "/changes" else {"known_at": "2019-01-01"}
    document = await got_at(town, path, before)

    assert ([], 0) == (document["rows"], document["position"])
    assert document["log_starts_at"]


async def got_at(town: Town, path: str, asked: dict[str, str]) -> JSON:
    answer = await town.get("supervisor", path, **asked)
    assert answer.status_code == 200, answer.text
    document: JSON = answer.json()
    return document

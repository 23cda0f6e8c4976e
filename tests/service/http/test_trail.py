"""The audit trail answers who did what, when, in whose name and why, and what was known before and after."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from service.http.house import House
from service.ledger.reading import inside
from service.postgres.database import Database
from service.postgres.embedded import Server
from tests.service.town import Town, founded, import_sample

ROW = "/assignments/647-2020/2/school-1"
ASSIGNMENT = "647-2020/2/school-1"
DONE = {"completed_on": "2020-10-20"}
Row = dict[str, Any]  # Any: a line as it came


@pytest.fixture(scope="module")
async def town(database: Database, opened: House, http: httpx.AsyncClient, postgres: Server) -> Town:
    """A district where a report was returned, made again and accepted; the words of a note elsewhere are erased."""
    town = await founded(database, opened, http)
    await import_sample(town)
    await town.done("school-1", f"{ROW}/completion", DONE | {"note": "Всё сделано"})
    await town.done("supervisor", f"{ROW}/return", {"reason": "Нет подписи директора"})
    await town.done("school-1", f"{ROW}/completion", DONE)
    await town.done("supervisor", f"{ROW}/acceptance", {})
    paper = {"paper": {"incoming_on": "2020-10-21", "number": "114"}, "note": "Петров болел"}
    registered = await town.done("executor", "/assignments/647-2020/2/school-2/completion", DONE | paper)
    await erase(postgres, town, registered["position"])
    return town


async def erase(postgres: Server, town: Town, position: int) -> None:
    eraser = await asyncpg.connect(postgres.dsn("roadmap_eraser"))
    async with inside(eraser, town.district):
        await eraser.execute("delete from log.texts where district = $1 and position = $2", town.district, position)
    await eraser.close()


async def trail(town: Town, asked: Mapping[str, object], *, who: str = "supervisor") -> list[Row]:
    answer = await town.get(who, "/audit-trail", limit=1000, **asked)
    assert answer.status_code == 200, answer.text
    rows: list[Row] = answer.json()["rows"]
    return rows


async def test_each_step_tells_who_why_and_what_was_known_before_and_after(town: Town) -> None:
    rows = await trail(town, {"assignment": ASSIGNMENT})

    assert [
        ("система", None, None, "assigned"),
        ("Школа 1", "Всё сделано", "assigned", "reported"),
        ("Заместитель начальника", "Нет подписи директора", "reported", "returned"),
        ("Школа 1", None, "returned", "reported"),
        ("Заместитель начальника", None, "reported", "accepted"),
    ] == [
        (
            row["actor_name"],
            row["reason"],
            row["before"] and row["before"]["state"],
            row["after"]["state"],
        )
        for row in rows
    ]


async def test_a_deputy_can_read_it_aloud(town: Town) -> None:
    (returned,) = await trail(town, {"type": "assignment.report_returned"})

    assert (
        "Заместитель начальника управления: возвращён на доработку отчёт № 1 по п. 2 дорожной карты 647-2020 "
        "(Школа 1) — было «на проверке», стало «на доработке»."
    ) == returned["summary"]


async def test_it_is_told_in_the_language_of_the_caller(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.keys['auditor']}", "Accept-Language": "en"}

    answer = await town.http.get("/api/v1/audit-trail?type=assignment.report_accepted", headers=headers)

    assert "accepted report 2 on item 2 of the roadmap 647-2020" in answer.json()["rows"][0]["summary"]


async def test_a_report_typed_in_by_the_office_names_the_school(town: Town) -> None:
    (registered,) = await trail(town, {"actor": "person:executor"})

    assert ("organisation:school-2", "2020-10-20") == (
        registered["on_behalf_of"],
        registered["after"]["completed_on"],
    )
    assert registered["summary"].startswith("Ведущий специалист за организацию «Школа 2»: ")


async def test_erased_words_are_no_longer_told(town: Town) -> None:
    (registered,) = await trail(town, {"actor": "person:executor"})

    assert registered["reason"] is None


async def test_a_school_sees_the_events_about_itself_and_no_others(town: Town) -> None:
    own = await trail(town, {}, who="school-1")

    assert own == await trail(town, {"organisation": "school-1"})
    assert 5 == len([row for row in own if row["assignment"] == ASSIGNMENT])


@pytest.mark.parametrize("organisation", ["school-2", "nowhere"])
async def test_another_organisation_is_not_there_for_a_school(town: Town, organisation: str) -> None:
    answer = await town.get("school-1", "/audit-trail", organisation=organisation)

    assert (404, "/problems/not-found") == (answer.status_code, answer.json()["type"])


async def test_an_administrator_does_not_read_it(town: Town) -> None:
    assert 403 == (await town.get("administrator", "/audit-trail")).status_code


async def test_a_day_is_meant_from_its_beginning_to_its_end(town: Town) -> None:
    every = await trail(town, {})
    first, last = date.fromisoformat(every[0]["day"]), date.fromisoformat(every[-1]["day"])
    before, after = first - timedelta(days=1), last + timedelta(days=1)

    assert every == await trail(town, {"from": first, "to": last})
    assert [] == await trail(town, {"to": before}) + await trail(town, {"from": after})


async def test_moments_are_inclusive(town: Town) -> None:
    (returned,) = await trail(town, {"type": "assignment.report_returned"})
    moment = returned["recorded_at"]

    assert [returned] == await trail(town, {"from": moment, "to": moment})


async def test_known_at_a_moment_it_ends_there(town: Town) -> None:
    (returned,) = await trail(town, {"type": "assignment.report_returned"})

    assert returned == (await trail(town, {"known_at": returned["recorded_at"]}))[-1]


@pytest.mark.parametrize(
    ("name", "moment", "rule"),
    [
        ("from", "0001-01-01", "year"),
        ("from", "0001-01-01T00:00:00+14:00", "year"),
        ("to", "9999-12-31T23:59:59-14:00", "year"),
        ("to", "now", "moment"),
    ],
)
async def test_what_is_no_moment_is_refused(town: Town, name: str, moment: str, rule: str) -> None:
    answer = await town.get("auditor", "/audit-trail", **{name: moment})

    assert (400, name, rule) == (answer.status_code, answer.json()["field"], answer.json()["rule"])


async def test_the_link_leads_through_all_pages(town: Town) -> None:
    headers = {"Authorization": f"Bearer {town.keys['auditor']}"}
    rows: list[Row] = []
    url: str | None = "/api/v1/audit-trail?limit=40"
    while url:
        answer = await town.http.get(url, headers=headers)
        rows += answer.json()["rows"]
        url = answer.links.get("next", {}).get("url")

    assert rows == await trail(town, {})
    assert list(range(1, len(rows) + 1)) == [row["position"] for row in rows]

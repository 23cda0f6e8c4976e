"""The trail: one row an event, found by assignment, organisation and actor; with what was known before and after it."""

from datetime import date
from typing import Final

import asyncpg

from domain.events import decode
from projections.audit_trail import Searched, Trace, audit_trail
from service.ledger.event_store import EventStore
from service.ledger.reading import inside, read
from service.ledger.runner import Runner
from tests.factories import (
    DEPUTY,
    DUE,
    KEY,
    ROADMAP,
    SCHOOL,
    TOWN,
    accepted,
    added,
    assigned,
    granted,
    reported,
    returned,
    revoked,
)
from tests.recording import record
from tests.scenario import Happened

AGAIN: Final = date(2021, 1, 12)
LIFE: Final = (
    *TOWN,
    added(),
    assigned(school="school-2"),
    assigned(),
    reported(on=DUE),
    returned(on=date(2021, 1, 11)),
    reported(on=AGAIN, number=2),
    accepted(on=AGAIN, number=2),
)
OF_SCHOOL_1: Final = [
    "assignment.assigned",
    "assignment.completion_reported",
    "assignment.report_returned",
    "assignment.completion_reported",
    "assignment.report_accepted",
]


async def traces(projector: asyncpg.Pool, district: str, **searched: str) -> list[Trace]:
    async with projector.acquire() as connection, inside(connection, district):
        asked = Searched(**searched)  # type: ignore[arg-type]  # texts alone are searched for here
        return await audit_trail(connection, district, asked, until=1000, after=0, limit=100)


async def told(store: EventStore, runner: Runner, district: str, *history: Happened, cut: int = 0) -> None:
    """Record a history and let the runner fold it, in two batches where it is cut."""
    await record(store, district, history[:cut])
    await runner.catch_up(district)
    await record(store, district, history, since=cut)
    await runner.catch_up(district)


async def test_there_is_one_row_for_each_entry(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    await told(store, runner, district, *LIFE)
    async with projector.acquire() as connection, inside(connection, district):
        entries = [decode(entry) for _, entry in await read(connection, district, after=0)]
    rows = await traces(projector, district)

    assert [(entry.position, entry.actor, entry.day, entry.recorded_at) for entry in entries] == [
        (row.position, row.actor, row.day, row.recorded_at) for row in rows
    ]


async def test_later_events_of_an_assignment_inherit_what_its_birth_said(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    await told(store, runner, district, *LIFE)
    rows = await traces(projector, district, assignment=KEY)

    assert OF_SCHOOL_1 == [row.type for row in rows]
    assert {(ROADMAP, "4", "school-1")} == {(row.roadmap, row.item, row.organisation) for row in rows}


async def test_also_when_its_birth_was_folded_long_ago(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    await told(store, runner, district, *LIFE, cut=len(LIFE) - 4)
    rows = await traces(projector, district, assignment=KEY)

    assert {"school-1"} == {row.organisation for row in rows}


async def test_everything_about_an_organisation_is_found_under_it(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    executor = granted("person:executor", "executor", "school-1")
    await told(store, runner, district, *LIFE, executor, revoked(SCHOOL.actor, "school", "school-1"))
    types = [row.type for row in await traces(projector, district, organisation="school-1")]

    of_access = ["access.granted", "access.granted"]
    assert [*of_access, "directory.organisation_registered", *OF_SCHOOL_1, "access.granted", "access.revoked"] == types


async def test_an_actor_is_found_by_what_he_did(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    await told(store, runner, district, *LIFE)
    types = [row.type for row in await traces(projector, district, actor=DEPUTY.actor)]

    assert ["assignment.report_returned", "assignment.report_accepted"] == types


async def test_each_event_shows_what_was_known_before_and_after_it(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    await told(store, runner, district, *LIFE)
    rows = await traces(projector, district, assignment=KEY)
    changes = [tuple((known or {}).get("state") for known in (row.before, row.after)) for row in rows]

    assert [
        (None, "assigned"),
        ("assigned", "reported"),
        ("reported", "returned"),
        ("returned", "reported"),
        ("reported", "accepted"),
    ] == changes


async def test_the_reason_of_a_return_stands_beside_it(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, district: str
) -> None:
    await told(store, runner, district, *LIFE)
    rows = await traces(projector, district, type="assignment.report_returned")

    assert [{"reason": "Нет цифр"}] == [row.words for row in rows]

"""Reading: streams as of one moment, entries by position, a moment's position."""

from datetime import timedelta

import asyncpg
import pytest

from service.ledger.batch import Outcome
from service.ledger.event_store import EventStore
from service.ledger.reading import inside, position_at, read, size, starts_at
from tests.service.ledger.examples import decode, event, request


@pytest.fixture
async def answers(store: EventStore, district: str) -> list[Outcome]:
    """Five commands of two events."""
    return [await store.append(request(district, event("a", 2 * n + 1), event("a", 2 * n + 2))) for n in range(5)]


async def test_every_stream_asked_for_is_there_oldest_event_first(store: EventStore, district: str) -> None:
    await store.append(request(district, event("b", 1), event("a", 1)))
    await store.append(request(district, event("a", 2), event("c", 1)))
    loaded = await store.load(district, ["a", "b", "nobody"])
    positions = {stream: [decode(entry).position for entry in entries] for stream, entries in loaded.items()}
    assert {"a": [2, 3], "b": [1], "nobody": []} == positions


async def test_no_streams_are_no_entries(store: EventStore, district: str) -> None:
    assert {} == await store.load(district, [])


async def test_a_stream_of_another_district_is_not_there(store: EventStore, district: str, elsewhere: str) -> None:
    await store.append(request(elsewhere, event("a", 1)))
    assert {"a": []} == await store.load(district, ["a"])


async def test_loading_names_the_district_for_its_own_transaction_only(
    store: EventStore, app: asyncpg.Connection, district: str
) -> None:
    await store.append(request(district, event("a", 1)))
    await app.fetch("select * from log.load($1, $2)", district, ["a"])
    assert 0 == await app.fetchval("select count(*) from log.events")


async def test_a_reader_that_goes_on_from_the_last_position_misses_none(
    app: asyncpg.Connection, district: str, answers: list[Outcome]
) -> None:
    seen: list[int] = []
    async with inside(app, district):
        while page := await read(app, district, after=seen[-1] if seen else 0, limit=3):
            seen += [position for position, _ in page]
    assert list(range(1, 11)) == seen


async def test_a_moment_is_a_position_and_never_cuts_a_command(
    app: asyncpg.Connection, district: str, answers: list[Outcome]
) -> None:
    moments = [answer.recorded_at for answer in answers if answer.recorded_at]
    async with inside(app, district):
        at = [await position_at(app, district, moment) for moment in moments]
        just_before = [await position_at(app, district, moment - timedelta(microseconds=1)) for moment in moments]
    assert ([2, 4, 6, 8, 10], [0, 2, 4, 6, 8]) == (at, just_before)


async def test_a_log_knows_its_size_and_its_beginning(
    app: asyncpg.Connection, district: str, answers: list[Outcome]
) -> None:
    async with inside(app, district):
        assert (10, answers[0].recorded_at) == (await size(app, district), await starts_at(app, district))


async def test_a_log_without_an_event_has_no_beginning(app: asyncpg.Connection, district: str) -> None:
    async with inside(app, district):
        assert (0, None) == (await size(app, district), await starts_at(app, district))

"""Lanes: districts do not wait for each other, and a batch takes what gathered."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import asyncpg
import pytest

from service.ledger.batch import prepare, take
from service.ledger.event_store import EventStore, Unavailable
from service.postgres.database import Database
from service.postgres.pool import open_pool
from tests.service.ledger.examples import event, new_district, request

SIZE = "select size from log.heads where district = $1"
WAITS = "select exists (select from pg_locks where locktype = 'transactionid' and not granted)"


@asynccontextmanager
async def blocked(root: asyncpg.Connection, district: str) -> AsyncIterator[None]:
    """Hold the head of a district, as an append that hangs would."""
    async with root.transaction():
        await root.execute(SIZE + " for update", district)
        yield


async def until_it_waits(root: asyncpg.Connection) -> None:
    """Wait until an append waits for its turn in the database."""
    async with asyncio.timeout(5):
        while not await root.fetchval(WAITS):  # noqa: ASYNC110  the database tells nobody
            await asyncio.sleep(0.005)


async def test_a_blocked_district_does_not_hold_up_another(
    store: EventStore, root: asyncpg.Connection, district: str, elsewhere: str
) -> None:
    async with blocked(root, district):
        held = asyncio.gather(*[store.append(request(district, event(f"s{n}", 1))) for n in range(20)])
        await until_it_waits(root)
        async with asyncio.timeout(2):
            free = [await store.append(request(elsewhere, event("a", n))) for n in range(1, 6)]
        assert not held.done()
    assert {"appended"} == {answer.status for answer in [*free, *await held]}


async def test_a_full_lane_says_so_and_other_lanes_are_open(
    pool: asyncpg.Pool, root: asyncpg.Connection, district: str, elsewhere: str
) -> None:
    small = EventStore(pool, waiting=5)
    async with blocked(root, district):
        first = asyncio.create_task(small.append(request(district, event("first", 1))))
        await until_it_waits(root)
        waiting = asyncio.gather(*[small.append(request(district, event(f"s{n}", 1))) for n in range(5)])
        await asyncio.sleep(0)
        with pytest.raises(Unavailable) as full:
            await small.append(request(district, event("late", 1)))
        other = await small.append(request(elsewhere, event("a", 1)))
    assert 1 == full.value.retry_after
    assert {"appended"} == {answer.status for answer in [other, await first, *await waiting]}


async def test_a_lane_that_cannot_write_gives_up_and_the_key_tells_afterwards(
    pool: asyncpg.Pool, store: EventStore, root: asyncpg.Connection, district: str
) -> None:
    asked = request(district, event("a", 1))
    async with blocked(root, district):
        with pytest.raises(Unavailable):
            await EventStore(pool, patience=0.2).append(asked)
    recorded = {"absent": 0, "replayed": 1}[(await store.ask(asked)).status]  # the call that hung may have come through
    assert recorded == await root.fetchval(SIZE, district)


async def test_what_was_taken_in_is_answered_before_the_store_closes(
    store: EventStore, root: asyncpg.Connection, district: str
) -> None:
    answers = asyncio.gather(*[store.append(request(district, event(f"s{n}", 1))) for n in range(3)])
    await asyncio.sleep(0)
    await store.close()
    assert 3 == await root.fetchval(SIZE, district)
    await answers


async def test_a_client_that_goes_away_does_not_take_its_request_along(
    store: EventStore, root: asyncpg.Connection, district: str
) -> None:
    gone = asyncio.create_task(store.append(request(district, event("a", 1))))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await store.close()
    assert 1 == await root.fetchval(SIZE, district)


async def test_listeners_hear_of_a_batch_after_its_commit_and_nothing_of_a_replay(
    store: EventStore, root: asyncpg.Connection, district: str, elsewhere: str
) -> None:
    heard = asyncio.Queue[str]()
    await root.add_listener("log", lambda *news: heard.put_nowait(str(news[3])))
    first = request(district, event("a", 1), event("b", 1))
    await store.append(first)
    await store.append(first)
    await store.close()
    await root.execute("select pg_notify('log', 'the end')")
    news = [await heard.get()]
    while news[-1] != "the end":
        news.append(await heard.get())
    assert 1 == news.count(district)


async def test_what_gathered_goes_in_one_call_and_what_touches_a_written_stream_waits() -> None:
    requests = [
        request("d", event("a", 1)),
        request("d", event("b", 1)),
        request("d", event("a", 2)),
        request("d", event("c", 1), reads={"a": 1}),
        request("d", event("e", 1), reads={"z": 0}),
    ]
    a1, b1, a2, c1, e1 = lane = deque(prepare(r) for r in requests)
    assert [[a1, b1, e1], [a2], [c1]] == [take(lane, 256) for _ in range(3)]


async def test_a_call_takes_no_more_than_the_largest_batch() -> None:
    first, second, third = lane = deque(prepare(request("d", event(f"s{n}", 1))) for n in range(3))
    assert [[first, second], [third]] == [take(lane, 2) for _ in range(2)]


class Moving(asyncpg.Connection):
    """A cluster that moves the shard while the first append is under way: another append took its position."""

    moved: ClassVar = False

    async def fetch(self, query: str, *args: Any, **options: Any) -> Any:  # noqa: ANN401  passed through as it is
        if "log.append" in query and not Moving.moved:
            Moving.moved = True
            raise asyncpg.UniqueViolationError('duplicate key value violates unique constraint "events_pkey_102013"')
        return await super().fetch(query, *args, **options)


@pytest.mark.parametrize("connection_class", [Moving])
async def test_a_position_that_another_append_took_means_send_again(store: EventStore, district: str) -> None:
    assert ("appended", True) == ((await store.append(request(district, event("a", 1)))).status, Moving.moved)


async def test_commands_of_many_districts_survive_killed_connections(
    database: Database, root: asyncpg.Connection
) -> None:
    name, districts, done = "killed", [await new_district(root) for _ in range(6)], asyncio.Event()
    kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = $1"

    async def nemesis() -> int:
        killed = 0
        while not done.is_set():
            await asyncio.sleep(0.1)
            killed += await root.fetchval(kill, name)
        return killed

    async with open_pool(database.app, max_size=4, application_name=name) as pool:
        store, killer = EventStore(pool), asyncio.create_task(nemesis())

        async def school(district: str, number: int) -> set[int | None]:
            """Each command and its retry."""
            asked = [request(district, event(f"{number}-{n}", 1)) for n in range(15)]
            return {(await store.append(r)).last_position for r in asked for _ in range(2)}

        told = await asyncio.gather(*[school(district, n) for district in districts for n in range(4)])
        done.set()
        await store.close()
    assert await killer > 0
    for n, district in enumerate(districts):
        assert set(range(1, 61)) == set[int | None]().union(*told[4 * n : 4 * n + 4])
        assert 60 == await root.fetchval(SIZE, district)

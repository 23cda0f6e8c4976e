"""What the cases of appending share: a request with every check, and the same bytes put in bare."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Final
from uuid import uuid4

import asyncpg
from msgspec import Struct

from domain.assignment.events import CompletionReported
from domain.entry import Cause, NewEvent, line
from domain.target import Figures
from service.ledger.batch import Request
from service.ledger.event_store import EventStore
from service.postgres.pool import open_pool
from tests.benchmarks import bulk, histories
from tests.benchmarks.databases import connected, database, owner
from tests.benchmarks.harness import Bench, Wrong

CONNECTIONS: Final = 32  # of each peer; the pool of the store has as many as the service's own
_ACTOR: Final = "organisation:school-0"
_REPORTED: Final = CompletionReported(
    report=1,
    completed_on=date(2026, 11, 20),
    submitted_on=date(2026, 11, 24),
    due_on=date(2026, 12, 31),
    figures=Figures(engaged=93, enrolled=601),
)


class Place(Struct, frozen=True, kw_only=True):
    """Where it is appended; ``owner`` counts, and the table ``bare`` waits for rows of the same bytes."""

    store: EventStore
    owner: asyncpg.Connection
    dsn: str

    async def events(self) -> int:
        return int(await self.owner.fetchval("select count(*) from log.events"))

    async def bare_rows(self) -> int:
        return int(await self.owner.fetchval("select count(*) from bare"))


@asynccontextmanager
async def place(bench: Bench, districts: int) -> AsyncGenerator[Place]:
    async with (
        database(bench.server, "appending") as found,
        connected(owner(found)) as connection,
        open_pool(found.app) as pool,
    ):
        await connection.execute("create table bare (id bigint generated always as identity primary key, entry bytea)")
        await bulk.fill(connection, bulk.written(histories.town(1, 1)), [bulk.name(n) for n in range(districts)])
        store = EventStore(pool)
        yield Place(store=store, owner=connection, dsn=owner(found))
        await store.close()


def request(district: str) -> Request:
    """Return a report on an assignment of its own, decided on the stream of the reporter's access."""
    key = uuid4()
    cause = Cause(district=district, actor=_ACTOR, via="session", command=key, day=date(2026, 11, 24))
    event = NewEvent(stream=f"assignment/{key}", version=1, data=_REPORTED)
    return Request(cause=cause, fingerprints=[bytes(32)], events=[event], reads={f"access/{_ACTOR}": 1})


def same_bytes() -> bytes:
    """Return an entry of the size that the log keeps."""
    asked = request(bulk.name(0))
    return b'{"_at":"2026-11-24T06:14:03.120345Z","_pos":1000,' + line(asked.cause, asked.events[0])[1:]


def appending(store: EventStore, districts: int) -> Callable[[int], Awaitable[None]]:
    names = [bulk.name(n) for n in range(districts)]

    async def once(turn: int) -> None:
        outcome = await store.append(request(names[turn % districts]))
        if outcome.status != "appended":
            raise Wrong(f"an append was answered {outcome.status}")

    return once

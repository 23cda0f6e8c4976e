"""A new district for each test, connections as any role, and a store that writes."""

from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest

from service.ledger.event_store import EventStore
from service.postgres.database import Database
from service.postgres.embedded import Server
from service.postgres.pool import open_pool
from tests.service.ledger.examples import new_district

Connect = Callable[[str], Awaitable[asyncpg.Connection]]


@pytest.fixture
async def connect(postgres: Server, database: Database) -> AsyncIterator[Connect]:
    """Connect as a role."""
    opened: list[asyncpg.Connection] = []

    async def as_role(role: str) -> asyncpg.Connection:
        opened.append(await asyncpg.connect(postgres.dsn(role)))
        return opened[-1]

    yield as_role
    for connection in opened:
        await connection.close()


@pytest.fixture
async def root(connect: Connect) -> asyncpg.Connection:
    return await connect("postgres")


@pytest.fixture
async def app(connect: Connect) -> asyncpg.Connection:
    return await connect("roadmap_app")


@pytest.fixture
async def district(root: asyncpg.Connection) -> str:
    return await new_district(root)


@pytest.fixture
async def elsewhere(root: asyncpg.Connection) -> str:
    return await new_district(root)


@pytest.fixture
def connection_class() -> type[asyncpg.Connection]:
    return asyncpg.Connection


@pytest.fixture
async def pool(database: Database, connection_class: type[asyncpg.Connection]) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(database.app, max_size=4, connection_class=connection_class, lock_timeout="2s") as pool:
        yield pool


@pytest.fixture
async def store(pool: asyncpg.Pool) -> AsyncIterator[EventStore]:
    store = EventStore(pool)
    yield store
    await store.close()

"""A database beside that of the application: here no runner folds but those of the tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from projections.control import CONTROL
from projections.scope import Scope
from projections.trail import TRAIL
from service.ledger.event_store import EventStore
from service.ledger.reading import inside
from service.ledger.rebuild import stand
from service.ledger.runner import Runner
from service.postgres.database import Database, prepare
from service.postgres.embedded import Server
from service.postgres.pool import open_pool
from tests.projections.asking import Ask, Known
from tests.recording import open_log, record
from tests.scenario import Happened


@pytest.fixture(scope="session")
async def beside(postgres: Server, database: Database) -> AsyncIterator[Database]:
    name = f"beside_{uuid4().hex}"
    root = await asyncpg.connect(postgres.dsn("postgres"))
    await root.execute(f"create database {name}")
    app, projector, owner = (postgres.dsn(role, name) for role in ("roadmap_app", "roadmap_projector", "postgres"))
    found = Database(app=app, projector=projector, owner=owner, embedded=True)
    await prepare(found)
    yield found
    await root.execute(f"drop database {name} with (force)")
    await root.close()


@pytest.fixture(scope="session")
async def owner(beside: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(beside.owner)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def pool(beside: Database) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(beside.app, max_size=4) as pool:
        yield pool


@pytest.fixture(scope="session")
async def store(pool: asyncpg.Pool) -> AsyncIterator[EventStore]:
    store = EventStore(pool)
    yield store
    await store.close()


@pytest.fixture(scope="session")
async def projector(beside: Database) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(beside.projector, max_size=4) as pool:
        yield pool


@pytest.fixture(scope="session")
async def runner(projector: asyncpg.Pool) -> Runner:
    await stand(projector, CONTROL)
    await stand(projector, TRAIL)
    return Runner(projector, (CONTROL, TRAIL))


@pytest.fixture
async def district(owner: asyncpg.Connection) -> str:
    return await open_log(owner)


@pytest.fixture
async def elsewhere(owner: asyncpg.Connection) -> str:
    return await open_log(owner)


@pytest.fixture
async def known(store: EventStore, runner: Runner, district: str) -> Known:
    async def known(*history: Happened) -> Scope:
        await record(store, district, history)
        await runner.catch_up(district)
        return Scope(district=district, position=len(history))

    return known


@pytest.fixture
def ask(pool: asyncpg.Pool) -> Ask:
    async def ask(question: Callable[..., Awaitable[Any]], scope: Scope, **asked: object) -> Any:  # noqa: ANN401  its answer
        async with pool.acquire() as connection, inside(connection, scope.district):
            return await question(connection, scope, **asked)

    return ask

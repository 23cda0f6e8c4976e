"""An empty database beside the one of the run: the roles of the cluster are there already."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest

from service.postgres.database import Database
from service.postgres.embedded import Server


@pytest.fixture
async def root(postgres: Server, database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(postgres.dsn("postgres"))
    yield connection
    await connection.close()


@pytest.fixture
async def scratch(postgres: Server, root: asyncpg.Connection) -> AsyncIterator[str]:
    name = f"scratch_{uuid4().hex}"
    await root.execute(f"create database {name}")
    yield name
    await root.execute(f"drop database {name} with (force)")

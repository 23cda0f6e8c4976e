"""Databases of the run's own server: made, brought up to date and checked as at a start."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg

from service.app import MODELS
from service.ledger.rebuild import stand
from service.postgres.cluster import SUPERUSER
from service.postgres.database import Database, prepare
from service.postgres.embedded import Server
from service.postgres.pool import open_pool


@asynccontextmanager
async def connected(dsn: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsn)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def database(server: Server, name: str, *, template: str = "template1") -> AsyncGenerator[Database]:
    """Make a database with log and empty read models, or a copy of ``template``, for as long as the block lasts."""
    async with connected(server.dsn(SUPERUSER)) as admin:
        await admin.execute(f"create database {name} template {template}")
        try:
            found = at(server, name)
            await prepare(found)
            async with open_pool(found.projector) as projector:
                for model in MODELS:
                    await stand(projector, model)
            yield found
        finally:
            await admin.execute(f"drop database {name} with (force)")


def at(server: Server, name: str) -> Database:
    dsn = [server.dsn(role, name) for role in ("roadmap_app", "roadmap_projector", SUPERUSER)]
    return Database(app=dsn[0], projector=dsn[1], owner=dsn[2], embedded=True)


def owner(found: Database) -> str:
    assert found.owner is not None
    return found.owner

"""Generations: a read model stands in a schema; the next one is made beside it, and the one before is kept."""

from typing import Final

from projections.model import Model
from service.postgres.pool import Connection

_IS: Final = "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = $1"
_TABLES: Final = "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = $1"


def stands(model: Model) -> str:
    """Return how a whole generation of this version is marked."""
    return f"version {model.version}"


async def mark(connection: Connection, schema: str) -> str | None:
    """Return what a schema is marked as: a version, "unfinished", or None where there is no such schema."""
    found: str | None = await connection.fetchval(_IS, schema)
    return found


async def position(connection: Connection, model: Model, district: str) -> int:
    """Return how far the live generation is in a log; -1 while one of the model's version is only being made."""
    reached = f"select position from {model.live}.checkpoint where district = $1 and version = $2"  # noqa: S608  names of our own
    found: int | None = await connection.fetchval(reached, district, model.version)
    return -1 if found is None else found


async def begin(connection: Connection, model: Model, schema: str, *, version: int) -> None:
    """Make the empty tables of a generation, closed by district; of ``version`` 0 nobody minds them."""
    await connection.execute(f"""
        drop schema if exists {schema} cascade;
        create schema {schema};
        comment on schema {schema} is 'unfinished';
        create table {schema}.checkpoint (
            district  text    collate "C" primary key,
            version   integer not null default {version}, -- a program of another version keeps its hands off
            position  bigint  not null default 0,
            parked_at bigint,
            reason    text
        );
    """)
    await connection.execute(model.tables.replace("{schema}", schema))
    for (table,) in await connection.fetch(_TABLES, schema):
        await connection.execute(f"""
            alter table {table} enable row level security;
            create policy one_district on {table} using (district = current_setting('roadmap.district', true));
        """)
    await connection.execute(f"""
        grant usage on schema {schema} to roadmap_app, roadmap_auditor;
        grant select on all tables in schema {schema} to roadmap_app, roadmap_auditor;
    """)


async def finish(connection: Connection, model: Model, schema: str) -> None:
    """Add what makes the tables quick, and mark the generation as whole."""
    await connection.execute(model.indexes.replace("{schema}", schema))
    for (table,) in await connection.fetch(_TABLES, schema):
        await connection.execute(f"analyze {table}")
    await connection.execute(f"comment on schema {schema} is '{stands(model)}'")


async def promote(connection: Connection, model: Model) -> None:
    """Put the next generation in the place of the live one, which becomes the last.

    The checkpoint's lock waits for whoever folds or reads, and lets them go on in the new generation.
    """
    async with connection.transaction():
        if await mark(connection, model.live) is not None:
            await connection.execute(f"lock table {model.live}.checkpoint in access exclusive mode")
            await connection.execute(f"""
                drop schema if exists {model.last} cascade;
                alter schema {model.live} rename to {model.last};
            """)
        await connection.execute(f"alter schema {model.next} rename to {model.live}")


async def roll_back(connection: Connection, model: Model) -> None:
    """Put the last generation back in its place; the live one becomes the next."""
    async with connection.transaction():
        await connection.execute(f"lock table {model.live}.checkpoint in access exclusive mode")
        await connection.execute(f"""
            drop schema if exists {model.next} cascade;
            alter schema {model.live} rename to {model.next};
            alter schema {model.last} rename to {model.live};
        """)

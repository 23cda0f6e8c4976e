"""Generations: the schema of a read model, made anew when the model has another version than the one that stands."""

from collections.abc import Sequence
from typing import Final

import structlog

from projections.model import Model
from service.postgres.pool import Connection

log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()
_VERSION: Final = "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = $1"
_LOCK: Final = "select pg_advisory_xact_lock(hashtext('roadmap.read_models'))"
_TABLES: Final = "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = $1"


async def build(connection: Connection, models: Sequence[Model]) -> None:
    """Make the schema of each model that is not there in its present version, empty: the runner fills it."""
    for model in models:
        async with connection.transaction():
            await connection.execute(_LOCK)
            schema = f"read_{model.name}"
            if await connection.fetchval(_VERSION, schema) != f"version {model.version}":
                await _make(connection, model, schema)
                log.info("model.made", model=model.name, version=model.version)


async def _make(connection: Connection, model: Model, schema: str) -> None:
    await connection.execute(f"""
        drop schema if exists {schema} cascade;
        create schema {schema};
        comment on schema {schema} is 'version {model.version}';
        create table {schema}.checkpoint (
            district  text   collate "C" primary key,
            position  bigint not null default 0,
            parked_at bigint,
            reason    text
        );
    """)
    await connection.execute(model.schema)
    for (table,) in await connection.fetch(_TABLES, schema):
        await connection.execute(f"""
            alter table {table} enable row level security;
            create policy one_district on {table} using (district = current_setting('roadmap.district', true));
        """)
    await connection.execute(f"""
        grant usage on schema {schema} to roadmap_app, roadmap_auditor;
        grant select on all tables in schema {schema} to roadmap_app, roadmap_auditor;
    """)

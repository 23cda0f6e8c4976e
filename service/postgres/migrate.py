"""Forward-only migrations: every file once, its sha256 enforced, all that are pending or none."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import asyncpg
import structlog
from msgspec import Struct

import migrations
from service.postgres.pool import Connection

MIGRATIONS: Final = Path(migrations.__path__[0])
_LOCK: Final = int.from_bytes(hashlib.sha256(b"roadmap.migrations").digest()[:8], "big", signed=True)
_FILE: Final = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()


class MigrationError(Exception):
    """The files and the database do not belong together, or a file failed; nothing was changed."""


class Migration(Struct, frozen=True, kw_only=True):
    version: int
    name: str
    sql: str

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.sql.encode()).digest()


async def migrate(dsn: str, folder: Path = MIGRATIONS) -> list[str]:
    """Apply what is pending and return the names of these files; raise `MigrationError` where that cannot be.

    The role of ``dsn`` is a superuser, or owns the database and may create roles.
    """
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
            missing = await _missing(connection, folder)
            await _apply(connection, missing)
    finally:
        await connection.close()
    for migration in missing:
        log.info("migration.applied", name=migration.name)
    return [migration.name for migration in missing]


async def pending(connection: Connection, folder: Path = MIGRATIONS) -> list[str]:
    """Return the names of the files still to be applied; raise `MigrationError` as `migrate` does. Any role may ask."""
    return [migration.name for migration in await _missing(connection, folder)]


def load(folder: Path) -> list[Migration]:
    """Return the migrations of a folder in order; raise `MigrationError` where the numbers have a hole."""
    found: list[Migration] = []
    for version, file in enumerate(sorted(folder.glob("*.sql")), 1):
        if not (name := _FILE.fullmatch(file.name)) or int(name[1]) != version:
            raise MigrationError(f"{file.name} is out of order: expected {version:04d}_<name>.sql")
        found.append(Migration(version=version, name=file.name, sql=file.read_bytes().decode()))
    return found


_EXISTS: Final = "select to_regclass('public.schema_migration') is not null"
_APPLIED: Final = "select version, name, sha256 from public.schema_migration order by version"


async def _missing(connection: Connection, folder: Path) -> list[Migration]:
    files = load(folder)
    applied = await connection.fetch(_APPLIED) if await connection.fetchval(_EXISTS) else []
    if unknown := [row["name"] for row in applied if row["version"] > len(files)]:
        raise MigrationError(
            f"The database is newer than this program, which does not know {', '.join(unknown)}: start the later one."
        )
    for row, file in zip(applied, files, strict=False):
        if row["sha256"] != file.sha256:
            raise MigrationError(f"{file.name} was edited after it was applied: restore it, write a new file instead.")
    return files[len(applied) :]


_PREPARE: Final = """
    set local lock_timeout = '5s';
    set local citus.multi_shard_modify_mode = 'sequential'; -- means nothing to a plain PostgreSQL
    create table if not exists public.schema_migration (
        version    integer     primary key,
        name       text        not null,
        sha256     bytea       not null,
        applied_at timestamptz not null default clock_timestamp(),
        applied_by text        not null default session_user
    );
    grant select on public.schema_migration to public;
"""
_RECORD: Final = "insert into public.schema_migration (version, name, sha256) values ($1, $2, $3)"


async def _apply(connection: Connection, missing: list[Migration]) -> None:
    if missing:
        await _run(connection, _PREPARE, name="The table of migrations")
    for migration in missing:
        await _run(connection, migration.sql, name=migration.name)
        await connection.execute("reset role")  # a file takes the role of the owner; the next one starts like the first
        await connection.execute(_RECORD, migration.version, migration.name, migration.sha256)


async def _run(connection: Connection, sql: str, *, name: str) -> None:
    for statement in statements(sql):
        try:
            await connection.execute(statement)
        except asyncpg.InsufficientPrivilegeError as error:
            raise MigrationError(f"{name} needs a superuser, or an owner with CREATEROLE: {error}") from error
        except asyncpg.PostgresError as error:
            raise MigrationError(f"{name} failed and nothing was applied: {error}") from error


def statements(sql: str) -> Iterator[str]:
    """Split at each semicolon that ends a line outside ``$$`` quotes: a cluster takes one statement a message."""
    part = ""
    for line in sql.splitlines(keepends=True):
        part += line
        if line.split("--")[0].rstrip().endswith(";") and part.count("$$") % 2 == 0:
            yield part
            part = ""
    if part.strip():
        yield part

"""The start refuses a doubtful world; every doubt is shown on a real server."""

from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from service.postgres.database import Database, prepare
from service.postgres.embedded import Server, server
from service.postgres.migrate import MigrationError, migrate
from service.postgres.start_checks import check
from service.settings import StartRefused


async def run(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()


async def doubt(dsn: str) -> str:
    with pytest.raises(StartRefused) as refused:
        await check(dsn)
    return str(refused.value)


@pytest.fixture
async def empty(postgres: Server) -> str:
    """Create a database beside the service's own."""
    name = f"roadmap_{uuid4().hex[:8]}"
    await run(postgres.dsn("postgres"), f"create database {name}")
    return name


async def test_a_prepared_database_is_trusted(database: Database) -> None:
    await check(database.app)
    await check(database.projector)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
async def test_a_server_that_a_power_cut_would_spoil_is_refused(data_dir: Path, setting: str) -> None:
    (data_dir / "postgres/cluster/postgresql.auto.conf").write_text(f"{setting} = off\n")
    with server(data_dir) as spoiled:
        said = await doubt(spoiled.dsn("postgres"))
    assert said.startswith(f"The database runs with {setting} off")


async def test_unsafe_commits_are_refused(database: Database) -> None:
    said = await doubt(database.app + "&synchronous_commit=off")
    assert said.startswith("The database runs with synchronous_commit off")


@pytest.mark.parametrize("role", ["", "&role=roadmap_app"], ids=["as himself", "taking on a role"])
async def test_a_superuser_is_refused(postgres: Server, database: Database, role: str) -> None:
    assert (await doubt(postgres.dsn("postgres") + role)).startswith("The service logs in as a superuser")


async def test_a_member_of_the_owner_is_refused(data_dir: Path) -> None:
    with server(data_dir) as spoiled:
        await prepare(Database.inside(spoiled))
        await run(spoiled.dsn("postgres"), "grant roadmap_owner to roadmap_signer")
        said = await doubt(spoiled.dsn("roadmap_signer"))
    assert said.startswith("The service logs in as a member of roadmap_owner")


async def test_a_database_without_its_schema_is_refused(postgres: Server, database: Database, empty: str) -> None:
    said = await doubt(postgres.dsn("roadmap_app", empty))
    assert said.startswith("The database lacks 0001_event_log.sql")


async def test_a_database_newer_than_the_program_is_refused(postgres: Server, database: Database, empty: str) -> None:
    owner = postgres.dsn("postgres", empty)
    await migrate(owner)
    await run(owner, "insert into schema_migration (version, name, sha256) values (9999, '9999_later.sql', '')")
    with pytest.raises(MigrationError, match="newer than this program"):
        await check(postgres.dsn("roadmap_app", empty))

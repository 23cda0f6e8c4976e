"""The migration runner: each file once and unchanged, all or nothing, forward only."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from service.postgres.embedded import Server
from service.postgres.migrate import MIGRATIONS, MigrationError, load, migrate, pending, statements

FIRST = "0001_first.sql"
LATER = "0002_later.sql"


@pytest.fixture
def dsn(postgres: Server, scratch: str) -> str:
    return postgres.dsn("postgres", scratch)


@pytest.fixture
async def connection(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsn)
    yield connection
    await connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FIRST).write_text("create table first (n int primary key);\n", "utf-8")
    return tmp_path


async def test_our_own_files_are_applied_to_an_empty_database_and_a_second_run_does_nothing(dsn: str) -> None:
    names = [migration.name for migration in load(MIGRATIONS)]
    assert ("0001_event_log.sql", names, []) == (names[0], await migrate(dsn), await migrate(dsn))


async def test_what_is_pending_is_told_before_and_after(connection: asyncpg.Connection, dsn: str, folder: Path) -> None:
    before = await pending(connection, folder)
    await migrate(dsn, folder)
    (folder / LATER).write_text("select 1;\n", "utf-8")
    assert ([FIRST], [LATER]) == (before, await pending(connection, folder))


async def test_any_role_may_ask_what_is_pending(connection: asyncpg.Connection, dsn: str) -> None:
    await migrate(dsn)
    await connection.execute("set role roadmap_app")
    assert [] == await pending(connection)


async def test_two_runners_at_once_apply_a_file_once(dsn: str) -> None:
    applied = await asyncio.gather(migrate(dsn), migrate(dsn))
    assert [[], [migration.name for migration in load(MIGRATIONS)]] == sorted(applied)


async def test_a_file_edited_after_it_was_applied_is_refused(
    connection: asyncpg.Connection, dsn: str, folder: Path
) -> None:
    await migrate(dsn, folder)
    with (folder / FIRST).open("a", encoding="utf-8") as file:
        file.write("-- a word\n")
    for refused in (migrate(dsn, folder), pending(connection, folder)):
        with pytest.raises(MigrationError, match=r"first\.sql was edited"):
            await refused


async def test_a_database_newer_than_the_program_is_refused(
    connection: asyncpg.Connection, dsn: str, folder: Path
) -> None:
    (folder / LATER).write_text("create table later (n int primary key);\n", "utf-8")
    await migrate(dsn, folder)
    (folder / LATER).unlink()
    for refused in (migrate(dsn, folder), pending(connection, folder)):
        with pytest.raises(MigrationError, match=r"newer than this program, which does not know 0002_later\.sql"):
            await refused


@pytest.mark.parametrize("name", ["0003_later.sql", "later.sql", "0002-later.sql"])
async def test_numbers_with_a_hole_are_refused_and_nothing_is_applied(
    connection: asyncpg.Connection, dsn: str, folder: Path, name: str
) -> None:
    (folder / name).write_text("select 1;\n", "utf-8")
    with pytest.raises(MigrationError, match=f"{name}.* expected 0002_"):
        await migrate(dsn, folder)
    (folder / name).unlink()
    assert [FIRST] == await pending(connection, folder)


async def test_a_file_that_fails_leaves_nothing_behind_not_even_of_those_before_it(
    connection: asyncpg.Connection, dsn: str, folder: Path
) -> None:
    (folder / LATER).write_text("create table later (n int primary key);\nselect 1 / 0;\n", "utf-8")
    with pytest.raises(MigrationError, match=r"later\.sql failed and nothing was applied: division by zero"):
        await migrate(dsn, folder)
    assert [FIRST, LATER] == await pending(connection, folder)
    assert [] == await connection.fetch("select from pg_class where relname in ('first', 'later')")


async def test_each_file_starts_as_the_one_who_migrates(connection: asyncpg.Connection, dsn: str, folder: Path) -> None:
    (folder / LATER).write_text("set local role roadmap_owner;\n", "utf-8")
    (folder / "0003_owned.sql").write_text("create table owned (n int primary key);\n", "utf-8")
    await migrate(dsn, folder)
    assert "postgres" == await connection.fetchval("select tableowner from pg_tables where tablename = 'owned'")


async def test_who_may_not_migrate_is_told_who_may(dsn: str, folder: Path) -> None:
    (folder / LATER).write_text("set local role roadmap_app;\ncreate schema mine;\n", "utf-8")
    with pytest.raises(MigrationError, match=r"later\.sql needs a superuser"):
        await migrate(dsn, folder)


def test_statements_are_the_file_again_and_none_is_cut_inside_a_function() -> None:
    for migration in load(MIGRATIONS):
        parts = list(statements(migration.sql))
        assert migration.sql == "".join(parts)
        assert all(part.count("$$") % 2 == 0 for part in parts)

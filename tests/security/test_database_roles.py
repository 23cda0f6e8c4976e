"""The second wall: what each role of the database may do with each table, and what it sees of which district."""

from collections.abc import AsyncIterator, Sequence
from typing import Final, TypeAlias

import asyncpg
import httpx
import pytest

from service.http.house import House
from service.ledger.reading import inside
from service.postgres.database import Database
from service.postgres.embedded import Server
from tests.service.http.sending import previewed
from tests.service.http.storing import stored
from tests.service.media.samples import pdf
from tests.service.town import Town, founded, import_sample

Connections: TypeAlias = dict[str, asyncpg.Connection]

VERBS: Final = ("select", "insert", "update", "delete", "truncate")
ROLES: Final = ("app", "projector", "signer", "auditor", "eraser", "owner")
ALL: Final = "select insert update delete truncate"
MATRIX: Final[dict[str, tuple[str, str, str, str, str, str]]] = {
    "log.heads": ("select", "select", "select", "select", "", "select insert update"),
    "log.commands": ("select", "", "", "select", "", "select insert"),
    "log.events": ("select", "select", "select(district,leaf,position)", "select", "", "select insert"),
    "log.texts": ("select", "select", "", "select", "select(district,part,position) delete", "select insert delete"),
    "log.checkpoints": ("select", "", "select insert", "select", "", "select insert"),
    "files.files": ("select insert update(stored_at)", "", "", "select", "select(district,sha256) delete", ALL),
    "files.drafts": ("select insert", "", "", "select", "select(district,preview) delete", ALL),
    "files.holdings": ("select insert update(named_at)", "", "", "select", "", ALL),
    "identity.people": ("select insert update(name,position)", "", "", "select", "select(district,person) delete", ALL),
    "identity.keys": ("select insert update(last_used_at,revoked_at,revoked_by)", "", "", "", "", ALL),
    "identity.calendar_tokens": ("select insert update(revoked_at)", "", "", "", "", ALL),
    "read": ("select", ALL, "", "select", "", ""),
}
"""By role what it may, of which columns where not of all; "read" are the tables of every read model.

An owner may what the triggers of the log let through. A head grows by update, words are erased by delete.
"""
OPEN: Final = {"app": {"identity.keys", "identity.calendar_tokens"}, "projector": {"read"}}
"""Where row security is no wall: what finds out who asks, and with it the district; what its owner rebuilds."""

_TABLES: Final = r"""
    select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attname) as columns
    from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text ~ '^(log|files|identity|read_.*)$'
    group by c.oid
"""
_SPARE: Final = ("read_control_last.", "read_control_next.", "read_trail_last.", "read_trail_next.")
_TRIES: Final = {
    "select": "select {columns} from {table} where false",
    "insert": "insert into {table} (district) select null where false",
    "update": "update {table} set {defaults} where false",
    "delete": "delete from {table} where false",
    "truncate": "truncate {table} cascade",
}


@pytest.fixture(scope="module")
async def filled(database: Database, opened: House, http: httpx.AsyncClient, owner: asyncpg.Connection) -> Town:
    """A district with a row in every table, beside another one."""
    beside = await founded(database, opened, http)
    await beside.done("auditor", "/calendar-tokens", {"label": "телефон"})
    town = await founded(database, opened, http)
    position = await import_sample(town)
    await stored(town, pdf("Отчёт"))
    await previewed(town)
    await town.done("auditor", "/calendar-tokens", {"label": "телефон"})
    for path in ("assignments", "audit-trail"):
        await town.get("auditor", f"/{path}", min_position=position)
    await owner.execute(
        "insert into log.checkpoints (district, size, root, note) values ($1, 1, $2, 'note')", town.district, bytes(32)
    )
    return town


@pytest.fixture(scope="module")
async def connections(postgres: Server, database: Database) -> AsyncIterator[Connections]:
    found = {role: await asyncpg.connect(postgres.dsn(f"roadmap_{role}")) for role in ROLES if role != "owner"}
    found["owner"] = await asyncpg.connect(postgres.dsn("postgres"))
    await found["owner"].execute("set role roadmap_owner")
    yield found
    for connection in found.values():
        await connection.close()


@pytest.fixture(scope="module")
def owner(connections: Connections) -> asyncpg.Connection:
    return connections["owner"]


@pytest.fixture(scope="module")
async def tables(filled: Town, owner: asyncpg.Connection) -> dict[str, list[str]]:
    """The columns of every table there is."""
    return {row["name"]: row["columns"] for row in await owner.fetch(_TABLES)}


def test_the_matrix_has_every_table_and_no_other(tables: dict[str, list[str]]) -> None:
    assert MATRIX.keys() == {_row(table) for table in tables}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_may_what_the_matrix_says_and_nothing_else(
    connections: Connections, tables: dict[str, list[str]], role: str
) -> None:
    found = {table: await _tried(connections[role], table, columns) for table, columns in tables.items()}

    assert {table: MATRIX[_row(table)][ROLES.index(role)] for table in tables} == found


@pytest.mark.parametrize("role", ROLES[:-1])
async def test_a_role_sees_no_row_before_a_district_is_named_nor_after_it_is_left(
    connections: Connections, tables: dict[str, list[str]], filled: Town, role: str
) -> None:
    connection, seen = connections[role], set[str]()
    for table in _readable(role, tables):
        before = await _count(connection, table)
        async with inside(connection, filled.district):
            within = await _count(connection, table)
        after = await _count(connection, table)
        assert within or table.startswith(_SPARE), f"{table} shows nothing at all"
        seen |= {_row(table)} if before or after else set()

    assert OPEN.get(role, set()) == seen


@pytest.mark.parametrize("role", ROLES[:-1])
async def test_a_role_sees_the_rows_of_the_district_that_is_named_alone(
    connections: Connections, tables: dict[str, list[str]], filled: Town, role: str
) -> None:
    connection, mixed = connections[role], set[str]()
    async with inside(connection, filled.district):
        for table in _readable(role, tables):
            foreign = f"select count(district) from {table} where district <> $1"  # noqa: S608  names of our own
            mixed |= {_row(table)} if await connection.fetchval(foreign, filled.district) else set()

    assert OPEN.get(role, set()) == mixed


def _row(table: str) -> str:
    return "read" if table.startswith("read_") else table


def _readable(role: str, tables: dict[str, list[str]]) -> list[str]:
    return [table for table in tables if "select" in MATRIX[_row(table)][ROLES.index(role)]]


async def _count(connection: asyncpg.Connection, table: str) -> int:
    found: int = await connection.fetchval(f"select count(district) from {table}")  # noqa: S608  names of our own
    return found


async def _tried(connection: asyncpg.Connection, table: str, columns: Sequence[str]) -> str:
    found: list[str] = []
    for verb in VERBS:
        if await _may(connection, verb, table, columns):
            found.append(verb)
        elif verb in {"select", "update"}:
            some = [column for column in columns if await _may(connection, verb, table, [column])]
            found += [f"{verb}({','.join(some)})"] if some else []
    return " ".join(found)


async def _may(connection: asyncpg.Connection, verb: str, table: str, columns: Sequence[str]) -> bool:
    """Try it, and take it back."""
    names = [f'"{column}"' for column in columns]
    defaults = ", ".join(f"{name} = default" for name in names)
    statement = _TRIES[verb].format(table=table, columns=", ".join(names), defaults=defaults)
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(statement)
    except asyncpg.PostgresError as error:
        if error.sqlstate not in {"42501", "LG001"}:  # not granted, refused by the log
            raise
        return False
    finally:
        await transaction.rollback()
    return True

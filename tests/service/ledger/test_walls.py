"""What nobody may do: rewrite the log, see another district, call a function that is not his."""

import asyncpg
import pytest

from service.ledger.event_store import EventStore
from service.ledger.reading import inside
from tests.service.ledger.conftest import Connect
from tests.service.ledger.examples import NOTE, SALT, event, request

COLUMN = {"heads": "size", "commands": "last_position", "events": "version", "texts": "text", "checkpoints": "note"}
REWRITES = [
    (table, verb.format(table=table, column=column))
    for table, column in COLUMN.items()
    for verb in ("update log.{table} set {column} = {column}", "delete from log.{table}", "truncate log.{table}")
    if (table, verb) != ("texts", "delete from log.{table}")  # erasure
]
CHECKPOINT = "insert into log.checkpoints (district, size, root, note) values ($1, 1, $2, 'note')"
READERS = ["roadmap_app", "roadmap_projector", "roadmap_auditor", "roadmap_signer"]


@pytest.fixture
async def written(store: EventStore, root: asyncpg.Connection, district: str) -> str:
    """Give the district a row in every table."""
    await store.append(request(district, event("a", 1, 1, NOTE)))
    await root.execute(CHECKPOINT, district, SALT)
    return district


@pytest.mark.parametrize(("table", "statement"), REWRITES)
async def test_the_service_may_not_rewrite_the_log(
    written: str, app: asyncpg.Connection, table: str, statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(statement)


@pytest.mark.parametrize("replica", [False, True])
@pytest.mark.parametrize(("table", "statement"), REWRITES)
async def test_not_even_a_superuser_rewrites_the_log(
    written: str, root: asyncpg.Connection, table: str, statement: str, *, replica: bool
) -> None:
    if replica:  # in which ordinary triggers sleep
        await root.execute("set session_replication_role = replica")
    with pytest.raises(asyncpg.PostgresError, match=f"of log.{table} is refused: the log is append-only"):
        await root.execute(statement)


async def test_the_service_may_not_erase_words(written: str, app: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("delete from log.texts")


async def test_a_head_only_grows(written: str, root: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.PostgresError, match="append-only"):
        await root.execute(
            "update log.heads set size = size + 1, recorded_at = '2020-01-01' where district = $1", written
        )


@pytest.mark.parametrize("role", ["roadmap_app", "roadmap_projector", "roadmap_auditor", "roadmap_eraser"])
async def test_only_the_signer_adds_a_checkpoint(connect: Connect, district: str, role: str) -> None:
    other = await connect(role)
    async with inside(other, district):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with other.transaction():
                await other.execute(CHECKPOINT, district, SALT)


async def test_the_signer_adds_a_checkpoint_only_in_the_district_it_named(
    connect: Connect, district: str, elsewhere: str
) -> None:
    signer = await connect("roadmap_signer")
    async with inside(signer, district):
        await signer.execute(CHECKPOINT, district, SALT)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with signer.transaction():
                await signer.execute(CHECKPOINT, elsewhere, SALT)


@pytest.mark.parametrize("role", READERS)
async def test_row_security_is_closed_until_a_district_is_named_and_closes_again(
    store: EventStore, connect: Connect, district: str, elsewhere: str, role: str
) -> None:
    await store.append(request(district, event("a", 1)))
    await store.append(request(elsewhere, event("a", 1)))
    reader, count = await connect(role), "select count(position) from log.events"
    before = await reader.fetchval(count)
    async with inside(reader, district):
        within = await reader.fetchval(count)
    assert (0, 1, 0) == (before, within, await reader.fetchval(count))


async def test_every_table_stands_behind_row_security(root: asyncpg.Connection) -> None:
    """Keys and tokens alone are looked up before any district is known."""
    open_tables = await root.fetch(
        "select oid::regclass::text from pg_class where relkind = 'r' and not relrowsecurity"
        " and relnamespace in ('log'::regnamespace, 'files'::regnamespace, 'identity'::regnamespace)"
    )
    assert {"identity.keys", "identity.calendar_tokens"} == {row[0] for row in open_tables}


async def test_no_function_is_everybodys(root: asyncpg.Connection) -> None:
    everybodys = await root.fetch(
        "select oid::regprocedure::text from pg_proc where has_function_privilege('public', oid, 'execute')"
        " and pronamespace in ('log'::regnamespace, 'files'::regnamespace, 'identity'::regnamespace)"
    )
    assert [] == everybodys


async def test_a_function_of_a_later_migration_is_not_everybodys(root: asyncpg.Connection) -> None:
    transaction = root.transaction()
    await transaction.start()
    await root.execute("set local role roadmap_owner")
    await root.execute("create function log.later() returns int language sql as 'select 1'")
    assert not await root.fetchval("select has_function_privilege('roadmap_app', 'log.later()', 'execute')")
    await transaction.rollback()


@pytest.mark.parametrize(
    ("function", "callers"),
    [
        ("log.append(text, log.request[])", {"roadmap_app"}),
        ("log.load(text, text[])", {"roadmap_app"}),
        ("log.look(text, timestamptz, bigint)", {"roadmap_app"}),
        ("log.sizes()", {"roadmap_projector"}),
        ("log.open(text)", set()),
    ],
)
async def test_each_function_has_its_callers(root: asyncpg.Connection, function: str, callers: set[str]) -> None:
    rows = await root.fetch(
        "select rolname from pg_roles where rolname like 'roadmap\\_%' and rolname <> 'roadmap_owner'"
        " and has_function_privilege(rolname, $1, 'execute')",
        function,
    )
    assert callers == {row[0] for row in rows}


async def test_the_projector_knows_every_district_and_how_long_its_log_is(
    store: EventStore, connect: Connect, district: str, elsewhere: str
) -> None:
    await store.append(request(district, event("a", 1), event("a", 2)))
    projector = await connect("roadmap_projector")
    rows = await projector.fetch("select district, size from log.sizes()")
    sizes = {row["district"]: row["size"] for row in rows}
    assert (2, 0) == (sizes[district], sizes[elsewhere])


async def test_the_projector_makes_its_own_schemas_and_no_table_of_the_log(connect: Connect) -> None:
    projector = await connect("roadmap_projector")
    transaction = projector.transaction()
    await transaction.start()
    await projector.execute("create schema read_example")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await projector.execute("create table log.example (n int)")
    await transaction.rollback()


async def test_no_role_of_the_service_is_powerful(root: asyncpg.Connection) -> None:
    powerful = await root.fetch(
        "select rolname from pg_roles where rolname like 'roadmap\\_%'"
        " and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication"
        " or (rolname <> 'roadmap_owner' and pg_has_role(oid, 'roadmap_owner', 'member')))"
    )
    assert [] == powerful

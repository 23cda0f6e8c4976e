"""Files, people and keys: what lies beside the log, and who may do what with it."""

import hashlib
from collections.abc import AsyncIterator

import asyncpg
import pytest

from service.ledger.reading import inside
from service.postgres.embedded import Server

PUT = """
    insert into files.files (district, sha256, size, bytes) values ('altai', $1, $2, $3)
"""
DRAFT = (
    "insert into files.drafts (district, preview, file, options, actor) values ('altai', $1, $1, '{}', 'person:7q2m')"
)
HOLD = """
    insert into files.holdings (district, sha256, holder, name, media) values ('altai', $1, 'office', 'a', 'text/plain')
"""
PERSON = "insert into identity.people (district, person, name, position) values ('altai', '7q2m', '?', 'deputy head')"
KEY = """
    insert into identity.keys (id, district, actor, secret_sha256, label, expires_at)
    values ('k1', 'altai', 'person:7q2m', $1, 'laptop', clock_timestamp() + $2::text::interval)
"""
LARGEST = 10 * 1024 * 1024
CONTENT = "приказ".encode()
SHA256 = hashlib.sha256(CONTENT).digest()


@pytest.fixture
async def app(postgres: Server, root: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    """Connect as the service inside a district; nothing of the test stays."""
    connection = await asyncpg.connect(postgres.dsn("roadmap_app"))
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("select log.enter('altai')")
    yield connection
    await transaction.rollback()
    await connection.close()


async def test_a_file_of_ten_mebibytes_is_kept(app: asyncpg.Connection) -> None:
    content = bytes(LARGEST)
    await app.execute(PUT, hashlib.sha256(content).digest(), LARGEST, content)
    assert LARGEST == await app.fetchval("select octet_length(bytes) from files.files where district = 'altai'")


@pytest.mark.parametrize(
    ("sha256", "size", "content"),
    [
        (hashlib.sha256(bytes(LARGEST + 1)).digest(), LARGEST + 1, bytes(LARGEST + 1)),
        (SHA256, len(CONTENT) + 1, CONTENT),
        (bytes(32), len(CONTENT), CONTENT),
    ],
    ids=["too large", "of another size", "under another address"],
)
async def test_a_file_that_is_not_what_it_says_is_refused(
    app: asyncpg.Connection, sha256: bytes, size: int, content: bytes
) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await app.execute(PUT, sha256, size, content)


async def test_a_draft_needs_its_file(app: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await app.execute(DRAFT, SHA256)


async def test_an_erased_file_takes_its_drafts_and_holdings_along(postgres: Server, root: asyncpg.Connection) -> None:
    async with inside(root, "altai"):
        await root.execute(PUT, SHA256, len(CONTENT), CONTENT)
        await root.execute(DRAFT, SHA256)
        await root.execute(HOLD, SHA256)
        await root.execute("set local role roadmap_eraser")
        await root.execute("delete from files.files where district = 'altai' and sha256 = $1", SHA256)
        await root.execute("reset role")
        for left in ("drafts", "holdings"):
            counted = f"select count(*) from files.{left} where district = 'altai'"  # noqa: S608  our own two names
            assert 0 == await root.fetchval(counted)


@pytest.mark.parametrize(
    "statement",
    [
        "update files.files set bytes = ''",
        "delete from files.files",
        "update files.holdings set holder = 'b'",
        "delete from files.holdings",
        "delete from files.drafts",
        "update identity.keys set secret_sha256 = ''",
        "update identity.keys set expires_at = 'infinity'",
        "delete from identity.keys",
        "update identity.calendar_tokens set token_sha256 = ''",
        "update identity.calendar_tokens set actor = 'person:other'",
        "delete from identity.calendar_tokens",
        "delete from identity.people",
    ],
)
async def test_the_service_may_not(app: asyncpg.Connection, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(statement)


@pytest.mark.parametrize("table", ["files.files", "files.drafts", "files.holdings", "identity.people"])
async def test_another_district_sees_nothing(app: asyncpg.Connection, table: str) -> None:
    await app.execute(PUT, SHA256, len(CONTENT), CONTENT)
    await app.execute(DRAFT, SHA256)
    await app.execute(HOLD, SHA256)
    await app.execute(PERSON)
    here = await app.fetchval(f"select count(*) from {table}")  # noqa: S608  our own three names
    await app.execute("select log.enter('aksai')")
    assert (1, 0) == (here, await app.fetchval(f"select count(*) from {table}"))  # noqa: S608  our own three names


async def test_a_row_of_another_district_is_refused(app: asyncpg.Connection) -> None:
    await app.execute("select log.enter('aksai')")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await app.execute(PERSON)


async def test_a_key_is_found_before_any_district_is_named(app: asyncpg.Connection) -> None:
    await app.execute(KEY, SHA256, "1 year")
    await app.execute("select log.enter('')")
    assert "altai" == await app.fetchval("select district from identity.keys where id = 'k1'")


async def test_a_key_can_be_revoked(app: asyncpg.Connection) -> None:
    await app.execute(KEY, SHA256, "1 year")
    assert "UPDATE 1" == await app.execute("update identity.keys set revoked_at = clock_timestamp() where id = 'k1'")


@pytest.mark.parametrize("life", ["367 days", "-1 day"])
async def test_a_key_lives_a_year_at_most(app: asyncpg.Connection, life: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await app.execute(KEY, SHA256, life)

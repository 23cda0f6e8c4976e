"""Files that came in, under the sha256 of their bytes: the same bytes once, with everybody who holds them."""

import hashlib
from collections.abc import Collection
from typing import Final

from msgspec import Struct, json

from domain.order.content import Options
from domain.refusals import Refused
from domain.rights import Reach
from domain.roadmap.amending.instructions import Wording
from service.postgres.pool import Connection

OFFICE: Final = "office"
"""Who holds what those send who work for the whole district."""
IMPORTS: Final = "imports"
"""Who holds the files of orders; they count for nobody."""

_MIB: Final = 2**20
FILE_QUOTA: Final = 2048 * _MIB


class File(Struct, frozen=True, kw_only=True):
    """``name`` is what its sender called it."""

    name: str
    media: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class QuotaExceeded(Refused):
    code, field = "quota-exceeded", "file"
    message = (
        "There is no room for the file: {used_mib} MiB of {limit_mib} MiB are taken. Files that no report names are "
        "forgotten after a week; ask the administrator for more."
    )


def holders(reach: Reach) -> list[str] | None:
    """Return whose files somebody with this reach may name and read; None is anybody's."""
    return None if reach is None else [holder(organisation) for organisation in sorted(reach)]


def holder(organisation: str) -> str:
    return f"organisation:{organisation}"


_STORE: Final = """
    insert into files.files (district, sha256, size, bytes) values ($1, $2, $3, $4)
    on conflict (district, sha256) do update set stored_at = excluded.stored_at
"""
_HOLD: Final = """
    insert into files.holdings (district, sha256, holder, name, media, named_at)
    values ($1, $2, $3, $4, $5, case when $3 = 'imports' then clock_timestamp() end)
    on conflict (district, sha256, holder) do nothing
"""


async def keep(connection: Connection, district: str, file: File, *, holder: str = IMPORTS) -> None:
    """Keep a file for its holder; one that he has already keeps its name."""
    address = bytes.fromhex(file.sha256)
    await connection.execute(_STORE, district, address, len(file.content), file.content)
    await connection.execute(_HOLD, district, address, holder, file.name, file.media)


_ONE_AT_A_TIME: Final = "select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))"
_SWEEP: Final = "select files.sweep($1, $2)"
_USED: Final = """
    select coalesce(sum(f.size), 0), coalesce(bool_or(f.sha256 = $3), false)
    from files.holdings as h join files.files as f on f.district = h.district and f.sha256 = h.sha256
    where h.district = $1 and h.holder = $2
"""


async def take_in(connection: Connection, district: str, file: File, *, holder: str, quota: int) -> None:
    """Keep a file within the holder's quota, in bytes; what he sent and never named makes room first."""
    await connection.execute(_ONE_AT_A_TIME, district, holder)
    await connection.execute(_SWEEP, district, holder)
    row = await connection.fetchrow(_USED, district, holder, bytes.fromhex(file.sha256))
    assert row is not None
    used, held = row
    if held:
        return
    if used + len(file.content) > quota:
        raise QuotaExceeded(used=used, limit=quota, used_mib=-(-used // _MIB), limit_mib=quota // _MIB)
    await keep(connection, district, file, holder=holder)


_NAME: Final = """
    update files.holdings set named_at = clock_timestamp()
    where district = $1 and sha256 = any ($2::bytea[]) and ($3::text[] is null or holder = any ($3))
      and named_at is null
"""
_NAMED: Final = """
    select encode(h.sha256, 'hex') as sha256, f.size, h.media
    from files.holdings as h join files.files as f on f.district = h.district and f.sha256 = h.sha256
    where h.district = $1 and h.sha256 = any ($2::bytea[]) and ($3::text[] is null or h.holder = any ($3))
      and h.holder <> 'imports'
"""


class Named(Struct, frozen=True, kw_only=True):
    size: int
    media: str


async def name(
    connection: Connection, district: str, sha256s: Collection[str], holders: Collection[str] | None
) -> dict[str, Named]:
    """Return what is known of those files that one of the holders has (None: anybody); from now on they stay."""
    addresses = [bytes.fromhex(sha256) for sha256 in sha256s]
    await connection.execute(_NAME, district, addresses, holders)
    rows = await connection.fetch(_NAMED, district, addresses, holders)
    return {row["sha256"]: Named(size=row["size"], media=row["media"]) for row in rows}


_CALLED: Final = """
    select name, media from files.holdings
    where district = $1 and sha256 = $2 and ($3::text[] is null or holder = any ($3))
    order by holder = 'imports', held_at limit 1
"""
_BYTES: Final = "select bytes from files.files where district = $1 and sha256 = $2"


class Label(Struct, frozen=True, kw_only=True):
    name: str
    media: str


async def label(
    connection: Connection, district: str, sha256: bytes, holders: Collection[str] | None = None
) -> Label | None:
    """Return what a file is called by one of the holders (None: by anybody); None where none of them has it."""
    row = await connection.fetchrow(_CALLED, district, sha256, holders)
    return Label(**row) if row else None


async def content(connection: Connection, district: str, sha256: bytes) -> bytes:
    found: bytes = await connection.fetchval(_BYTES, district, sha256)
    return found


class Against(Struct, frozen=True, kw_only=True):
    """What an amending act was held against: versions of the roadmap and of the directory, and a person's word."""

    roadmap: str
    version: int
    members: int
    wording: Wording | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """How the file of an order was read: its name, which tells the reader, is a part of that."""

    name: str
    options: Options
    amends: Against | None = None


_KEEP_DRAFT: Final = """
    insert into files.drafts (district, preview, file, options, actor) values ($1, $2, $3, $4, $5)
    on conflict (district, preview) do nothing
"""


async def keep_draft(
    connection: Connection, district: str, draft: Draft, *, preview: str, sha256: str, actor: str
) -> None:
    """Keep how a file was read; the same reading asked for again is the same draft."""
    how = json.encode(draft).decode()
    await connection.execute(_KEEP_DRAFT, district, bytes.fromhex(preview), bytes.fromhex(sha256), how, actor)


_FETCH_DRAFT: Final = """
    select d.options, f.bytes from files.drafts as d
    join files.files as f on f.district = d.district and f.sha256 = d.file
    where d.district = $1 and d.preview = $2
"""


async def fetch_draft(connection: Connection, district: str, preview: bytes) -> tuple[Draft, bytes] | None:
    """Return how a file was read, and its bytes."""
    row = await connection.fetchrow(_FETCH_DRAFT, district, preview)
    return (json.decode(row["options"], type=Draft), row["bytes"]) if row else None

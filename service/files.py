"""Files that came in, under the sha256 of their bytes, and the drafts of imports that wait for a confirmation."""

import hashlib
from typing import Final

from msgspec import Struct, json

from domain.order.content import Options
from service.postgres.pool import Connection


class File(Struct, frozen=True, kw_only=True):
    """``name`` and ``media`` are what its first sender called it."""

    name: str
    media: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Draft(Struct, frozen=True, kw_only=True):
    """How a file was read: its name, which tells the reader, is a part of that."""

    name: str
    options: Options


_KEEP: Final = """
    insert into files.files (district, sha256, name, media, size, bytes) values ($1, $2, $3, $4, $5, $6)
    on conflict (district, sha256) do nothing
"""


async def keep(connection: Connection, district: str, file: File) -> None:
    """Keep a file; one that is there already stays as it is."""
    address, size = bytes.fromhex(file.sha256), len(file.content)
    await connection.execute(_KEEP, district, address, file.name, file.media, size, file.content)


_FETCH: Final = "select name, media, bytes as content from files.files where district = $1 and sha256 = $2"


async def fetch(connection: Connection, district: str, sha256: bytes) -> File | None:
    row = await connection.fetchrow(_FETCH, district, sha256)
    return File(**row) if row else None


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

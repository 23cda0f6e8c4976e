"""Reading the log of a district: by position, and from a moment to its position."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from msgspec import Struct

from service.postgres.pool import MOMENTARY, Connection

_ENTER: Final = "select log.enter($1)"
_DISTRICT: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


@asynccontextmanager
async def inside(connection: Connection, district: str) -> AsyncGenerator[None]:
    """Open a transaction that sees the rows of the district; everything below is called inside one."""
    async with connection.transaction():
        await connection.execute(_ENTER, district)
        yield


@asynccontextmanager
async def looking(connection: Connection, district: str) -> AsyncGenerator[None]:
    """Open a transaction that only looks at the rows of the district, in one round trip instead of two."""
    if not _DISTRICT.fullmatch(district):  # it stands in the statement itself
        raise ValueError(district)
    await connection.execute(f"begin read only; select log.enter('{district}')")
    try:
        yield
    except (*MOMENTARY, asyncio.CancelledError):
        raise  # of such a connection nothing more is asked: whoever lent it throws it away
    except BaseException:
        await connection.execute("rollback")
        raise
    await connection.execute("commit")


_KNOWN: Final = """
    select h.size, h.recorded_at, (
        select c.last_position from log.commands as c where c.district = $1 and c.recorded_at <= $2
        order by c.recorded_at desc limit 1
    ) as position, (
        select c.recorded_at from log.commands as c where c.district = $1 order by c.recorded_at limit 1
    ) as starts_at
    from log.heads as h where h.district = $1
"""


class Known(Struct, frozen=True, kw_only=True):
    """By what an answer is given: ``position`` is that of ``known_at``, 0 before the log starts."""

    known_at: datetime
    position: int
    log_starts_at: datetime | None


async def known(connection: Connection, district: str, moment: datetime, *, now: bool) -> Known:
    """Return what was known at a moment; now is never before the last entry, whatever the clock says."""
    row = await connection.fetchrow(_KNOWN, district, moment)
    if row is None:
        return Known(known_at=moment, position=0, log_starts_at=None)
    if now and row["size"]:
        last = max(moment, row["recorded_at"])
        return Known(known_at=last, position=row["size"], log_starts_at=row["starts_at"])
    return Known(known_at=moment, position=row["position"] or 0, log_starts_at=row["starts_at"])


_READ: Final = "select position, entry from log.events where district = $1 and position > $2 order by position limit $3"


async def read(connection: Connection, district: str, *, after: int, limit: int = 1000) -> list[tuple[int, bytes]]:
    """Return positions and stored lines after a position, in order: a reader that goes on from the last misses none."""
    return [(row[0], row[1]) for row in await connection.fetch(_READ, district, after, limit)]


_POSITION_AT: Final = """
    select last_position from log.commands where district = $1 and recorded_at <= $2 order by recorded_at desc limit 1
"""


async def position_at(connection: Connection, district: str, moment: datetime) -> int:
    """Return the position the log had reached at a moment, inclusive; 0 before its first event."""
    return await connection.fetchval(_POSITION_AT, district, moment) or 0


_SIZE: Final = "select size from log.heads where district = $1"


async def size(connection: Connection, district: str) -> int:
    """Return the position of the last event, 0 before the first."""
    return await connection.fetchval(_SIZE, district) or 0


_DISTRICTS: Final = "select district from log.sizes() order by district"


async def districts(connection: Connection) -> list[str]:
    """Return who has a log; asked as the projector, from whom row security does not hide them."""
    return [row["district"] for row in await connection.fetch(_DISTRICTS)]


_STARTS_AT: Final = "select recorded_at from log.commands where district = $1 order by recorded_at limit 1"


async def starts_at(connection: Connection, district: str) -> datetime | None:
    """Return the moment of the first command, before which nothing is known (DOMAIN rule 5)."""
    moment: datetime | None = await connection.fetchval(_STARTS_AT, district)
    return moment

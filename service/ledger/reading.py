"""Reading the log of a district: by position, and from a moment to its position."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from service.postgres.pool import Connection

_ENTER: Final = "select log.enter($1)"


@asynccontextmanager
async def inside(connection: Connection, district: str) -> AsyncGenerator[None]:
    """Open a transaction that sees the rows of the district; everything below is called inside one."""
    async with connection.transaction():
        await connection.execute(_ENTER, district)
        yield


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

"""Asking: a civil day, a moment and a position stand for each other; an answer waits until the model knows enough."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from projections.control import CONTROL
from projections.model import Model
from service import clock
from service.ledger import generations
from service.ledger.ledger import Ledger
from service.ledger.reading import position_at, starts_at
from service.postgres.pool import Connection

_PATIENCE: Final = 5.0  # seconds
_LOOK_AGAIN: Final = 0.01


class Behind(Exception):
    """The read model does not know as much yet as the question needs."""

    retry_after: Final = 1


class Known(Struct, frozen=True, kw_only=True):
    """By what an answer was given: ``position`` is that of ``known_at``, 0 before the log starts."""

    known_at: datetime
    position: int
    log_starts_at: datetime | None


def moment(known_at: date | datetime | None, zone: str) -> datetime:
    """Return the moment meant, inclusive: a bare date is the end of that day in the zone (DOMAIN rule 5)."""
    match known_at:
        case None:
            return clock.now()
        case datetime():
            return known_at
        case _:
            return datetime.combine(known_at, time.max, ZoneInfo(zone)).astimezone(UTC)


@asynccontextmanager
async def asking(
    ledger: Ledger,
    district: str,
    *,
    known_at: date | datetime | None = None,
    at_least: int = 0,
    position: int | None = None,
    model: Model = CONTROL,
) -> AsyncGenerator[tuple[Connection, Known]]:
    """Give a connection on which to ask, and by what it answers; raise `Behind` where that does not come in time.

    ``at_least`` is the position of a write that must be seen, ``position`` that of the first page of this list.
    """
    asked_for = moment(known_at, await ledger.zone(district))
    give_up = asyncio.get_running_loop().time() + _PATIENCE
    while True:
        async with ledger.inside(district) as connection:
            known = await _known(connection, district, asked_for, position)
            reached = await generations.position(connection, model, district)
            if reached >= max(at_least, known.position):
                yield connection, known
                return
        if asyncio.get_running_loop().time() >= give_up:
            raise Behind
        await asyncio.sleep(_LOOK_AGAIN)


async def _known(connection: Connection, district: str, asked_for: datetime, position: int | None) -> Known:
    if position is None:
        position = await position_at(connection, district, asked_for)
    return Known(known_at=asked_for, position=position, log_starts_at=await starts_at(connection, district))

"""Asking: a civil day, a moment and a position stand for each other; an answer waits until the model knows enough."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from projections.control import CONTROL
from projections.model import Model
from service import clock
from service.ledger import generations
from service.ledger.ledger import Ledger
from service.ledger.reading import Known, known
from service.postgres.pool import Connection

_PATIENCE: Final = 5.0  # seconds
_LOOK_AGAIN: Final = 0.01


class Behind(Exception):
    """The read model does not know as much yet as the question needs."""

    retry_after: Final = 1


def moment(known_at: date | datetime | None, zone: str) -> datetime:
    """Return the moment meant, inclusive: a bare date is the end of that day in the zone (DOMAIN rule 5)."""
    match known_at:
        case None:
            return clock.now()
        case datetime():
            return known_at
        case _:
            return datetime.combine(known_at, time.max, ZoneInfo(zone)).astimezone(UTC)


def patience() -> float:
    """Return until when, by the clock of the loop, one waits for an answer."""
    return asyncio.get_running_loop().time() + _PATIENCE


async def again(give_up: float) -> None:
    """Wait a little before one looks again; raise `Behind` where patience is at its end."""
    if asyncio.get_running_loop().time() >= give_up:
        raise Behind
    await asyncio.sleep(_LOOK_AGAIN)


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
    give_up = patience()
    while True:
        async with ledger.looking(district) as connection:
            by = await known(connection, district, asked_for, now=known_at is None)
            by = by if position is None else replace(by, position=position)
            reached = await generations.position(connection, model, district)
            if reached >= max(at_least, by.position):
                yield connection, by
                return
        await again(give_up)

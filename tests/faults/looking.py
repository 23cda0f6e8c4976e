"""Looking at the read models from beside the service: all of them as of one moment."""

import asyncio
import time
from contextlib import suppress
from typing import Final

import asyncpg

from tests.faults.district import District
from tests.faults.history import History, Seen
from tests.faults.stage import Stage

_GONE: Final = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_EVERY: Final = 1.0  # seconds
_PATIENCE: Final = 30.0  # seconds for the models to know all that the log knows
_MODELS: Final = """
    select (select position from read_control.checkpoint where district = $1) as position,
           (select position from read_trail.checkpoint where district = $1) as trail,
           (select count(*) from read_trail.event where district = $1) as rows,
           (select count(*) from read_control.checkpoint where district = $1 and parked_at is not null)
           + (select count(*) from read_trail.checkpoint where district = $1 and parked_at is not null) as parked
"""
_ROWS: Final = """
    select key, version, state, report, known_from, completed_on::text
    from read_control.assignment where district = $1 and known_to = 9223372036854775807
"""
_SIZE: Final = "select size from log.heads where district = $1"


async def now_and_then(stage: Stage, district: District, history: History, done: asyncio.Event) -> None:
    while not done.is_set():
        with suppress(*_GONE):
            connection = await asyncpg.connect(stage.server.owner, timeout=2, command_timeout=3)
            try:
                await _look(connection, district, history)
            finally:
                connection.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _EVERY)


async def at_rest(stage: Stage, district: District, history: History) -> None:
    """Look once more when the models have caught up, or are parked, or never will."""
    give_up = time.monotonic() + _PATIENCE
    connection = await asyncpg.connect(stage.server.owner)
    try:
        while True:
            seen = await _look(connection, district, history)
            size = await connection.fetchval(_SIZE, district.name)
            if (seen.position == size == seen.trail[0]) or seen.parked or time.monotonic() > give_up:
                return
            await asyncio.sleep(0.2)
    finally:
        await connection.close()


async def _look(connection: asyncpg.Connection, district: District, history: History) -> Seen:
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        models = await connection.fetchrow(_MODELS, district.name)
        rows = await connection.fetch(_ROWS, district.name)
    assert models
    seen = Seen(
        at=time.monotonic_ns(),
        position=models["position"] or 0,
        rows={row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in rows},
        trail=(models["trail"] or 0, models["rows"]),
        parked=models["parked"],
    )
    history.write(seen)
    return seen

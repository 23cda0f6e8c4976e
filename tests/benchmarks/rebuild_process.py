"""A process that scans a log, or rebuilds the read models from it: `… scan|rebuild DSN`; says what it took."""

import asyncio
import resource
import sys
import time
from typing import Final

import asyncpg
from msgspec import Struct, json

from domain.events import decode
from service.app import MODELS
from service.ledger.reading import inside, read
from service.ledger.rebuild import rebuild
from service.postgres.pool import open_pool

_SIZES: Final = "select district, size from log.sizes() order by district"


class Took(Struct, frozen=True, kw_only=True):
    """``mebibytes`` is the most that the process held."""

    seconds: float
    events: int
    mebibytes: float


async def main(what: str, dsn: str) -> None:
    async with open_pool(dsn, max_size=3) as pool:
        begin = time.perf_counter()
        events = await (_rebuild(pool) if what == "rebuild" else _scan(pool))
        seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.encode(Took(seconds=seconds, events=events, mebibytes=peak)).decode())  # noqa: T201  read by who started it


async def _rebuild(pool: asyncpg.Pool) -> int:
    told: list[int] = []
    async with pool.acquire() as connection:
        await rebuild(pool, connection, MODELS, lambda done, _: told.append(done))
    return told[-1]


async def _scan(pool: asyncpg.Pool) -> int:
    """Read every line once and decode it: what a rebuild cannot do without."""
    events = 0
    async with pool.acquire() as connection:
        for district, size in await connection.fetch(_SIZES):
            async with inside(connection, district):
                events += len([decode(entry) for _, entry in await read(connection, district, after=0, limit=size)])
    return events


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""Rebuild: the next generation of a read model is made from the log beside the live one, which goes on serving."""

import gc
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Final, TypeAlias

import asyncpg
import structlog

from projections.model import Bulk, Model
from service.ledger.generations import begin, finish, mark, promote, stands
from service.ledger.reading import inside, read
from service.ledger.runner import Runner
from service.postgres.pool import MOMENTARY, Connection

PAGE: Final = 5000
_ENOUGH: Final = 50_000
"""Rows and entries that gather in memory before they are copied."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many entries are folded."""

log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()
_SIZES: Final = "select district, size from log.sizes() order by district"
_TRY: Final = "select pg_try_advisory_lock(hashtext($1))"
_WAIT: Final = "select pg_advisory_lock(hashtext($1))"
_RELEASE: Final = "select pg_advisory_unlock(hashtext($1))"


@asynccontextmanager
async def alone(connection: Connection, model: Model, waits: Callable[[], None]) -> AsyncGenerator[None]:
    """Be the only one who makes generations of a model; ``waits`` is told where somebody else is at it."""
    name = f"roadmap.rebuild.{model.name}"
    if not await connection.fetchval(_TRY, name):
        waits()
        await connection.execute(_WAIT, name)
    try:
        yield
    finally:
        await connection.execute(_RELEASE, name)


async def stand(pool: asyncpg.Pool, model: Model) -> None:
    """See to it that a model stands in its version: made from the log, and put in its place when it is whole."""
    async with (
        pool.acquire() as connection,
        alone(connection, model, lambda: log.info("model.waits", model=model.name)),
    ):
        if await mark(connection, model.live) != stands(model):
            await rebuild(pool, connection, model, lambda _done, _all: None)
            await promote(connection, model)
            log.info("model.made", model=model.name, version=model.version)


async def lay_out(connection: Connection, model: Model) -> None:
    """See to it that questions find tables, if only empty ones that nobody minds until the model `stand`s."""
    async with alone(connection, model, lambda: None):
        if await mark(connection, model.live) is None:
            await begin(connection, model, model.live, version=0)


async def rebuild(pool: asyncpg.Pool, connection: Connection, model: Model, progress: Progress) -> None:
    """Make the next generation; kill it at any moment, and the next try begins anew.

    A log with an entry that cannot be folded is left to the runner, which parks the model there.
    """
    await begin(connection, model, model.next, version=model.version)
    try:
        with _no_garbage():
            await _fill(connection, model, progress)
    except MOMENTARY:
        raise
    except Exception as error:  # noqa: BLE001  whatever a fold raises
        log.warning("model.not_filled", model=model.name, error=type(error).__name__)
        await begin(connection, model, model.next, version=model.version)
    await finish(connection, model, model.next)
    await follow(pool, model)


async def _fill(connection: Connection, model: Model, progress: Progress) -> None:
    sizes: list[tuple[str, int]] = [(row["district"], row["size"]) for row in await connection.fetch(_SIZES)]
    total, done, bulk = sum(size for _, size in sizes), 0, model.bulk()
    for district, size in sizes:
        async for folded in _take(connection, bulk, district, size):
            done += folded
            progress(done, total)
            if bulk.size >= _ENOUGH:
                await _copy(connection, model, bulk)
        bulk.finish()
    await _copy(connection, model, bulk)
    await connection.copy_records_to_table(
        "checkpoint", schema_name=model.next, columns=["district", "position"], records=sizes
    )


async def follow(pool: asyncpg.Pool, model: Model) -> None:
    """Fold into the next generation what was recorded while it was made."""
    runner = Runner(pool, [model], minds_next=True)
    for district in await runner.behind():
        await runner.catch_up(district)


async def _take(connection: Connection, bulk: Bulk, district: str, size: int) -> AsyncGenerator[int]:
    position = 0
    while position < size:
        async with inside(connection, district):
            page = await read(connection, district, after=position, limit=min(PAGE, size - position))
        bulk.take(district, [entry for _, entry in page])
        position = page[-1][0]
        yield len(page)


async def _copy(connection: Connection, model: Model, bulk: Bulk) -> None:
    for table, (columns, rows) in bulk.drain().items():
        if rows:
            await connection.copy_records_to_table(table, schema_name=model.next, columns=columns, records=rows)


@contextmanager
def _no_garbage() -> Generator[None]:
    """Leave collecting cycles aside: a fold makes none, and looking for them takes a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

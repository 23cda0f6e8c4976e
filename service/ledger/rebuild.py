"""Rebuild: the next generations of read models are made from the log beside the live ones, which go on serving."""

import asyncio
import gc
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Final, TypeAlias

import asyncpg
import structlog

from domain.events import decode
from projections.model import Entry, Model
from service.ledger.generations import begin, finish, mark, promote, stands
from service.ledger.reading import inside, read
from service.ledger.runner import Runner
from service.postgres.pool import MOMENTARY, Connection

PAGE: Final = 1000
_ENOUGH: Final = 10_000
"""Rows and entries of a model that gather in memory before they are copied."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many entries are folded."""

log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()
_SIZES: Final = "select district, size from log.sizes() order by district"
_TRY: Final = "select pg_try_advisory_lock(hashtext($1))"
_WAIT: Final = "select pg_advisory_lock(hashtext($1))"
_RELEASE: Final = "select pg_advisory_unlock_all()"


@asynccontextmanager
async def alone(
    connection: Connection, models: Sequence[Model], waits: Callable[[Model], None]
) -> AsyncGenerator[None]:
    """Be the only one who makes generations of these models; ``waits`` is told where somebody else is at one."""
    try:
        for model in models:
            if not await connection.fetchval(_TRY, _lock(model)):
                waits(model)
                await connection.execute(_WAIT, _lock(model))
        yield
    finally:
        await connection.execute(_RELEASE)


def _lock(model: Model) -> str:
    return f"roadmap.rebuild.{model.name}"


async def stand(pool: asyncpg.Pool, *models: Model) -> None:
    """See to it that models stand in their versions: made from the log, and put in their place when they are whole."""
    async with pool.acquire() as connection, alone(connection, models, _waits):
        changed = [model for model in models if await mark(connection, model.live) != stands(model)]
        if changed:
            await rebuild(pool, connection, changed, lambda _done, _all: None)
        for model in changed:
            await promote(connection, model)
            log.info("model.made", model=model.name, version=model.version)


def _waits(model: Model) -> None:
    log.info("model.waits", model=model.name)


async def lay_out(connection: Connection, model: Model) -> None:
    """See to it that questions find tables, if only empty ones that nobody minds until the model `stand`s."""
    async with alone(connection, [model], lambda _model: None):
        if await mark(connection, model.live) is None:
            await begin(connection, model, model.live, version=0)


async def rebuild(pool: asyncpg.Pool, connection: Connection, models: Sequence[Model], progress: Progress) -> None:
    """Make the next generations in one pass over the log; kill it at any moment, and the next try begins anew.

    A log with an entry that cannot be folded is left to the runner, which parks the model there.
    """
    for model in models:
        await begin(connection, model, model.next, version=model.version)
    try:
        with _no_garbage():
            await _fill(pool, connection, models, progress)
    except MOMENTARY:
        raise
    except Exception as error:  # noqa: BLE001  whatever a fold raises
        if len(models) > 1:
            for model in models:
                await rebuild(pool, connection, [model], progress)
            return
        log.warning("model.not_filled", model=models[0].name, error=type(error).__name__)
        await begin(connection, models[0], models[0].next, version=models[0].version)
    await asyncio.gather(*(_finish(pool, model) for model in models))
    for model in models:
        await follow(pool, model)


async def _finish(pool: asyncpg.Pool, model: Model) -> None:
    async with pool.acquire() as connection:
        await finish(connection, model, model.next)


async def _fill(pool: asyncpg.Pool, connection: Connection, models: Sequence[Model], progress: Progress) -> None:
    sizes: list[tuple[str, int]] = [(row["district"], row["size"]) for row in await connection.fetch(_SIZES)]
    total, done = sum(size for _, size in sizes), 0
    async with AsyncExitStack() as filled:
        fillings = [await filled.enter_async_context(_filling(pool, model)) for model in models]
        for district, size in sizes:
            async with inside(connection, district):
                async for entries in _entries(connection, district, size):
                    for filling in fillings:
                        await filling.take(district, entries)
                    progress(done + entries[-1].position, total)
            for filling in fillings:
                filling.bulk.finish()
            done += size
    for model in models:
        await connection.copy_records_to_table(
            "checkpoint", schema_name=model.next, columns=["district", "position"], records=sizes
        )


async def _entries(connection: Connection, district: str, size: int) -> AsyncGenerator[list[Entry]]:
    position = 0
    while position < size:
        lines = await read(connection, district, after=position, limit=min(PAGE, size - position))
        yield [decode(line) for _, line in lines]
        position = lines[-1][0]


class _Filling:
    """Copies the rows of a model while the fold goes on, at most one load behind."""

    def __init__(self, connection: Connection, model: Model) -> None:
        self._connection, self._model, self.bulk = connection, model, model.bulk()
        self.copied = asyncio.create_task(self._copy())

    async def take(self, district: str, entries: Sequence[Entry]) -> None:
        self.bulk.take(district, entries)
        if self.bulk.size >= _ENOUGH:
            await self.copy()

    async def copy(self) -> None:
        await self.copied
        self.copied = asyncio.create_task(self._copy())

    async def _copy(self) -> None:
        for table, (columns, rows) in self.bulk.drain().items():
            if rows:
                await self._connection.copy_records_to_table(
                    table, schema_name=self._model.next, columns=columns, records=rows
                )


@asynccontextmanager
async def _filling(pool: asyncpg.Pool, model: Model) -> AsyncGenerator[_Filling]:
    async with pool.acquire() as connection:
        filling = _Filling(connection, model)
        try:
            yield filling
            await filling.copy()
            await filling.copied
        finally:
            filling.copied.cancel()
            await asyncio.gather(filling.copied, return_exceptions=True)


async def follow(pool: asyncpg.Pool, model: Model) -> None:
    """Fold into the next generation what was recorded while it was made."""
    runner = Runner(pool, [model], minds_next=True)
    for district in await runner.behind():
        await runner.catch_up(district)


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

"""The runner: folds what is new in each district's log into the read models, every entry exactly once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import asyncpg
import structlog
from msgspec import Struct

from projections.model import Model
from service.ledger.reading import inside, read
from service.postgres.pool import MOMENTARY, Connection

PAGE: Final = 500
_PASSING: Final = tuple(
    error for error in MOMENTARY if error not in {asyncpg.InterfaceError, asyncpg.UniqueViolationError}
)
_POLL: Final = 1.0  # seconds; a notification is a hint, the poll is the truth
log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()


class Parked(Struct, frozen=True, kw_only=True):
    """A model that cannot fold the entry at ``position``; other models and the log go on."""

    model: str
    district: str
    position: int
    reason: str


class Runner:
    """Any number may run, in one process or many: the checkpoint's row is checkpoint, leader lock and fence."""

    def __init__(self, pool: asyncpg.Pool, models: Sequence[Model]) -> None:
        self._pool, self._models = pool, models
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Follow all districts until cancelled."""
        while True:
            with suppress(*MOMENTARY):
                async with self._pool.acquire() as listener:
                    await listener.add_listener("log", self._hear)
                    try:
                        await self._follow()
                    finally:
                        await listener.remove_listener("log", self._hear)
            log.warning("runner.restarts")
            await asyncio.sleep(_POLL)

    async def _follow(self) -> None:
        while True:
            self._news.clear()
            for district in await self._behind():
                await self.catch_up(district)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _POLL)

    def _hear(self, *_: object) -> None:
        self._news.set()

    async def _behind(self) -> list[str]:
        async with self._pool.acquire() as connection:
            behind = [await connection.fetch(_behind(model)) for model in self._models]
        return sorted({row["district"] for rows in behind for row in rows})

    async def parked(self) -> list[Parked]:
        """Return the models that stopped at an entry, by district."""
        async with self._pool.acquire() as connection:
            return [
                Parked(model=model.name, **row)
                for model in self._models
                for row in await connection.fetch(_parked(model))
            ]

    async def catch_up(self, district: str) -> None:
        """Fold until the models stand where the log stood, or somebody else is at it, or a model is parked."""
        async with self._pool.acquire() as connection:
            for model in self._models:
                await _begin(connection, model, district)
            while await self._advance(connection, district):
                pass

    async def _advance(self, connection: Connection, district: str) -> bool:
        """Fold one page into all models that wait for it; tell whether any did."""
        async with inside(connection, district):
            at = [(model, await _hold(connection, model, district)) for model in self._models]
            held = [(model, position) for model, position in at if position is not None]
            if not held:
                return False
            entries = await read(connection, district, after=min(position for _, position in held), limit=PAGE)
            for model, position in held:
                await _fold(connection, model, district, [entry for entry in entries if entry[0] > position])
        return bool(entries)


def _behind(model: Model) -> str:
    return f"""
        select s.district from log.sizes() as s left join read_{model.name}.checkpoint as c on c.district = s.district
        where c.parked_at is null and coalesce(c.position, 0) < s.size
    """  # noqa: S608  names of our own


def _parked(model: Model) -> str:
    return f"""
        select district, parked_at as position, reason from read_{model.name}.checkpoint where parked_at is not null
    """  # noqa: S608


async def _begin(connection: Connection, model: Model, district: str) -> None:
    """Set the checkpoint up in a transaction of its own: nobody waits for a first page to learn that it is held."""
    begin = f"insert into read_{model.name}.checkpoint (district) values ($1) on conflict do nothing"  # noqa: S608
    await connection.execute(begin, district)


async def _hold(connection: Connection, model: Model, district: str) -> int | None:
    """Lock the checkpoint and return its position; None while another runner holds it, or where the model is parked."""
    lock = f"""
        select position from read_{model.name}.checkpoint where district = $1 and parked_at is null
        for update skip locked
    """  # noqa: S608
    position: int | None = await connection.fetchval(lock, district)
    return position


async def _fold(connection: Connection, model: Model, district: str, entries: Sequence[tuple[int, bytes]]) -> bool:
    """Fold a page at once; where that fails, in halves, down to the entry that cannot be folded: it parks the model."""
    if not entries:
        return True
    try:
        await _step(connection, model, district, entries)
    except _PASSING:
        raise
    except Exception as error:
        if connection.is_closed():
            raise
        if len(entries) > 1:
            half = len(entries) // 2
            return await _fold(connection, model, district, entries[:half]) and await _fold(
                connection, model, district, entries[half:]
            )
        await _park(connection, model, district, entries[0][0], error)
        return False
    return True


async def _park(connection: Connection, model: Model, district: str, position: int, error: Exception) -> None:
    reason = type(error).__name__  # and no more: its message may quote what was recorded
    log.error("model.parked", model=model.name, district=district, position=position, error=reason)
    park = f"update read_{model.name}.checkpoint set parked_at = $2, reason = $3 where district = $1"  # noqa: S608
    await connection.execute(park, district, position, reason)


async def _step(connection: Connection, model: Model, district: str, entries: Sequence[tuple[int, bytes]]) -> None:
    async with connection.transaction():
        await model.fold(connection, district, [entry for _, entry in entries])
        move = f"update read_{model.name}.checkpoint set position = $2 where district = $1"  # noqa: S608
        await connection.execute(move, district, entries[-1][0])

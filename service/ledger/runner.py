"""The runner: folds what is new in each district's log into the read models, every entry exactly once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final, TypeAlias

import asyncpg
import structlog
from msgspec import Struct

from domain.events import decode
from projections.model import Entry, Model
from service.ledger.generations import mark, stands
from service.ledger.reading import inside, read
from service.postgres.pool import MOMENTARY, Connection, lent

PAGE: Final = 500
_PASSING: Final = tuple(
    error for error in MOMENTARY if error not in {asyncpg.InterfaceError, asyncpg.UniqueViolationError}
)
_PACE: Final = 0.005  # seconds between two rounds: what comes meanwhile is folded together
_POLL: Final = 0.5  # seconds; a notification is a hint, the poll is the truth
_BY_INDEX: Final = """
    set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off
"""
"""Each key by its index: a plan outlives the statistics by which it was made, and here it was made of empty tables."""
log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()


Lines: TypeAlias = Sequence[tuple[int, bytes]]
"""Positions and stored lines, in order."""
Write: TypeAlias = Callable[[Connection, "Held", str, Lines], Awaitable[object]]


class Parked(Struct, frozen=True, kw_only=True):
    """A model that cannot fold the entry at ``position``; other models and the log go on."""

    model: str
    district: str
    position: int
    reason: str


class Minded(Struct, frozen=True):
    """A generation of a model."""

    model: Model
    schema: str


Held: TypeAlias = Sequence[tuple[Minded, int]]
"""Generations whose checkpoints one holds, and where they stand."""


class Runner:
    """Any number may run, in one process or many: the checkpoint's row is checkpoint, leader lock and fence.

    It keeps to generations of its models' own versions, the live ones unless told to mind the next.
    """

    def __init__(
        self,
        pool: asyncpg.Pool,
        models: Sequence[Model],
        *,
        minds_next: bool = False,
    ) -> None:
        self._pool = pool
        self._models = [Minded(model, model.next if minds_next else model.live) for model in models]
        self._news = asyncio.Event()
        self._heard: set[str] = set()
        self._set_up: set[str] = set()

    async def run(self) -> None:
        """Follow all districts until cancelled."""
        while True:
            with suppress(*MOMENTARY):
                async with self._pool.acquire() as listener:
                    await listener.add_listener("log", self._hear)
                    try:
                        await self._follow()
                    finally:
                        with suppress(*MOMENTARY):  # a broken connection must not take the place of a cancellation
                            await listener.remove_listener("log", self._hear)
            log.warning("runner.restarts")
            await asyncio.sleep(_POLL)

    async def _follow(self) -> None:
        """Fold where there are news, but not at each of them; now and then look everywhere."""
        loop, looked = asyncio.get_running_loop(), -_POLL
        while True:
            self._news.clear()
            districts, self._heard = self._heard, set()
            if loop.time() - looked >= _POLL:
                districts, looked = {*districts, *await self.behind()}, loop.time()
            for district in sorted(districts):
                await self.catch_up(district)
            await asyncio.sleep(_PACE)
            with suppress(TimeoutError):
                async with asyncio.timeout(_POLL):
                    await self._news.wait()

    def _hear(self, _connection: object, _pid: int, _channel: str, district: object) -> None:
        self._heard.add(str(district))
        self._news.set()

    async def behind(self) -> list[str]:
        """Return the districts whose logs have grown beyond a model's checkpoint."""
        async with self._pool.acquire() as connection:
            behind = [await connection.fetch(_behind(minded), minded.model.version) for minded in self._models]
        return sorted({row["district"] for rows in behind for row in rows})

    async def parked(self) -> list[Parked]:
        """Return the models that stopped at an entry, by district."""
        async with lent(self._pool) as connection:
            return [
                Parked(model=minded.model.name, **row)
                for minded in self._models
                for row in await connection.fetch(_parked(minded))
            ]

    async def building(self) -> list[str]:
        """Return the models of whose version no generation stands yet."""
        async with lent(self._pool) as connection:
            models = [minded.model for minded in self._models]
            return [model.name for model in models if await mark(connection, model.live) != stands(model)]

    async def catch_up(self, district: str) -> None:
        """Fold until the models stand where the log stood, or somebody else is at it, or a model is parked."""
        async with self._pool.acquire() as connection:
            if district not in self._set_up:
                for minded in self._models:
                    await set_up(connection, minded, district)
                self._set_up.add(district)
            while await self._advance(connection, district):
                pass

    async def _advance(self, connection: Connection, district: str) -> bool:
        """Fold one page into all models that wait for it; tell whether there may be more."""
        try:
            return await self._page(connection, district, _at_once)
        except _PASSING:
            raise
        except Exception:
            if connection.is_closed():
                raise
            return await self._page(connection, district, _with_care)  # an entry may be poison

    async def _page(self, connection: Connection, district: str, write: Write) -> bool:
        async with inside(connection, district):
            await connection.execute(_BY_INDEX)
            at = [(minded, await hold(connection, minded, district)) for minded in self._models]
            held = [(minded, position) for minded, position in at if position is not None]
            if not held:
                return False
            lines = await read(connection, district, after=min(position for _, position in held), limit=PAGE)
            await write(connection, held, district, lines)
        return len(lines) == PAGE


def _behind(minded: Minded) -> str:
    return f"""
        select s.district from log.sizes() as s left join {minded.schema}.checkpoint as c on c.district = s.district
        where c.parked_at is null and coalesce(c.position, 0) < s.size and coalesce(c.version, $1) = $1
    """  # noqa: S608  names of our own


def _parked(minded: Minded) -> str:
    return f"""
        select district, parked_at as position, reason from {minded.schema}.checkpoint where parked_at is not null
    """  # noqa: S608  names of our own


async def set_up(connection: Connection, minded: Minded, district: str) -> None:
    """Set the checkpoint up in a transaction of its own: nobody waits for a first page to learn that it is held."""
    begin = f"insert into {minded.schema}.checkpoint (district) values ($1) on conflict do nothing"  # noqa: S608  names of our own
    await connection.execute(begin, district)


async def hold(connection: Connection, minded: Minded, district: str) -> int | None:
    """Lock the checkpoint and return its position; None while another runner holds it, or where the model is parked."""
    lock = f"""
        select position from {minded.schema}.checkpoint
        where district = $1 and version = $2 and parked_at is null for update skip locked
    """  # noqa: S608  names of our own
    position: int | None = await connection.fetchval(lock, district, minded.model.version)
    return position


async def _at_once(connection: Connection, held: Held, district: str, lines: Lines) -> None:
    entries = [decode(line) for _, line in lines]
    for minded, position in held:
        if new := [entry for entry in entries if entry.position > position]:
            await step(connection, minded, district, new)


async def _with_care(connection: Connection, held: Held, district: str, lines: Lines) -> None:
    for minded, position in held:
        await fold(connection, minded, district, [line for line in lines if line[0] > position])


async def fold(connection: Connection, minded: Minded, district: str, lines: Lines) -> bool:
    """Fold a page at once; where that fails, in halves, down to the entry that cannot be folded: it parks the model."""
    if not lines:
        return True
    try:
        async with connection.transaction():
            await step(connection, minded, district, [decode(line) for _, line in lines])
    except _PASSING:
        raise
    except Exception as error:
        if connection.is_closed():
            raise
        if len(lines) > 1:
            half = len(lines) // 2
            return await fold(connection, minded, district, lines[:half]) and await fold(
                connection, minded, district, lines[half:]
            )
        await _park(connection, minded, district, lines[0][0], error)
        return False
    return True


async def _park(connection: Connection, minded: Minded, district: str, position: int, error: Exception) -> None:
    reason = type(error).__name__  # and no more: its message may quote what was recorded
    log.error("model.parked", model=minded.model.name, district=district, position=position, error=reason)
    park = f"update {minded.schema}.checkpoint set parked_at = $2, reason = $3 where district = $1"  # noqa: S608  names of our own
    await connection.execute(park, district, position, reason)


async def step(connection: Connection, minded: Minded, district: str, entries: Sequence[Entry]) -> None:
    """Fold entries and move the checkpoint behind them."""
    await minded.model.fold(connection, minded.schema, district, entries)
    move = f"update {minded.schema}.checkpoint set position = $2 where district = $1"  # noqa: S608  names of our own
    await connection.execute(move, district, entries[-1].position)

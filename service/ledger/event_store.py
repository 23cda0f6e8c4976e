"""The event store: a lane for each district, in which requests gather while one call is under way."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from typing import Final, TypeVar

import asyncpg
import structlog
from msgspec.structs import replace

from service.ledger.batch import Outcome, Request, Waiting, prepare, take
from service.postgres.pool import MOMENTARY, Connection

T = TypeVar("T")
_APPEND: Final = "select * from log.append($1, $2)"
_LOAD: Final = "select stream, entries from log.load($1, $2)"
_NOTIFY: Final = """
    select set_config('synchronous_commit', 'off', true), pg_notify('log', district) from unnest($1::text[]) as district
"""
_BETWEEN_NOTIFICATIONS: Final = 0.02  # seconds; each is a transaction of its own, and a lone writer pays a tenth for it
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.32  # seconds before a call is sent again
log: Final[structlog.stdlib.BoundLogger] = structlog.get_logger()


class Unavailable(Exception):
    """The log cannot be written now; whether this request was recorded its key will tell."""

    def __init__(self, reason: str, *, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after  # seconds


class EventStore:
    """Group commit without timers: one call at a time in a district, and the next one takes all that go together.

    ``waiting`` bounds the requests of a district in the queue, ``largest`` those in a call; ``patience`` is how many
    seconds a call is tried again while its outcome is unknown.
    """

    def __init__(self, pool: asyncpg.Pool, *, waiting: int = 1000, largest: int = 256, patience: float = 10) -> None:
        self._pool, self._waiting, self._largest, self._patience = pool, waiting, largest, patience
        self._lanes: dict[str, deque[Waiting]] = {}  # of the districts in which something waits or is under way
        self._news: set[str] = set()  # districts whose listeners have not heard yet
        self._telling = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def append(self, request: Request) -> Outcome:
        """Record the request durably; a client that goes away does not take its request with it."""
        if not request.events:
            raise ValueError("a command without an event would leave no key behind")
        return await self._submit(request)

    async def ask(self, request: Request) -> Outcome:
        """Tell what became of the request's key: ``absent``, ``replayed`` or ``key-reused``; record nothing.

        It goes the way of an append: an answer from the past must be as durable as the first one was.
        """
        return await self._submit(replace(request, events=(), reads={}))

    async def load(self, district: str, streams: Collection[str]) -> dict[str, list[bytes]]:
        """Return the stored lines of every stream named, oldest first, as of one moment; where there are none, none."""

        async def select(connection: Connection) -> dict[str, list[bytes]]:
            rows = await connection.fetch(_LOAD, district, list(streams), timeout=self._patience)
            return {row["stream"]: row["entries"] for row in rows}

        return await self._patiently(district, select)

    async def close(self) -> None:
        """Wait until everything that was taken in has its answer."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _submit(self, request: Request) -> Outcome:
        district, waiting = request.cause.district, prepare(request)
        if (lane := self._lanes.get(district)) is None:
            lane = self._lanes[district] = deque()
            self._start(self._work(district, lane))
        if len(lane) >= self._waiting:
            log.warning("lane.full", district=district, waiting=len(lane))
            raise Unavailable("too many requests are waiting", retry_after=1)
        lane.append(waiting)
        return await asyncio.shield(waiting.answer)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, district: str, lane: deque[Waiting]) -> None:
        while lane:
            await self._settle(district, take(lane, self._largest))
        del self._lanes[district]

    async def _settle(self, district: str, batch: Sequence[Waiting]) -> None:
        """Give every request its answer; one that the database cannot take fails alone."""
        try:
            outcomes = await self._call(district, batch)
            answers = list(zip(batch, outcomes, strict=True))
        except Exception as error:  # noqa: BLE001  whatever it is, those who wait must hear it
            if len(batch) > 1 and not isinstance(error, Unavailable):
                await self._settle(district, batch[: len(batch) // 2])
                await self._settle(district, batch[len(batch) // 2 :])
                return
            name = type(error).__name__  # and no more: its message and traceback may quote what was to be recorded
            log.error("append.failed", district=district, requests=len(batch), error=name)  # noqa: TRY400  no traceback
            for waiting in batch:
                waiting.answer.set_exception(error)
            return
        for waiting, outcome in answers:
            waiting.answer.set_result(outcome)
        if any(outcome.status == "appended" for outcome in outcomes):
            self._announce(district)

    async def _call(self, district: str, batch: Sequence[Waiting]) -> list[Outcome]:
        requests = [waiting.argument for waiting in batch]

        async def append(connection: Connection) -> list[Outcome]:
            rows = await connection.fetch(_APPEND, district, requests, timeout=self._patience)
            return [Outcome(**row) for row in rows]

        return await self._patiently(district, append)

    async def _patiently(self, district: str, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Work on a connection until the outcome is known: a batch that was recorded after all answers ``replayed``."""
        give_up, pause = asyncio.get_running_loop().time() + self._patience, _FIRST_PAUSE
        while True:
            try:
                return await self._once(work)
            except MOMENTARY as error:
                if asyncio.get_running_loop().time() >= give_up:
                    raise Unavailable("no answer from the log", retry_after=5) from error
                log.warning("log.tried_again", district=district, error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _once(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        async with self._pool.acquire(timeout=self._patience) as connection:
            try:
                return await work(connection)
            except MOMENTARY:
                connection.terminate()
                raise

    def _announce(self, district: str) -> None:
        self._news.add(district)
        if not self._telling:
            self._telling = True
            self._start(self._tell())

    async def _tell(self) -> None:
        """Hint to listeners after the commit, best effort; between two notifications the news gather."""
        try:
            while self._news:
                districts = sorted(self._news)
                self._news.clear()
                async with self._pool.acquire() as connection:
                    await connection.execute(_NOTIFY, districts)
                await asyncio.sleep(_BETWEEN_NOTIFICATIONS)
        except (asyncpg.PostgresError, *MOMENTARY) as error:
            log.warning("notification.failed", error=type(error).__name__)
        finally:
            self._telling = False

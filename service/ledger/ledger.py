"""The ledger: what API, command line and demo do with a district's log, in one place."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final
from uuid import UUID

import asyncpg

from domain import district
from domain.command import Caller, Command
from domain.decider import Past
from domain.district import DISTRICT
from domain.refusals import Refused
from service import clock
from service.ledger.batch import Outcome
from service.ledger.event_store import EventStore
from service.ledger.execute import Guard, execute, rehearse
from service.ledger.fingerprint import fingerprints
from service.ledger.heads import Heads
from service.ledger.reading import inside, looking
from service.ledger.together import Asked, Told, rehearse_together, together, up_to
from service.postgres.pool import Connection, lent

_UNOPENED: Final = "UTC"


class Ledger:
    """``secrets`` are those of the fingerprints, the present one first."""

    def __init__(self, pool: asyncpg.Pool, secrets: Sequence[bytes]) -> None:
        self.store, self.heads = EventStore(pool), Heads(pool)
        self._pool, self._secrets = pool, secrets
        self._zones: dict[str, str] = {}

    async def carry_out(self, caller: Caller, key: UUID, command: Command, guard: Guard | None = None) -> Outcome:
        """Record what the command decides; raises what `execute` raises."""
        outcome, _ = await self._execute(caller, key, command, guard)
        return outcome

    async def answer(
        self, caller: Caller, key: UUID, command: Command, stream: str, guard: Guard | None = None
    ) -> tuple[Outcome, Sequence[bytes]]:
        """Record what the command decides; return the lines of a stream as they were after it, the first time."""
        outcome, past = await self._execute(caller, key, command, guard)
        if outcome.status == "appended":
            return outcome, past.streams[stream]
        return outcome, await self.lines(caller.district, stream, until=outcome.last_position or 0)

    async def _execute(self, caller: Caller, key: UUID, command: Command, guard: Guard | None) -> tuple[Outcome, Past]:
        day = clock.today(await self.zone(caller.district))
        asked = self._fingerprints(caller, command)
        return await execute(self.store, caller, key, command, day=day, asked=asked, guard=guard)

    async def answer_many(
        self, caller: Caller, commands: Sequence[tuple[UUID, Command, str]], *, rehearsed: bool = False
    ) -> list[Told | Refused]:
        """Do for many at once what `answer` does for one; one that is refused fails alone."""
        day = clock.today(await self.zone(caller.district))
        asked = [
            Asked(key=key, command=command, stream=stream, fingerprints=self._fingerprints(caller, command))
            for key, command, stream in commands
        ]
        if rehearsed:
            return await rehearse_together(self.store, caller, asked, day=day)
        return await together(self.store, caller, asked, day=day)

    def _fingerprints(self, caller: Caller, command: Command) -> Sequence[bytes]:
        return fingerprints(self._secrets, command.asked, on_behalf_of=caller.on_behalf_of)

    async def rehearse(self, caller: Caller, key: UUID, command: Command, guard: Guard | None = None) -> Past:
        """Return the past as it would be if the command were carried out now; record nothing."""
        day = clock.today(await self.zone(caller.district))
        return await rehearse(self.store, caller, key, command, day=day, guard=guard)

    async def lines(self, where: str, stream: str, *, until: int) -> list[bytes]:
        """Return the stored lines of a stream up to a position."""
        past = await self.store.load(where, [stream])
        return up_to(until, past[stream])

    async def zone(self, where: str) -> str:
        """Return the district's time zone, which never changes once it is opened."""
        if where not in self._zones:
            past = await self.store.load(where, [district.STREAM])
            if not past[district.STREAM]:
                return _UNOPENED
            self._zones[where] = DISTRICT.fold(past[district.STREAM]).time_zone
        return self._zones[where]

    def opens_in(self, where: str, zone: str) -> None:
        """Say in which zone a district is about to be opened: the day of its first entry is one of that zone."""
        self._zones.setdefault(where, zone)

    @asynccontextmanager
    async def inside(self, where: str) -> AsyncGenerator[Connection]:
        """Give a connection in a transaction that sees the rows of the district."""
        async with self._pool.acquire() as connection, inside(connection, where):
            yield connection

    @asynccontextmanager
    async def looking(self, where: str) -> AsyncGenerator[Connection]:
        """Give a connection that only looks: quicker to open, and it writes nothing."""
        async with lent(self._pool) as connection, looking(connection, where):
            yield connection

    def lending(self) -> AbstractAsyncContextManager[Connection]:
        """Give a connection for statements that name their district themselves."""
        return lent(self._pool)

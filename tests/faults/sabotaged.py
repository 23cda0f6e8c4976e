"""The service with one function spoilt: ``python -m tests.faults.sabotaged PATCH serve …``."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, Final

from projections.model import Entry
from service.cli.main import main
from service.ledger import runner
from service.ledger.batch import Outcome, Waiting
from service.ledger.event_store import EventStore
from service.ledger.runner import Minded
from service.postgres import database
from service.postgres.pool import MOMENTARY, Connection

_APPEND: Final = "select * from log.append($1, $2)"
_apart: Final[ContextVar[list[tuple[str, str, int]]]] = ContextVar("_apart")


def trusting() -> None:
    """Start in any world, however doubtful."""

    async def check(dsn: str) -> None:
        pass

    _spoil(database, "check", check)


def acknowledgement_before_commit() -> None:
    """Answer as soon as the rows are written; the commit follows a moment later."""
    later = set[asyncio.Task[None]]()

    async def call(self: EventStore, district: str, batch: Sequence[Waiting]) -> list[Outcome]:
        connection = await self._pool.acquire()
        transaction = connection.transaction()
        await transaction.start()
        rows = await connection.fetch(_APPEND, district, [waiting.argument for waiting in batch])
        later.add(asyncio.create_task(commit(self, connection, transaction)))
        return [Outcome(**row) for row in rows]

    async def commit(store: EventStore, connection: Any, transaction: Any) -> None:  # noqa: ANN401  asyncpg's own
        await transaction.commit()
        await store._pool.release(connection)  # noqa: SLF001  a sabotage reaches inside

    _spoil(EventStore, "_call", call)


def checkpoint_apart_from_its_rows() -> None:
    """Commit the rows of a page, and after them the checkpoint in a transaction of its own."""
    advance = runner.Runner._advance  # noqa: SLF001  a sabotage reaches inside

    async def step(connection: Connection, minded: Minded, district: str, entries: Sequence[Entry]) -> None:
        await minded.model.fold(connection, minded.schema, district, entries)
        _apart.get().append((minded.schema, district, entries[-1].position))

    async def advance_apart(self: runner.Runner, connection: Connection, district: str) -> bool:
        moves: list[tuple[str, str, int]] = []
        _apart.set(moves)
        more = await advance(self, connection, district)
        for schema, where, position in moves:
            move = f"update {schema}.checkpoint set position = $2 where district = $1"  # noqa: S608  our own names
            await connection.execute(move, where, position)
        return more

    _spoil(runner, "step", step)
    _spoil(runner.Runner, "_advance", advance_apart)


def swallowed_connection_error() -> None:
    """Take a broken connection for a success: surely the server did what it was told."""
    call = EventStore._call  # noqa: SLF001  a sabotage reaches inside
    last = dict[str, Outcome]()

    async def hopeful(self: EventStore, district: str, batch: Sequence[Waiting]) -> list[Outcome]:
        try:
            async with self._pool.acquire() as connection:
                rows = await connection.fetch(_APPEND, district, [waiting.argument for waiting in batch])
        except MOMENTARY:
            if district not in last:
                return await call(self, district, batch)
            return [_next(last[district], n) for n in range(1, len(batch) + 1)]
        outcomes = [Outcome(**row) for row in rows]
        last[district] = max(outcomes, key=lambda outcome: outcome.last_position or 0)
        return outcomes

    _spoil(EventStore, "_call", hopeful)


def _next(last: Outcome, request: int) -> Outcome:
    position = (last.last_position or 0) + request
    return Outcome(
        request=request,
        status="appended",
        first_position=position,
        last_position=position,
        recorded_at=last.recorded_at,
        stream=None,
        version=None,
    )


def _spoil(owner: object, name: str, function: Callable[..., Any]) -> None:  # Any: whatever stood there
    assert hasattr(owner, name), f"there is no {name} to spoil any more"
    setattr(owner, name, function)


PATCHES: Final = (trusting, acknowledgement_before_commit, checkpoint_apart_from_its_rows, swallowed_connection_error)

if __name__ == "__main__":
    wanted = sys.argv.pop(1)
    next(patch for patch in PATCHES if patch.__name__ == wanted)()
    main()

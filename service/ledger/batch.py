"""A batch: the requests of one district, and which of them go together in one call."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from domain.entry import Cause, NewEvent, line

Status: TypeAlias = Literal["appended", "replayed", "key-reused", "conflict", "absent"]


class Request(Struct, frozen=True, kw_only=True):
    """What one decision wants recorded; ``reads`` are the versions of the streams it read and leaves alone.

    The first fingerprint is kept; a retry is known by any of them, so that the secret can change.
    """

    cause: Cause
    fingerprints: Sequence[bytes]
    events: Sequence[NewEvent] = ()
    reads: Mapping[str, int] = {}


class Outcome(Struct, frozen=True, kw_only=True):
    """The answer of ``log.append`` to one request; migration 0001 says what each status means and fills in."""

    request: int
    status: Status
    first_position: int | None
    last_position: int | None
    recorded_at: datetime | None
    stream: str | None
    version: int | None


class Waiting(Struct, frozen=True, kw_only=True, eq=False):
    """A request on its way, with all that a lane must know of it."""

    argument: tuple[object, ...]  # a log.request
    writes: frozenset[object]  # streams, and its key
    touches: frozenset[object]
    answer: asyncio.Future[Outcome]


def prepare(request: Request) -> Waiting:
    """Lay the request out for SQL; raise `ValueError` for what has no place in an entry."""
    cause = request.cause
    events = [
        (e.stream, e.version, line(cause, e), [(t.part, t.salt, t.text) for t in e.texts]) for e in request.events
    ]
    writes = frozenset[object]({(cause.actor, cause.command), *(event.stream for event in request.events)})
    answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    answer.add_done_callback(_hear)
    return Waiting(
        argument=(cause.actor, cause.command, request.fingerprints, list(request.reads.items()), events),
        writes=writes,
        touches=writes | request.reads.keys(),
        answer=answer,
    )


def _hear(answer: asyncio.Future[Outcome]) -> None:
    """Take note of an error also when nobody waits for it any more: else asyncio complains that it was never heard."""
    if not answer.cancelled():
        answer.exception()


def take(lane: deque[Waiting], largest: int) -> list[Waiting]:
    """Take the oldest request and those behind it that touch nothing the batch already writes."""
    batch: list[Waiting] = []
    left: list[Waiting] = []
    written = set[object]()
    while lane and len(batch) < largest:
        waiting = lane.popleft()
        if written.isdisjoint(waiting.touches):
            batch.append(waiting)
            written |= waiting.writes
        else:
            left.append(waiting)
    lane.extendleft(reversed(left))
    return batch

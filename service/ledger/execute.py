"""Execute: the one loop of every command. Load, decide, append; the idempotency key alone makes a retry."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final, Protocol, TypeAlias
from uuid import UUID

from msgspec.structs import replace

from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.entry import Cause, NewEvent, Text, line
from domain.refusals import Refused
from service.ledger.batch import Outcome, Request

ATTEMPTS: Final = 20
_UNPLACED: Final = b'{"_at":"1970-01-01T00:00:00Z","_pos":0,'


class Busy(Exception):
    """Others wrote the same streams at every attempt; nothing was recorded, the same key may be sent again."""

    retry_after: Final = 1


class KeyReused(Refused):
    code, status, field = "key-reused", 422, "Idempotency-Key"
    message = "This idempotency key was used before for another request."


Guard: TypeAlias = Callable[[Past], None]
"""Refuses what the command itself does not know of, such as a stale view; no part of what its key stands for."""


class Log(Protocol):
    """What the loop asks of an `EventStore`."""

    async def load(self, district: str, streams: Collection[str], /) -> Mapping[str, list[bytes]]: ...
    async def append(self, request: Request, /) -> Outcome: ...
    async def ask(self, request: Request, /) -> Outcome: ...


async def execute(
    store: Log,
    caller: Caller,
    key: UUID,
    command: Command,
    *,
    day: date,
    asked: Sequence[bytes],
    guard: Guard | None = None,
) -> tuple[Outcome, Past]:
    """Answer ``appended`` or ``replayed``, and the past with what was appended now.

    Raise `Refused` when the key is unknown, `KeyReused` for another request.
    ``asked`` are the fingerprints of the command, the first to be kept.
    """
    cause = Cause(district=caller.district, actor=caller.actor, via=caller.via, command=key, day=day)
    for _ in range(ATTEMPTS):
        past = await load(store, caller, command)
        try:
            request = _decide(cause, caller, command, past, asked, guard)
        except Refused:  # perhaps because of the first try of this very command
            outcome = await store.ask(Request(cause=cause, fingerprints=asked))
            if outcome.status == "absent":
                raise
        else:
            outcome = await store.append(request)
            past = _with(past, request) if outcome.status == "appended" else past
        if outcome.status == "key-reused":
            raise KeyReused
        if outcome.status != "conflict":
            return outcome, past
    raise Busy


async def rehearse(
    store: Log, caller: Caller, key: UUID, command: Command, *, day: date, guard: Guard | None = None
) -> Past:
    """Return the past as it would be if the command were carried out now; record nothing."""
    past = await load(store, caller, command)
    cause = Cause(district=caller.district, actor=caller.actor, via=caller.via, command=key, day=day)
    return _with(past, _decide(cause, caller, command, past, [], guard))


async def load(store: Log, caller: Caller, command: Command) -> Past:
    """Load streams until the command names no new ones; all of them are seen at one moment."""
    past = Past(streams={})
    while not (streams := set(command.streams(caller, past))) <= past.streams.keys():
        past = Past(streams=await store.load(caller.district, streams))
    return past


def _decide(
    cause: Cause, caller: Caller, command: Command, past: Past, asked: Sequence[bytes], guard: Guard | None
) -> Request:
    facts = command.decide(past, caller, cause.day)
    if guard is not None:
        guard(past)
    named = replace(cause, on_behalf_of=command.on_behalf_of(past, caller))
    return _request(named, asked, past, facts)


def _with(past: Past, request: Request) -> Past:
    """Add a request's events to the past, without moment and position."""
    streams = {stream: list(lines) for stream, lines in past.streams.items()}
    for event in request.events:
        streams.setdefault(event.stream, []).append(_UNPLACED + line(request.cause, event)[1:])
    return Past(streams=streams)


def _request(cause: Cause, asked: Sequence[bytes], past: Past, facts: Sequence[Fact]) -> Request:
    versions = {stream: past.version(stream) for stream in past.streams}
    reads = dict(versions)
    events: list[NewEvent] = []
    for fact in facts:
        reads.pop(fact.stream, None)
        versions[fact.stream] = versions.get(fact.stream, 0) + 1
        texts = [Text(part=part, salt=secrets.token_bytes(32), text=words) for part, words in fact.texts.items()]
        events.append(NewEvent(stream=fact.stream, version=versions[fact.stream], data=fact.data, texts=texts))
    return Request(cause=cause, fingerprints=asked, events=events, reads=reads)

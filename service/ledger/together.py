"""Together: many commands of one caller, each under a key of its own; what they decide on is loaded in one look."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from msgspec import Struct, field, json

from domain.command import Caller, Command
from domain.decider import Past
from domain.refusals import Refused
from service.ledger.batch import Outcome
from service.ledger.event_store import EventStore
from service.ledger.execute import execute, rehearse

_AT_ONCE: Final = 128
"""Of one call in the district's lane: others find room beside them."""

Streams: TypeAlias = Mapping[str, list[bytes]]


class Asked(Struct, frozen=True, kw_only=True):
    """``stream`` is the one whose lines are the answer."""

    key: UUID
    command: Command
    stream: str
    fingerprints: Sequence[bytes]


class Told(Struct, frozen=True, kw_only=True):
    """The lines of a stream as they were after a command, the first time; no position where it was only rehearsed."""

    lines: Sequence[bytes]
    position: int | None
    again: bool = False


async def together(store: EventStore, caller: Caller, asked: Sequence[Asked], *, day: date) -> list[Told | Refused]:
    """Answer each in its place, as `execute` does; one that is refused fails alone."""
    streams = await _look(store, caller, asked)
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(wanted: Asked) -> tuple[Outcome, Past]:
        async with room:
            return await execute(
                _Seen(store, streams), caller, wanted.key, wanted.command, day=day, asked=wanted.fingerprints
            )

    found = await asyncio.gather(*map(one, asked), return_exceptions=True)
    answers = [_outcome_or_refusal(answer) for answer in found]
    again = {
        wanted.stream
        for wanted, answer in zip(asked, answers, strict=True)
        if not isinstance(answer, Refused) and answer[0].status == "replayed"
    }
    now = await store.load(caller.district, again) if again else {}
    return [
        answer if isinstance(answer, Refused) else _told(*answer, wanted.stream, now)
        for wanted, answer in zip(asked, answers, strict=True)
    ]


async def rehearse_together(
    store: EventStore, caller: Caller, asked: Sequence[Asked], *, day: date
) -> list[Told | Refused]:
    """Answer each as if it and those before were carried out now; record nothing."""
    streams = dict(await _look(store, caller, asked))
    answers: list[Told | Refused] = []
    for one in asked:
        try:
            past = await rehearse(_Seen(store, streams), caller, one.key, one.command, day=day)
        except Refused as refused:
            answers.append(refused)
        else:
            streams |= {stream: list(lines) for stream, lines in past.streams.items()}
            answers.append(Told(lines=past.streams[one.stream], position=None))
    return answers


async def _look(store: EventStore, caller: Caller, asked: Sequence[Asked]) -> Streams:
    nothing = Past(streams={})
    names = {stream for one in asked for stream in one.command.streams(caller, nothing)}
    return await store.load(caller.district, names)


def _outcome_or_refusal(found: tuple[Outcome, Past] | BaseException) -> tuple[Outcome, Past] | Refused:
    if isinstance(found, BaseException) and not isinstance(found, Refused):
        raise found
    return found


def _told(outcome: Outcome, past: Past, stream: str, now: Streams) -> Told:
    position = outcome.last_position or 0
    if outcome.status == "appended":
        return Told(lines=past.streams[stream], position=position)
    return Told(lines=up_to(position, now[stream]), position=position, again=True)


class _Position(Struct, frozen=True):
    position: int = field(name="_pos")


_position: Final = json.Decoder(_Position).decode


def up_to(position: int, lines: Sequence[bytes]) -> list[bytes]:
    return [entry for entry in lines if _position(entry).position <= position]


class _Seen:
    """A store with what was loaded before: the first load is answered from it, and whoever loads again wants news."""

    def __init__(self, store: EventStore, streams: Streams) -> None:
        self._store = store
        self._streams: Streams | None = streams
        self.append, self.ask = store.append, store.ask

    async def load(self, district: str, streams: Collection[str]) -> Streams:
        seen, self._streams = self._streams, None
        if seen is not None and seen.keys() >= set(streams):
            return {stream: seen[stream] for stream in streams}
        return await self._store.load(district, streams)

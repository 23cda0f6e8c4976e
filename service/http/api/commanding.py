"""Commanding: the answer to a command is made of the very entries it recorded, so that every retry gets the same."""

from collections.abc import Sequence
from typing import TypeVar

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from msgspec import Struct

from domain.command import Command
from domain.decider import Past
from domain.entry import Recorded
from domain.events import Event, decode
from service.http.api.recording import Writing
from service.http.authentication import Asked
from service.http.conditional import replayed, require_match
from service.http.house import house
from service.ledger.execute import Guard
from service.ledger.reading import read

T = TypeVar("T")


class Done(Struct, frozen=True, kw_only=True):
    """What a command recorded; ``position`` is that of its last entry, None where it was only rehearsed."""

    entries: Sequence[Recorded[Event]]
    position: int | None
    again: bool = False


def unchanged(writing: Writing, stream: str) -> Guard:
    """Refuse where the stream has another version than the one that was seen."""

    def guard(past: Past) -> None:
        require_match(writing.if_match, past.version(stream))

    return guard


async def carry_out(request: Asked, writing: Writing, command: Command, guard: Guard) -> Done:
    """Carry a command out, or only rehearse it."""
    ledger, caller = house(request.app).ledger, request.user.caller
    if writing.dry_run:
        past = await ledger.rehearse(caller, writing.key, command, guard)
        entries = [decode(line) for lines in past.streams.values() for line in lines]
        return Done(entries=[entry for entry in entries if entry.position == 0], position=None)
    outcome = await ledger.carry_out(caller, writing.key, command, guard)
    first, last = outcome.first_position, outcome.last_position
    assert first is not None
    assert last is not None
    async with ledger.inside(caller.district) as connection:
        lines = await read(connection, caller.district, after=first - 1, limit=last - first + 1)
    entries = [decode(line) for _, line in lines]
    return Done(entries=entries, position=last, again=outcome.status == "replayed")


def answered(done: Done, content: T) -> Response[T]:
    status = HTTP_200_OK if done.position is None else HTTP_201_CREATED
    return Response(content, status_code=status, headers=replayed(again=done.again))

"""Reorganising: the read model finds which roadmaps there are, the command decides on their streams."""

from uuid import UUID, uuid5

from msgspec.structs import replace

from domain.command import Caller
from domain.reorganise import AlreadyReorganised, Reorganise
from projections import roadmaps
from service.asking import asking
from service.ledger.ledger import Ledger


async def with_roadmaps(ledger: Ledger, district: str, command: Reorganise) -> Reorganise:
    """Return the command with every roadmap that was adopted until now."""
    async with asking(ledger, district) as (connection, _):
        return replace(command, roadmaps=tuple(sorted(await roadmaps.keys(connection, district))))


async def take_the_rest(ledger: Ledger, caller: Caller, key: UUID, done: Reorganise, *, again: bool) -> None:
    """Hand over also what a roadmap brought that was adopted between the finding and the merger.

    None can come after it: whoever adopts one reads the directory. ``again`` where a first try may have stopped here.
    """
    command = await with_roadmaps(ledger, caller.district, done)
    if not again and set(command.roadmaps) <= set(done.roadmaps):
        return
    try:
        await ledger.carry_out(caller, uuid5(key, "the rest"), command)
    except AlreadyReorganised:  # nothing was left
        return

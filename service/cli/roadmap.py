"""Roadmap: what the supervisor decides about a whole item or the whole order, without the API."""

from datetime import date
from uuid import uuid4

import rich_click as click
from msgspec import Struct

from domain.act import Authority
from domain.assignment.events import Event as AssignmentEvent
from domain.command import Command
from domain.events import decode
from domain.roadmap.closing import CloseRoadmap
from domain.roadmap.commands import Assign
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.set_deadline import SetItemDeadline
from service.cli.assignment import Resting
from service.cli.house import Here, run
from service.cli.options import Day, acting, argument, as_json, in_district, option
from service.cli.terminal import document, tell
from service.ledger.reading import read
from service.words import _

resting = option("--authority", type=Resting(), required=True, help="Such as act:12:2021-02-01 or decision:2021-02-01.")
because = option("--words", required=True, help="The ground.")


class Recorded(Struct, frozen=True, kw_only=True):
    """``assignments`` are those that it touched."""

    assignments: list[str]
    position: int


@click.group()
def roadmap() -> None:
    """Decide about a whole item, or take an order off control."""


@roadmap.command()
@argument("key")
@argument("item")
@option("--due-on", type=Day(), required=True, help="The new due day of everyone.")
@resting
@because
@acting
@in_district
@as_json
def deadline(
    *,
    key: str,
    item: str,
    due_on: date,
    authority: Authority,
    words: str,
    person: str | None,
    district: str | None,
    as_json: bool,
) -> None:
    """Set the deadline of ITEM, or of one period such as 5@2021-q1, for everyone at once."""
    command = SetItemDeadline(roadmap=key, item=item, due_on=due_on, ground=words, authority=authority)
    _carry_out(command, person, district, as_json=as_json)


@roadmap.command()
@argument("key")
@argument("item")
@option("--until", type=Day(), help="By default the roadmap's last date, else the end of its act's year.")
@acting
@in_district
@as_json
def periods(
    *, key: str, item: str, until: date | None, person: str | None, district: str | None, as_json: bool
) -> None:
    """Open the periods of a recurring ITEM until a day; with a later day it goes on from there."""
    _carry_out(OpenPeriods(roadmap=key, item=item, until=until), person, district, as_json=as_json)


@roadmap.command()
@argument("key")
@argument("item")
@argument("organisation")
@acting
@in_district
@as_json
def assign(*, key: str, item: str, organisation: str, person: str | None, district: str | None, as_json: bool) -> None:
    """Assign ITEM, or one period of it, to an ORGANISATION that came later."""
    _carry_out(Assign(roadmap=key, item=item, organisation=organisation), person, district, as_json=as_json)


@roadmap.command()
@argument("key")
@resting
@because
@acting
@in_district
@as_json
def close(
    *, key: str, authority: Authority, words: str, person: str | None, district: str | None, as_json: bool
) -> None:
    """Take an order off control, once all its assignments are accepted or withdrawn."""
    _carry_out(CloseRoadmap(roadmap=key, ground=words, authority=authority), person, district, as_json=as_json)


def _carry_out(command: Command, person: str | None, district: str | None, *, as_json: bool) -> None:
    async def work(here: Here) -> Recorded:
        outcome = await here.house.ledger.carry_out(here.caller(person), uuid4(), command)
        return await recorded(here, outcome.first_position or 0, outcome.last_position or 0)

    show(run(work, district=district), as_json=as_json)


async def recorded(here: Here, first: int, last: int) -> Recorded:
    """Return what the events from one position to another touched."""
    async with here.house.ledger.inside(here.district) as connection:
        lines = await read(connection, here.district, after=first - 1, limit=last - first + 1)
    entries = [decode(line) for _, line in lines]
    touched = [entry.stream for entry in entries if isinstance(entry.data, AssignmentEvent)]
    return Recorded(assignments=[stream.removeprefix("assignment/") for stream in touched], position=last)


def show(found: Recorded, *, as_json: bool) -> None:
    if as_json:
        document(found)
    else:
        count = len(found.assignments)
        tell(_("Recorded at position {position}; assignments: {count}"), position=found.position, count=count)

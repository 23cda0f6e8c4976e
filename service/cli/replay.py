"""Replay: what was known of every assignment at a position, folded from the log alone; no table is asked."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final

import rich_click as click
from msgspec import Struct
from msgspec.structs import fields

from domain.assignment.state import State
from projections.assignments import Assignment
from projections.control import replay as fold
from service.asking import moment
from service.cli.house import Here, run
from service.cli.options import Day, Until, as_json, in_district, option
from service.cli.progress import counting
from service.cli.tables import show
from service.cli.terminal import document, tell, words
from service.ledger.reading import position_at, read, size
from service.words import _

_PAGE: Final = 5000
_KNOWN: Final = [field.name for field in fields(Assignment) if field.name in State.__struct_fields__]
"""What a row of GET /assignments has from the fold; the other names come from other tables."""


class Replayed(Struct, frozen=True, kw_only=True):
    """``overdue`` are the keys of what was overdue on ``on``; both are null where nobody asked for a day."""

    position: int
    on: date | None
    overdue: list[str] | None
    assignments: list[dict[str, object]]


@click.command()
@option("--until", type=Until(), help="The last position, or what the log knew at a moment; now by default.")
@option("--on", type=Day(), help="Name what was overdue on a day.")
@in_district
@as_json
def replay(*, until: int | date | datetime | None, on: date | None, district: str | None, as_json: bool) -> None:
    """Fold the log alone, up to a position or a moment, into what was known of every assignment."""

    async def answer(here: Here) -> Replayed:
        last = await _position(here, until)
        with counting(quiet=as_json) as told:
            states = await asyncio.to_thread(fold, _entries(here, last, told, asyncio.get_running_loop()))
        return Replayed(
            position=last,
            on=on,
            overdue=sorted(key for key, state in states.items() if state.overdue(on)) if on else None,
            assignments=[_row(key, state) for key, state in sorted(states.items())],
        )

    found = run(answer, district=district)
    document(found) if as_json else _print(found)


async def _position(here: Here, until: int | date | datetime | None) -> int:
    zone = await here.house.ledger.zone(here.district)
    async with here.house.ledger.inside(here.district) as connection:
        if until is None or isinstance(until, int):
            now = await size(connection, here.district)
            return now if until is None else min(until, now)
        return await position_at(connection, here.district, moment(until, zone))


def _entries(
    here: Here, last: int, told: Callable[[int, int], None], loop: asyncio.AbstractEventLoop
) -> Iterator[bytes]:
    """Read the log page by page; called in the thread that folds, while the loop of ``here`` reads."""
    position = 0
    while position < last:
        page = asyncio.run_coroutine_threadsafe(_page(here, position, last), loop).result()
        for position, entry in page:  # noqa: B007  the last one is where the next page begins
            yield entry
        told(position, last)


async def _page(here: Here, after: int, last: int) -> list[tuple[int, bytes]]:
    async with here.house.ledger.inside(here.district) as connection:
        return await read(connection, here.district, after=after, limit=min(_PAGE, last - after))


def _row(key: str, state: State) -> dict[str, object]:
    return {"assignment": key, **{name: getattr(state, name) for name in _KNOWN}}


def _print(found: Replayed) -> None:
    tell(_("At position {position}: {count} assignments."), position=found.position, count=len(found.assignments))
    if found.on and found.overdue is not None:
        tell(_("Overdue on {on}: {count}."), on=found.on, count=len(found.overdue))
    overdue = set(found.overdue or ())
    show(
        [_("assignment"), _("organisation"), _("state"), _("due on"), _("submitted on"), _("overdue")],
        [
            (
                row["assignment"],
                row["organisation"],
                words(str(row["state"])),
                row["due_on"],
                row["submitted_on"],
                words(_("yes")) if row["assignment"] in overdue else None,
            )
            for row in found.assignments
        ],
    )

"""Answering a question on the command line: the options that questions share, the answer as JSON or as a table."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import rich_click as click
from msgspec import Struct

from projections.here import Districts
from projections.scope import Scope
from projections.trail import TRAIL
from service import clock
from service.asking import asking
from service.cli.house import Here, run
from service.cli.options import as_json, in_district, option
from service.cli.tables import show
from service.cli.terminal import document, language, tell
from service.http.paging import DEFAULT_LIMIT
from service.ledger.reading import Known
from service.postgres.pool import Connection
from service.reports.composing import cells
from service.reports.layout import Answer, Layout
from service.words import _, say

A = TypeVar("A", bound=Answer)
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])  # Any: a command takes what its options are


class Narrowed(Struct, frozen=True, kw_only=True):
    """What a list is narrowed to, and how long it may be."""

    roadmap: str | None
    organisation: str | None
    item: str | None
    limit: int
    district: str | None
    as_json: bool


class Asking(Struct, frozen=True, kw_only=True):
    """What a question is asked with; ``today`` is in the district's zone, ``on_that_day`` the day of ``known_at``."""

    connection: Connection
    districts: Districts
    scope: Scope
    known: Known
    zone: ZoneInfo
    today: date

    @property
    def on_that_day(self) -> date:
        return self.known.known_at.astimezone(self.zone).date()


def narrowing(command: F) -> F:
    """Add the options of `Narrowed`, in the order of its fields."""
    for name in ("item", "organisation", "roadmap"):
        command = option(f"--{name}", metavar="KEY")(command)
    limit = option("--limit", type=click.IntRange(1, 1000), default=DEFAULT_LIMIT, show_default=True)
    return as_json(in_district(limit(command)))


def answer(
    question: Callable[[Asking], Awaitable[A]],
    layout: Layout[A, R],
    narrowed: Narrowed,
    *,
    known_at: date | datetime | None = None,
) -> None:
    """Ask, and print the document with --json, else its table with totals and notes."""

    async def asked(here: Here) -> tuple[A, ZoneInfo]:
        await here.catch_up()
        zone, ledger = await here.house.ledger.zone(here.district), here.house.ledger
        async with asking(ledger, here.district, known_at=known_at, model=TRAIL) as (_connection, reached):
            position = reached.position
        async with asking(ledger, here.district, known_at=known_at, position=position) as (connection, known):
            scope = Scope(
                district=here.district,
                position=known.position,
                roadmap=narrowed.roadmap,
                item=narrowed.item,
                organisation=narrowed.organisation,
            )
            found = await question(
                Asking(
                    connection=connection,
                    districts=here.house.districts,
                    scope=scope,
                    known=known,
                    zone=ZoneInfo(zone),
                    today=clock.today(zone),
                )
            )
        return found, ZoneInfo(zone)

    found, zone = run(asked, district=narrowed.district)
    document(found) if narrowed.as_json else _print(found, layout, zone)


def _print(found: A, layout: Layout[A, R], zone: ZoneInfo) -> None:
    if not found.position and found.log_starts_at:
        starts = f"{found.log_starts_at.astimezone(zone):%Y-%m-%d %H:%M}"
        tell(_("The log starts at {moment}: nothing is known of the time before."), moment=starts)
        return
    for total in layout.totals(found):
        click.echo(f"{say(total.title, language())}: {total.value}")
    on_paper = [number for number, column in enumerate(layout.columns) if column.paper]
    rows = cells(layout, layout.rows(found), zone, language())
    if rows:
        show([layout.columns[n].title for n in on_paper], [[row[n] for n in on_paper] for row in rows])
    for note in layout.notes(found, language()):
        click.echo(note)

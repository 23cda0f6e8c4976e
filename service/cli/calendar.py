"""Calendar: the working calendars of a district, shown, or published from a file or from what is known of a year."""

from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import rich_click as click
from msgspec import Struct

from domain.district import STREAM
from domain.publish_calendar import CALENDARS, PublishCalendar
from service.answers.calendars import Calendars, PublishedYear, calendars
from service.asking import asking
from service.calendar_draft import CalendarDraft
from service.calendars import published
from service.cli.house import Here, run
from service.cli.options import Moment, acting, as_json, in_district, option
from service.cli.tables import show as show_table
from service.cli.terminal import document, language, tell, words
from service.http.body import decode
from service.http.faults import Rejected
from service.http.parameters import YEARS
from service.words import _

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


class Published(Struct, frozen=True, kw_only=True):
    """``position`` is null where it was only tried."""

    calendar: PublishedYear
    position: int | None


@click.group()
def calendar() -> None:
    """Show the working calendars, or publish another one."""


@calendar.command()
@option("--year", type=click.IntRange(YEARS.start, YEARS.stop - 1), help="As the library `holidays` knows it.")
@option("--file", type=_FILE, help="JSON with year, days_off, working_weekends and source, as the API takes it.")
@option("--dry-run", is_flag=True, help="Try it and record nothing.")
@acting
@in_district
@as_json
def publish(
    *, year: int | None, file: Path | None, dry_run: bool, person: str | None, district: str | None, as_json: bool
) -> None:
    """Publish the calendar of a year, or its next edition; it moves no deadline that is recorded already."""
    command = _command(year, file)

    async def work(here: Here) -> Published:
        ledger, caller = here.house.ledger, here.caller(person)
        if dry_run:
            lines, position = (await ledger.rehearse(caller, uuid4(), command)).streams[STREAM], None
        else:
            outcome, lines = await ledger.answer(caller, uuid4(), command, STREAM)
            position = outcome.last_position
        return Published(calendar=PublishedYear.of(CALENDARS.fold(lines)[command.year]), position=position)

    done = run(work, district=district)
    document(done) if as_json else _tell(done)


def _command(year: int | None, file: Path | None) -> PublishCalendar:
    match year, file:
        case int(), None:
            [known] = published([year])
            return PublishCalendar(
                year=year,
                days_off=known.days_off,
                working_weekends=known.working_weekends,
                source=known.source,
                provisional=bool(known.provisional),
            )
        case None, Path():
            return _read(file).command()
        case _:
            raise click.UsageError("Give either a --year or a --file.")


def _read(file: Path) -> CalendarDraft:
    try:
        return decode(file.read_bytes(), CalendarDraft)
    except Rejected as error:
        faults = "; ".join(f"{fault.field}: {fault.say(language())}" for fault in error.faults)
        raise click.UsageError(f"{file.name}: {faults}") from None


def _tell(done: Published) -> None:
    year = done.calendar
    sentence = (
        _("The calendar of {year} could be published as edition {edition}, {days} working days; nothing was recorded.")
        if done.position is None
        else _("The calendar of {year} is published as edition {edition}: {days} working days.")
    )
    tell(sentence, year=year.year, edition=year.edition, days=year.working_days)


@calendar.command()
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@in_district
@as_json
def show(*, known_at: date | datetime | None, district: str | None, as_json: bool) -> None:
    """Show the years that are published, of each the edition that stands; every other year is provisional."""

    async def work(here: Here) -> Calendars:
        await here.catch_up()
        async with asking(here.house.ledger, here.district, known_at=known_at) as (_, known):
            pass
        return await calendars(here.house.ledger, here.district, known)

    found = run(work, district=district)
    document(found) if as_json else _print(found)


def _print(found: Calendars) -> None:
    show_table(
        [_("year"), _("edition"), _("days off"), _("working weekends"), _("working days"), _("source"), _("certainty")],
        [
            (
                row.year,
                row.edition,
                len(row.days_off),
                len(row.working_weekends),
                row.working_days,
                row.source,
                words(_("provisional")) if row.provisional else None,
            )
            for row in found.rows
        ],
    )

"""Overdue: the deputy's list on the terminal, the same document as the API's with --json."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click

from projections.scope import Scope
from service import clock
from service.asking import asking
from service.cli.house import Here, run
from service.cli.options import Day, Moment, as_json, in_district, option
from service.cli.papers import FORMS, into, write
from service.cli.tables import cell, show
from service.cli.terminal import document, language, tell, words
from service.http.paging import DEFAULT_LIMIT
from service.overdue_list import OverdueList, overdue_list
from service.reports.composing import cells, compose
from service.reports.documents import MOST, DocumentForm, at_once
from service.reports.frame import frame
from service.reports.overdue import LAYOUT
from service.words import _


@click.command()
@option("--on", type=Day(), help="The civil day asked about; today by default.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@option("--roadmap", metavar="KEY")
@option("--organisation", metavar="KEY")
@option("--item", metavar="KEY")
@option("--limit", type=click.IntRange(1, 1000), default=DEFAULT_LIMIT, show_default=True)
@option("--format", "form", type=click.Choice(FORMS), help="The whole list as a document.")
@into
@in_district
@as_json
def overdue(  # noqa: PLR0913  one for each option
    *,
    on: date | None,
    known_at: date | datetime | None,
    roadmap: str | None,
    organisation: str | None,
    item: str | None,
    limit: int,
    form: DocumentForm | None,
    out: Path | None,
    district: str | None,
    as_json: bool,
) -> None:
    """List what is overdue on a day, the longest overdue first, by what was known at a moment."""
    if out and form is None:
        raise click.UsageError("--out is where a document goes: name its --format.")

    async def answer(here: Here) -> tuple[OverdueList, ZoneInfo]:
        await here.catch_up()
        zone = await here.house.ledger.zone(here.district)
        async with asking(here.house.ledger, here.district, known_at=known_at) as (connection, known):
            scope = Scope(
                district=here.district,
                position=known.position,
                roadmap=roadmap,
                item=item,
                organisation=organisation,
            )
            day = on or clock.today(zone)
            districts, rows = here.house.districts, MOST[form] + 1 if form else limit
            found = await overdue_list(connection, districts, scope, known, on=day, limit=rows)
            around = await frame(connection, districts, scope, language()) if form else None
        if form and around:
            report = compose(LAYOUT, found, around, ZoneInfo(zone), language())
            await write(form, report, at_once(cells(LAYOUT, found.rows, ZoneInfo(zone), language())), out)
        return found, ZoneInfo(zone)

    found, zone = run(answer, district=district)
    if form is None:
        document(found) if as_json else _print(found, zone)


def _print(found: OverdueList, zone: ZoneInfo) -> None:
    if not found.position and found.log_starts_at:
        tell(
            _("The log starts at {moment}: nothing is known of the time before."),
            moment=_local(found.log_starts_at, zone),
        )
        return
    tell(
        _("On {on}, as known at {known_at}: {total} overdue, {under_review} under review."),
        on=found.on,
        known_at=_local(found.known_at, zone),
        total=found.total,
        under_review=found.under_review,
    )
    if found.rows:
        show(
            [_("assignment"), _("organisation"), _("title"), _("due on"), _("days"), _("working days"), _("state")],
            [
                (
                    row.assignment,
                    row.organisation_name,
                    row.title,
                    row.due_on,
                    row.days_overdue,
                    row.working_days_overdue,
                    words(row.state),
                )
                for row in found.rows
            ],
        )
    if found.total > len(found.rows):
        tell(_("{shown} of {total} are shown: --limit shows more."), shown=len(found.rows), total=found.total)
    if found.undecided:
        tell(_("{count} wait for a decision about their deadline:"), count=len(found.undecided))
        show(
            [_("assignment"), _("organisation"), _("title"), _("as written")],
            [(row.assignment, row.organisation, row.title, row.written_on) for row in found.undecided],
        )


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return cell(moment.astimezone(zone), language())

"""Overdue: the deputy's list on the terminal, the same document as the API's with --json."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import rich_click as click

from projections.scope import Scope
from service import clock
from service.asking import asking
from service.cli.house import Here, run
from service.cli.options import Day, Moment, as_json, in_district, option
from service.cli.tables import cell, show
from service.cli.terminal import document, language, tell, words
from service.http.paging import DEFAULT_LIMIT
from service.overdue_list import OverdueList, overdue_list
from service.words import _


@click.command()
@option("--on", type=Day(), help="The civil day asked about; today by default.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@option("--roadmap", metavar="KEY")
@option("--organisation", metavar="KEY")
@option("--item", metavar="KEY")
@option("--limit", type=click.IntRange(1, 1000), default=DEFAULT_LIMIT, show_default=True)
@in_district
@as_json
def overdue(
    *,
    on: date | None,
    known_at: date | datetime | None,
    roadmap: str | None,
    organisation: str | None,
    item: str | None,
    limit: int,
    district: str | None,
    as_json: bool,
) -> None:
    """List what is overdue on a day, the longest overdue first, by what was known at a moment."""

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
            found = await overdue_list(connection, here.house.districts, scope, known, on=day, limit=limit)
        return found, ZoneInfo(zone)

    found, zone = run(answer, district=district)
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

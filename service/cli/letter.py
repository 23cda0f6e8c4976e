"""Letter: a reminder to one organisation of all that it owes, to be signed and sent."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click

from projections.scope import Scope
from service import clock
from service.asking import asking
from service.cli.house import Here, run
from service.cli.options import Day, Moment, argument, in_district, option
from service.cli.papers import into, write
from service.cli.terminal import language
from service.reports.documents import DocumentForm, at_once
from service.reports.letter import letter as compose


@click.command()
@argument("organisation")
@option("--on", type=Day(), help="The civil day asked about; today by default.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@option("--format", "form", type=click.Choice(["docx", "pdf"]), default="docx", show_default=True)
@into
@in_district
def letter(
    *,
    organisation: str,
    on: date | None,
    known_at: date | datetime | None,
    form: DocumentForm,
    out: Path | None,
    district: str | None,
) -> None:
    """Write to ORGANISATION what it owes on a day."""

    async def work(here: Here) -> None:
        await here.catch_up()
        ledger, district = here.house.ledger, here.district
        zone = await ledger.zone(district)
        async with asking(ledger, district, known_at=known_at) as (connection, known):
            scope = Scope(district=district, position=known.position, organisation=organisation)
            report, rows = await compose(
                connection,
                here.house.districts,
                scope,
                known,
                on=on or clock.today(zone),
                zone=ZoneInfo(zone),
                language=language(),
            )
        await write(form, report, at_once(rows), out)

    run(work, district=district)

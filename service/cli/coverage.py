"""Coverage on the terminal: the schools as a table, the sums of the district below it."""

from datetime import date, datetime
from typing import Any

import rich_click as click

from service.answers.coverage import Coverage
from service.answers.coverage import coverage as ask
from service.cli.answering import Asking, Narrowed, answer, narrowing
from service.cli.options import Day, Moment, option
from service.reports.coverage import LAYOUT


@click.command()
@option("--on", type=Day(), help="The civil day asked about; today by default.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@narrowing
def coverage(*, on: date | None, known_at: date | datetime | None, **narrowed: Any) -> None:  # noqa: ANN401  of `Narrowed`
    """Show coverage in integers: what each school reported, and the sums of the district."""
    asked = Narrowed(**narrowed)

    async def question(here: Asking) -> Coverage:
        day = on or here.today
        return await ask(here.connection, here.districts, here.scope, here.known, on=day, limit=asked.limit)

    answer(question, LAYOUT, asked, known_at=known_at)

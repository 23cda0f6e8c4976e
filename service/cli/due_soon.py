"""What is due soon, on the terminal."""

from datetime import date, datetime
from typing import Any

import rich_click as click

from service.answers.due_soon import DAYS, MOST_DAYS, DueSoonList, due_soon_list
from service.cli.answering import Asking, Narrowed, answer, narrowing
from service.cli.options import Day, Moment, option
from service.reports.due_soon import LAYOUT


@click.command(name="due-soon")
@option("--on", type=Day(), help="The civil day asked about; today by default.")
@option("--days", type=click.IntRange(0, MOST_DAYS), default=DAYS, show_default=True, help="Working days ahead.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@narrowing
def due_soon(
    *,
    on: date | None,
    days: int,
    known_at: date | datetime | None,
    **narrowed: Any,  # noqa: ANN401  of `Narrowed`
) -> None:
    """List what is open and whose control day comes within some working days, the nearest first."""
    asked = Narrowed(**narrowed)

    async def question(here: Asking) -> DueSoonList:
        day = on or here.today
        return await due_soon_list(
            here.connection, here.districts, here.scope, here.known, on=day, days=days, limit=asked.limit
        )

    answer(question, LAYOUT, asked, known_at=known_at)

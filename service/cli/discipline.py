"""Execution discipline on the terminal."""

from datetime import date, datetime
from typing import Any, get_args

import rich_click as click

from domain.discipline import FORMULAS, Formula
from projections.discipline import By
from service.answers.discipline import Discipline, Wanted
from service.answers.discipline import discipline as ask
from service.cli.answering import Asking, Narrowed, answer, narrowing
from service.cli.options import Day, Moment, option
from service.reports.discipline import LAYOUT


@click.command()
@option("--from", "first", type=Day(), help="The first day of the period.")
@option("--to", "last", type=Day(), help="The last day of the period.")
@option("--formula", type=click.Choice([*FORMULAS]), help="That of the district's policy by default.")
@option("--by", type=click.Choice(get_args(By)), help="What the rows are.")
@option("--on", type=Day(), help="As it stood on this day; that of --known-at by default.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@narrowing
def discipline(
    *,
    first: date | None,
    last: date | None,
    formula: Formula | None,
    by: By | None,
    on: date | None,
    known_at: date | datetime | None,
    **narrowed: Any,  # noqa: ANN401  of `Narrowed`
) -> None:
    """Count what was due in a period by what became of it, and say the share by a named formula."""
    asked = Narrowed(**narrowed)

    async def question(here: Asking) -> Discipline:
        wanted = Wanted(on=on or here.on_that_day, first=first, last=last, formula=formula, by=by)
        return await ask(here.connection, here.districts, here.scope, here.known, wanted, limit=asked.limit)

    answer(question, LAYOUT, asked, known_at=known_at)

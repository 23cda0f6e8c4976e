"""What differs between two moments, on the terminal."""

from datetime import date, datetime
from typing import Any

import rich_click as click

from service.answers.changes import Changes
from service.answers.changes import changes as ask
from service.asking import moment
from service.cli.answering import Asking, Narrowed, answer, narrowing
from service.cli.options import Moment, option
from service.cli.terminal import language
from service.ledger.reading import position_at
from service.reports.changes import LAYOUT


@click.command()
@option("--from", "since", type=Moment(), help="The first moment, or the end of a day; before the log by default.")
@option("--to", "until", type=Moment(), help="The second moment; now by default.")
@narrowing
def changes(
    *,
    since: date | datetime | None,
    until: date | datetime | None,
    **narrowed: Any,  # noqa: ANN401  of `Narrowed`
) -> None:
    """List what is known otherwise at the second moment: each field before and after, by whom and why."""
    asked = Narrowed(**narrowed)

    async def question(here: Asking) -> Changes:
        begin = await _position(here, since)
        first = min(begin, here.scope.position)
        return await ask(here.connection, here.scope, here.known, since=first, language=language(), limit=asked.limit)

    answer(question, LAYOUT, asked, known_at=until)


async def _position(here: Asking, since: date | datetime | None) -> int:
    if since is None:
        return 0
    return await position_at(here.connection, here.scope.district, moment(since, here.zone.key))

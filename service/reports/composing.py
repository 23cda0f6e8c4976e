"""Composing: what a question answered becomes a report in the reader's language and the district's time."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from service.reports.frame import Frame
from service.reports.layout import Answer, Cell, Column, Kind, Layout
from service.reports.printing import clean, percentage, written
from service.reports.report import Figure, Heading, Report, Row, Value
from service.words import Language, _, say

A = TypeVar("A", bound=Answer)
R = TypeVar("R")
_YES: Final = _("yes")
_WIDTHS: Final[dict[Kind, int]] = {
    "text": 24,
    "word": 14,
    "number": 13,
    "date": 13,
    "moment": 17,
    "percent": 10,
    "flag": 11,
}


def compose(layout: Layout[A, R], answer: A, frame: Frame, zone: ZoneInfo, language: Language) -> Report:
    """Return the report without its rows; before the log starts it tells so, and no totals."""
    empty = not answer.position
    return Report(
        language=language,
        name=layout.name,
        title=say(layout.title, language),
        district=frame.district,
        office=frame.office,
        orders=frame.orders,
        lines=frame.lines,
        on=getattr(answer, "on", None),
        known_at=answer.known_at.astimezone(zone),
        position=answer.position,
        totals=[] if empty else _figures(layout, answer, language),
        columns=[_heading(column, language) for column in layout.columns],
        notes=_nothing_known(answer, zone, language) if empty else [clean(n) for n in layout.notes(answer, language)],
        signatory=frame.signatory,
    )


def cells(layout: Layout[A, R], rows: Iterable[R], zone: ZoneInfo, language: Language) -> list[Row]:
    """Return the rows as a renderer takes them."""
    return [[_cell(column, column.of(row), zone, language) for column in layout.columns] for row in rows]


def _figures(layout: Layout[A, R], answer: A, language: Language) -> list[Figure]:
    return [
        Figure(
            title=say(total.title, language),
            value=percentage(total.value, language) if isinstance(total.value, Decimal) else total.value,
        )
        for total in layout.totals(answer)
    ]


def _heading(column: Column[R], language: Language) -> Heading:
    kind = "text" if column.kind == "word" or column.kind == "flag" else column.kind  # noqa: PLR1714  it narrows the type
    title, width = say(column.title, language), column.width or _WIDTHS[column.kind]
    return Heading(title=title, kind=kind, width=width, paper=column.paper)


def _cell(column: Column[R], value: Cell, zone: ZoneInfo, language: Language) -> Value:
    if callable(value):
        value = value(language)
    match value:
        case str():
            return say(value, language) if column.kind == "word" else clean(value)
        case datetime():
            return value.astimezone(zone)
        case bool():
            return say(_YES, language) if value else None
        case _:
            return value


def _nothing_known(answer: Answer, zone: ZoneInfo, language: Language) -> list[str]:
    starts = answer.log_starts_at
    if starts is None:
        return []
    moment = written(starts.astimezone(zone), language)
    return [say(_("The log starts at {moment}: nothing is known of the time before."), language, moment=moment)]

"""What a report says on paper, whatever prints it: the same lines in the same order."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from service.reports.printing import percentage, written
from service.reports.report import Report, Row, Value
from service.words import Language, _, say


def printed(report: Report, rows: Iterable[Row]) -> Iterator[list[str]]:
    """Yield the cells that stand on paper as text, each row under its running number."""
    shown = [index for index, column in enumerate(report.columns) if column.paper]
    for number, row in enumerate(rows, 1):
        yield [str(number), *(text(row[index], report.language) for index in shown)]


def text(value: Value, language: Language) -> str:
    match value:
        case None:
            return ""
        case date():
            return written(value, language)
        case Decimal():
            return percentage(value, language)
        case _:
            return str(value)


def dates(report: Report) -> str:
    """Say both dates: of what day it tells, and by what was known at what moment."""
    known_at = written(report.known_at, report.language)
    if report.on is None:
        return say(_("As known at {known_at}"), report.language, known_at=known_at)
    return say(_("On {on}, as known at {known_at}"), report.language, on=report.on, known_at=known_at)


def instead(report: Report) -> str:
    """Say what stands in place of a table without rows, where nothing else says it."""
    return "" if report.totals or report.notes else say(_("There are no rows."), report.language)


def totals(report: Report) -> str:
    return "; ".join(f"{figure.title}: {figure.value}" for figure in report.totals)


def is_wide(report: Report) -> bool:
    """Tell whether the table wants the long side of the paper."""
    return sum(column.width for column in report.columns if column.paper) > 95  # noqa: PLR2004  characters


def headings(report: Report) -> list[tuple[str, int]]:
    """Return title and width, in characters, of every column that `printed` fills."""
    return [("№", 4), *((column.title, column.width) for column in report.columns if column.paper)]


def by_hand(report: Report) -> tuple[str, str]:
    """Return what stands before and behind the line to sign on: the position and the name."""
    position = report.signatory.position or say(_("Controls the execution"), report.language)
    return position, report.signatory.name or "/                              /"

"""XLSX, row by row in constant memory: dates are dates, texts are never formulas, a second sheet says what it is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final, TypeAlias

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]  has no types

from service.reports.rendering.paper import dates
from service.reports.report import Heading, Report, Row, Value
from service.words import _, say

Book: TypeAlias = Any  # of xlsxwriter, as the next two
Sheet: TypeAlias = Any  # a worksheet
Style: TypeAlias = Any  # the format of a cell
_FORMATS: Final = {"date": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm", "percent": "0.00%", "number": "0"}
_LONGEST: Final = 32_767  # characters of a cell
_TALLEST: Final = 409.0  # points of a row


def write(report: Report, rows: Iterable[Row], file: BinaryIO) -> None:
    book: Book = Workbook(file, {"constant_memory": True, "remove_timezone": True})
    made_at = report.known_at.replace(tzinfo=None)
    book.set_properties({"title": report.title, "author": report.office, "created": made_at})
    sheet = book.add_worksheet(say(_("List"), report.language))
    _head(book, sheet, report.columns)
    last = _rows(book, sheet, report.columns, rows)
    sheet.autofilter(0, 0, last, len(report.columns) - 1)
    _about(book, report, last)
    book.close()


def _head(book: Book, sheet: Sheet, columns: Sequence[Heading]) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7ECF3", "border": 1})
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 32)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width + 2)
        sheet.write_string(0, index, column.title, bold)


def _rows(book: Book, sheet: Sheet, columns: Sequence[Heading], rows: Iterable[Row]) -> int:
    """Write the rows; return the number of the last one."""
    text = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {kind: book.add_format({"num_format": form, "valign": "top"}) for kind, form in _FORMATS.items()}
    of = [formats.get(column.kind, text) for column in columns]
    number = 0
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height(row, [column.width for column in columns]))
        for index, value in enumerate(row):
            _write(sheet, number, index, value, of[index])
        for heights in (sheet.row_info, sheet.row_sizes):  # else it remembers that of every row
            heights.pop(number - 1, None)
    return number


def _height(row: Row, widths: Sequence[int]) -> float:
    """Return the height that the texts of a row need, in points: no program works it out for a file it did not make."""
    texts = ((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    lines = max((sum(1 + len(line) // width for line in value.splitlines()) for value, width in texts), default=1)
    return min(15.0 * max(lines, 1), _TALLEST)


def _write(sheet: Sheet, row: int, column: int, value: Value, form: Style) -> None:
    match value:
        case None:
            return
        case str():
            sheet.write_string(row, column, value[:_LONGEST], form)
        case Decimal():
            sheet.write_number(row, column, float(value) / 100, form)
        case datetime() | date():
            sheet.write_datetime(row, column, value, form)
        case _:
            sheet.write_number(row, column, value, form)


def _about(book: Book, report: Report, rows: int) -> None:
    sheet = book.add_worksheet(say(_("About the list"), report.language))
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "align": "left", "valign": "top"})
    moment = book.add_format({"num_format": _FORMATS["moment"], "align": "left"})
    day = book.add_format({"num_format": _FORMATS["date"], "align": "left"})
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 92)
    for row, (title, value) in enumerate(_facts(report, rows)):
        sheet.set_row(row, _height((title, value), (34, 90)))
        sheet.write_string(row, 0, title, bold)
        form = moment if isinstance(value, datetime) else day if isinstance(value, date) else plain
        _write(sheet, row, 1, value, form)


def _facts(report: Report, rows: int) -> list[tuple[str, Value]]:
    def named(msgid: str) -> str:
        return say(msgid, report.language)

    return [
        (report.title, dates(report)),
        (named(_("Office")), report.office),
        (named(_("District")), report.district),
        *((named(_("Order")), order) for order in report.orders),
        *((named(_("Narrowed to")), line) for line in report.lines),
        (named(_("On the day")), report.on),
        (named(_("As known at")), report.known_at),
        (named(_("Position of the log")), report.position),
        *((figure.title, figure.value) for figure in report.totals),
        (named(_("Rows")), rows),
        *((named(_("Note")), note) for note in report.notes),
    ]

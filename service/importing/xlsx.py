"""An XLSX becomes rows: of its visible sheets the one with the header of a roadmap; values, never formulas."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from string import digits
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from msgspec import Struct

from domain.order.columns import is_header
from domain.order.document import Document, Row
from domain.order.preview import Remark, remark
from service.importing.grid import Cell, rows
from service.importing.package import Package, child, inside, local, parsed, value
from service.importing.refusals import Damaged, TooManyCells, TooManyLines
from service.importing.text import MOST_LINES, cell
from service.importing.xlsx_values import Format, formats, written

_MOST_CELLS: Final = 200_000  # empty ones too: a format is enough to be one
_MOST_SHOWN: Final = 10
_AREA: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")


class _Sheet(Struct, kw_only=True):
    """Cells by the number of the row and of the column, both from 1; ``unknown`` are formulas without a value."""

    name: str
    cells: dict[int, dict[int, str]] = {}
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: list[int] = []
    hidden_columns: list[tuple[int, int]] = []
    unknown: list[str] = []


class _Book:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._workbook = parsed(package.needed(package.main))
        targets = {found.kind: found.target for found in package.related(package.main)}
        self._strings = _strings(package.part(targets["sharedStrings"])) if "sharedStrings" in targets else []
        self._formats = formats(package.xml(targets["styles"]) if "styles" in targets else None)
        self._since_1904 = value(child(self._workbook, "workbookPr"), "date1904") in {"1", "true"}
        self._left = _MOST_CELLS

    def sheets(self) -> Iterator[_Sheet]:
        """Return the sheets that a person sees."""
        targets = {
            found.id: found.target for found in self._package.related(self._package.main) if found.kind == "worksheet"
        }
        for sheet in inside(child(self._workbook, "sheets")):
            target = targets.get(value(sheet, "id") or "")
            if target and value(sheet, "state") not in {"hidden", "veryHidden"}:
                yield self._sheet(value(sheet, "name") or "", self._package.needed(target))

    def _sheet(self, name: str, data: bytes) -> _Sheet:
        sheet = _Sheet(name=name)
        row = 0
        for element in _elements(data):
            match local(element):
                case "row":
                    row = _whole(value(element, "r")) or row + 1
                    self._add(sheet, row, element)
                    element.clear()
                case "col" if value(element, "hidden") in {"1", "true"}:
                    sheet.hidden_columns.append((_whole(value(element, "min")), _whole(value(element, "max"))))
                case "mergeCell":
                    sheet.merged += _area(value(element, "ref") or "")
                case _:
                    pass
        return sheet

    def _add(self, sheet: _Sheet, number: int, row: Element) -> None:
        self._left -= len(row) + 1
        if self._left < 0:
            raise TooManyCells(limit=_MOST_CELLS)
        cells: dict[int, str] = {}
        column = 0
        for each in row:
            column = _column(each.get("r", "").rstrip(digits)) or column + 1
            if text := cell(self._value(each)) if len(each) else "":
                cells[column] = text
            elif _is_unknown(each):
                sheet.unknown.append(f"{_letters(column)}{number}")
        if cells:
            sheet.cells[number] = cells
            if value(row, "hidden") in {"1", "true"}:
                sheet.hidden_rows.append(number)
        if len(sheet.cells) > MOST_LINES:
            raise TooManyLines(count=len(sheet.cells), limit=MOST_LINES)

    def _value(self, each: Element) -> str:
        """Return the value that was kept; of a formula the one it had when the file was saved."""
        text, kind = child(each, "v"), each.get("t", "n")
        words = (text.text or "") if text is not None else ""
        match kind:
            case "s":
                return self._strings[int(words)] if words.isdigit() and int(words) < len(self._strings) else ""
            case "inlineStr":
                return _rich(child(each, "is"))
            case "n":
                style = _whole(each.get("s"))
                form = self._formats[style] if style < len(self._formats) else Format()
                return written(words, form, since_1904=self._since_1904)
            case "d":
                return re.sub(r"(\d{4})-(\d\d)-(\d\d).*", r"\3.\2.\1", words)
            case _:
                return words


def read(package: Package) -> Document:
    found = [(sheet, _rows(sheet)) for sheet in _Book(package).sheets()]
    with_header = [(sheet, rows_) for sheet, rows_ in found if any(map(is_header, rows_))]
    chosen = next(iter(with_header or [one for one in found if one[1]]), None)
    if chosen is None:
        return Document(parts=())
    remarks = [*_remarks(chosen[0])]
    remarks += (_left_out(chosen[0], sheet) for sheet, _ in with_header[1:])
    if package.has_macros:
        remarks.append(remark("The file has macros: they are not run."))
    return Document(parts=chosen[1], remarks=remarks)


def _rows(sheet: _Sheet) -> list[Row]:
    """Return the rows from the first to the last that has words, and of the columns likewise."""
    if not sheet.cells:
        return []
    numbers = sorted(sheet.cells)
    first = min(column for cells in sheet.cells.values() for column in cells)
    places = {number: place for place, number in enumerate(numbers)}
    merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    widest = max(column for cells in sheet.cells.values() for column in cells)
    cells: list[Cell] = []
    for number in numbers:
        for column, text in sheet.cells[number].items():
            bottom, right = merged.get((number, column), (number, column))
            height = bisect_right(numbers, bottom) - places[number]
            width = min(right, widest) - column + 1
            cells.append(Cell(row=places[number], column=column - first, text=text, height=height, width=width))
    return rows(cells, numbers)


def _remarks(sheet: _Sheet) -> Iterator[Remark]:
    if sheet.hidden_rows:
        shown = ", ".join(map(str, sheet.hidden_rows[:_MOST_SHOWN])) + " …" * (len(sheet.hidden_rows) > _MOST_SHOWN)
        yield remark("Rows that are hidden in the sheet are read too: {rows}.", rows=shown)
    used = {column for cells in sheet.cells.values() for column in cells}
    hidden = [column for column in sorted(used) if any(first <= column <= last for first, last in sheet.hidden_columns)]
    if hidden:
        yield remark(
            "Columns that are hidden in the sheet are read too: {columns}.", columns=", ".join(map(_letters, hidden))
        )
    if sheet.unknown:
        shown = ", ".join(sheet.unknown[:_MOST_SHOWN]) + " …" * (len(sheet.unknown) > _MOST_SHOWN)
        yield remark("Formulas whose value is not in the file are read as empty: {cells}.", cells=shown)


def _is_unknown(each: Element) -> bool:
    """Tell whether a formula has no value; an empty text is one."""
    found = child(each, "v")
    return child(each, "f") is not None and (found is None or each.get("t") != "str")


def _left_out(chosen: _Sheet, other: _Sheet) -> Remark:
    return remark(
        "The sheet “{other}” has a table of a roadmap too; only “{chosen}” is read.",
        other=other.name,
        chosen=chosen.name,
    )


def _elements(data: bytes) -> Iterator[Element]:
    try:
        for _, element in ET.iterparse(BytesIO(data)):  # noqa: S314  checked by the package
            yield element
    except ET.ParseError as error:
        raise Damaged from error


def _strings(data: bytes | None) -> list[str]:
    found: list[str] = []
    for element in _elements(data) if data else ():
        if local(element) == "si":
            found.append(_rich(element))
            element.clear()
    return found


def _rich(element: Element | None) -> str:
    """Return the words of a string without the reading aids (rPh) of some languages."""
    if element is None:
        return ""
    return "".join(
        (each.text or "") if local(each) == "t" else "" if local(each) == "rPh" else _rich(each) for each in element
    )


def _area(reference: str) -> Sequence[tuple[int, int, int, int]]:
    found = _AREA.fullmatch(reference)
    return [(int(found[2]), _column(found[1]), int(found[4]), _column(found[3]))] if found else []


@cache
def _column(letters: str) -> int:
    """Return the number of a column, 0 where the letters are those of none."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0  # noqa: PLR2004 rows of a sheet

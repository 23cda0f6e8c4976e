"""A file of delimited cells becomes rows: comma, semicolon or tab, told by the file itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Final

from domain.order.columns import is_header
from domain.order.document import Document, Line, Row
from service.importing.refusals import NotDelimited
from service.importing.text import cell, lines

_DELIMITERS: Final = "\t;,"
_ENOUGH: Final = 50  # rows that tell the delimiter
_CELLS_OF_A_TABLE: Final = 3


def read(data: bytes) -> list[Row]:
    """Read the rows that have words in them; raise a `Refused` where the file is no table."""
    found = lines(data)
    return list(_rows(found, _delimiter(found)))


def document(text: list[str]) -> Document | None:
    """Read a text as a table of a roadmap; None where no delimiter makes one, or tabs alone do, as in any text."""
    for delimiter in _DELIMITERS:
        rows = _beginning(text, delimiter)
        if header := next((row for row in rows if is_header(row)), None):
            is_plain = delimiter == "\t" and not any('"' in row.verbatim for row in rows)
            return None if is_plain else _below(header, text, delimiter)
    return next((Document(parts=[*_rows(text, each)]) for each in ";," if _is_even(_beginning(text, each))), None)


def _is_even(rows: list[Row]) -> bool:
    """Tell whether rows make a table also where nobody knows its header."""
    widths = {len(row.cells) for row in rows}
    return len(rows) > 1 and len(widths) == 1 and min(widths) >= _CELLS_OF_A_TABLE


def _below(header: Row, text: list[str], delimiter: str) -> Document | None:
    """Return rows below a header, and above it those that are as wide; the others are lines."""
    try:
        rows = [*_rows(text, delimiter)]
    except NotDelimited:
        if delimiter == "\t":
            return None
        raise
    width = len(header.cells)
    return Document(
        parts=[_line(row) if row.number < header.number and len(row.cells) != width else row for row in rows]
    )


def _line(row: Row) -> Line:
    return Line(number=row.number, text=cell(row.verbatim), verbatim=row.verbatim)


def _beginning(text: list[str], delimiter: str) -> list[Row]:
    """Return the first rows, as far as quotes fit this delimiter."""
    found: list[Row] = []
    try:
        for row, _ in zip(_rows(text, delimiter), range(_ENOUGH), strict=False):
            found.append(row)
    except NotDelimited:
        pass
    return found


def _delimiter(text: list[str]) -> str:
    widths = {delimiter: _usual_width(text, delimiter) for delimiter in _DELIMITERS}
    best = max(widths, key=lambda delimiter: widths[delimiter])
    if widths[best] < 2:  # noqa: PLR2004 one column is no table
        raise NotDelimited(line=1)
    return best


def _usual_width(text: list[str], delimiter: str) -> int:
    """Return the most frequent number of cells, 0 where quotes do not fit this delimiter."""
    widths = Counter[int]()
    try:
        for row, _ in zip(_rows(text, delimiter), range(_ENOUGH), strict=False):
            widths[len(row.cells)] += 1
    except NotDelimited:
        return 0
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _rows(text: list[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader([line + "\n" for line in text], delimiter=delimiter, strict=True)
    begin = 0
    try:
        for cells in reader:
            found = tuple(cell(words) for words in cells)
            if any(found):
                yield Row(number=begin + 1, cells=found, verbatim="\n".join(text[begin : reader.line_num]))
            begin = reader.line_num
    except csv.Error:
        raise NotDelimited(line=begin + 1) from None

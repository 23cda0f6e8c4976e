"""A file of delimited cells becomes rows: comma, semicolon or tab, told by the file itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Final

from domain.order.document import Row
from service.importing.refusals import NotDelimited
from service.importing.text import clean, lines

_DELIMITERS: Final = "\t;,"
_ENOUGH: Final = 50  # rows that tell the delimiter


def read(data: bytes) -> list[Row]:
    """Read the rows that have words in them; raise a `Refused` where the file is no table."""
    found = lines(data)
    return list(_rows(found, _delimiter(found)))


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
            words = tuple(clean(cell) for cell in cells)
            if any(words):
                yield Row(number=begin + 1, cells=words, verbatim="\n".join(text[begin : reader.line_num]))
            begin = reader.line_num
    except csv.Error:
        raise NotDelimited(line=begin + 1) from None

"""A DOCX becomes lines and rows, as it would be printed: inserted text counts, deleted and hidden text does not.

Read from the XML itself: python-docx passes over inserted text and over what stands inside a content control.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from domain.order.columns import is_header
from domain.order.document import Document, Line, Row
from domain.order.preview import Remark, remark
from service.importing.grid import Cell, rows
from service.importing.numbering import Numbering, numbering
from service.importing.package import Package, child, local, parsed, value
from service.importing.refusals import Damaged
from service.importing.text import cell as words_of_cell
from service.importing.text import clean, part

_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"})
_UNSEEN: Final = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "rPr", "pPr", "tblPr", "trPr", "tcPr"})
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CELLS_OF_A_TABLE: Final = 3
_MOST_COLUMNS: Final = 1_000


def read(package: Package) -> Document:
    body = child(parsed(package.needed(package.main)), "body")
    if body is None:
        raise Damaged
    return Document(parts=_Reading(numbering(package)).parts(body), remarks=[*_remarks(package, body)])


class _Reading:
    """One pass through a document: numbers of lines and of lists are counted as it goes."""

    def __init__(self, lists: Numbering) -> None:
        self._lists = lists
        self._number = 0

    def parts(self, parent: Element) -> list[Line | Row]:
        found: list[Line | Row] = []
        for block in _blocks(parent):
            found += self._paragraph(block) if local(block) == "p" else self._table(block)
        return found

    def _paragraph(self, paragraph: Element) -> Iterator[Line | Row]:
        words = _words(paragraph)
        label = f"{self._lists.label(paragraph)} " if clean(words) else ""
        for line in (label.lstrip() + words).split("\n"):
            if found := part(self._next(), line):
                yield found

    def _table(self, table: Element) -> list[Line | Row]:
        """Return the rows of a table; a cell that holds another roadmap, or only the layout of a page, is laid open."""
        found = [row for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        is_layout = _is_layout(found)
        numbers: list[int] = []
        cells: list[tuple[Cell, bool]] = []
        open_: list[Line | Row] = []
        for row in found:
            numbers.append(self._next())
            if is_layout or _holds_roadmap(row):
                open_ += (each for cell in _inside(row, "tc") for each in self.parts(cell))
            else:
                cells += self._cells(len(numbers) - 1, row)
        return sorted([*rows(_joined(cells), numbers), *open_], key=lambda each: each.number)

    def _cells(self, number: int, row: Element) -> Iterator[tuple[Cell, bool]]:
        """Return the cells of a row, and of each whether it goes on with the one above."""
        column = _number(row, "trPr", "gridBefore")
        for cell in _inside(row, "tc"):
            properties = child(cell, "tcPr")
            width = max(_number(properties, "gridSpan"), 1)
            merged = child(properties, "vMerge")
            goes_on = merged is not None and value(merged, "val") != "restart"
            if column + width <= _MOST_COLUMNS:
                text = "" if goes_on else self._text(cell)
                yield Cell(row=number, column=column, width=width, text=text), goes_on
            column += width

    def _text(self, cell: Element) -> str:
        """Return the words of a cell, those of a small table inside it too."""
        return words_of_cell("\n".join(self._lines(cell)))

    def _lines(self, cell: Element) -> Iterator[str]:
        for block in _blocks(cell):
            if local(block) == "p":
                yield f"{self._lists.label(block)} {_words(block)}"
            else:
                yield from (line for inner in _cells_inside(block) for line in self._lines(inner))

    def _next(self) -> int:
        self._number += 1
        return self._number


def _blocks(parent: Element) -> Iterator[Element]:
    """Return paragraphs and tables, those inside content controls and insertions too."""
    for found in parent:
        if (name := local(found)) in {"p", "tbl"}:
            yield found
        elif name in _WRAPPERS:
            yield from _blocks(found)


def _inside(parent: Element, name: str) -> Iterator[Element]:
    for found in parent:
        if local(found) == name:
            yield found
        elif local(found) in _WRAPPERS:
            yield from _inside(found, name)


def _cells_inside(table: Element) -> Iterator[Element]:
    return (cell for row in _inside(table, "tr") for cell in _inside(row, "tc"))


def _is_layout(rows: list[Element]) -> bool:
    plain = [_plain(row) for row in rows]
    return all(len(row.cells) < _CELLS_OF_A_TABLE for row in plain) and not any(map(is_header, plain))


def _holds_roadmap(row: Element) -> bool:
    inner = (found for cell in _inside(row, "tc") for found in cell.iter() if local(found) == "tr")
    return any(is_header(_plain(found)) for found in inner)


def _plain(row: Element) -> Row:
    cells = tuple(clean(_words(cell)) for cell in _inside(row, "tc"))
    return Row(number=0, cells=cells, verbatim="")


def _words(paragraph: Element) -> str:
    return "".join(_texts(paragraph))


def _texts(parent: Element) -> Iterator[str]:
    for found in parent:
        name = local(found)
        if name == "t":
            yield found.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _UNSEEN and not (name == "r" and _is_hidden(found)):
            yield from _texts(found)


def _is_hidden(run: Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and value(hidden, "val") not in {"0", "false", "off"}


def _joined(cells: list[tuple[Cell, bool]]) -> list[Cell]:
    """Make one cell of those that are merged downwards."""
    whole: list[Cell] = []
    above: dict[int, Cell] = {}
    for cell, goes_on in cells:
        begun = above.get(cell.column)
        if goes_on and begun and begun.width == cell.width and begun.row + begun.height == cell.row:
            begun.height += 1
        else:
            whole.append(cell)
            above[cell.column] = cell
    return whole


def _number(parent: Element | None, *path: str) -> int:
    found = value(child(parent, *path), "val") or ""
    return int(found) if found.isascii() and found.isdigit() and len(found) <= len(str(_MOST_COLUMNS)) else 0


def _remarks(package: Package, body: Element) -> Iterator[Remark]:
    names = {local(found) for found in body.iter()}
    if any(_words(box).strip() for box in body.iter() if local(box) == "txbxContent"):
        yield remark("The document has text boxes: they are not read.")
    if names & {"ins", "del", "moveFrom"}:
        yield remark("The document has changes that nobody accepted yet: it is read as if they were.")
    if package.has_macros:
        yield remark("The file has macros: they are not run.")

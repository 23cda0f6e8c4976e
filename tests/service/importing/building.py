"""Files of a layout: a text, a CSV, a DOCX, an XLSX and a PDF, as offices make them."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import BytesIO, StringIO
from typing import Any, Final, Protocol

import docx
import openpyxl  # type: ignore[import-untyped]  # it has no types
import typst
from docx.document import Document as Docx
from docx.table import Table
from docx.table import _Cell as DocxCell

from tests.service.importing.layouts import Cell, Format, Layout, Over, Shown


def text(layout: Layout) -> bytes:
    rows = ["\t".join(" ".join(cell.split()) for cell in row) for row in spelled(layout)]
    return "\n".join([*_apart(layout.above), *rows, "", *_apart(layout.below)]).encode()


def delimited(layout: Layout) -> bytes:
    file = StringIO()
    writer = csv.writer(file, delimiter=";")
    width = len(layout.table[0])
    writer.writerows([line] + [""] * (width - 1) for line in layout.above)
    writer.writerows(spelled(layout))
    writer.writerows([line] + [""] * (width - 1) for line in layout.below)
    return file.getvalue().encode("utf-8-sig")


def word(layout: Layout) -> bytes:
    document = docx.Document()
    for line in layout.above:
        document.add_paragraph(line)
    add_table(document, layout)
    for line in layout.below:
        document.add_paragraph(line)
    return saved(document)


def add_table(parent: Docx | DocxCell, layout: Layout) -> Table:
    rows, width = layout.table, len(layout.table[0])
    table = parent.add_table(len(rows), width)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            place = table.cell(row, column)
            if isinstance(cell, Over):
                place = place.merge(table.cell(row + cell.height - 1, column + cell.width - 1))
            place.text = words(cell)
    return table


def sheet(layout: Layout) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active, layout)
    return saved(book)


def fill(page: Any, layout: Layout, *, first_row: int = 1, first_column: int = 1) -> None:  # noqa: ANN401  of openpyxl
    for line in layout.above:
        page.cell(first_row, first_column).value = line
        first_row += 1
    for row, cells in enumerate(layout.table, start=first_row):
        for column, cell in enumerate(cells, start=first_column):
            if cell is None:
                continue
            place = page.cell(row, column)
            if isinstance(cell, Shown):
                place.value, place.number_format = cell.value, cell.format
            else:
                place.value = words(cell) or None
            if isinstance(cell, Over):
                page.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + cell.height - 1,
                    end_column=column + cell.width - 1,
                )
    for row, line in enumerate(layout.below, start=first_row + len(layout.table)):
        page.cell(row, first_column).value = line


def portable(layout: Layout) -> bytes:
    """Make a PDF: ruled, with the numbers of its pages, the header again on each."""
    width = len(layout.table[0])
    rows = [" ".join(f"{_in_typst(cell)}," for cell in cells if cell is not None) for cells in layout.table]
    header = f"table.header({' '.join(rows[: layout.header_rows])})," if layout.header_rows else ""
    body = "\n".join([header, *rows[layout.header_rows :]])
    above, below = ("\n\n".join(map(_escaped, lines)) for lines in (layout.above, layout.below))
    size = f"width: {max(16, 3 * width)}cm, height: 12cm"
    page = f'#set page({size}, margin: 1.5cm, numbering: "1")\n#set text(size: 10pt, lang: "ru")\n'
    return typeset(f"{page}{above}\n\n#table(columns: {_widths(width)}, {body})\n\n{below}")


def typeset(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


BUILDERS: Final[Mapping[Format, Callable[[Layout], bytes]]] = {
    "text": text,
    "csv": delimited,
    "docx": word,
    "xlsx": sheet,
    "pdf": portable,
}


def spelled(layout: Layout) -> list[list[str]]:
    """Return the table with every merged cell spelled out: its words repeated downwards, nothing to its right."""
    grid = [[words(cell) for cell in row] for row in layout.table]
    for row, cells in enumerate(layout.table):
        for column, cell in enumerate(cells):
            if isinstance(cell, Over):
                for below in range(1, cell.height):
                    grid[row + below][column] = cell.text
    return grid


def words(cell: Cell) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else cell.text


class Saves(Protocol):
    """A document of python-docx or a book of openpyxl."""

    def save(self, path_or_stream: BytesIO, /) -> None: ...


def saved(document: Saves) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def opened(data: bytes) -> Docx:
    return docx.Document(BytesIO(data))


def day(text: str) -> Shown:
    """Return a cell of a sheet with a day, read as a Russian date."""
    found = date.fromisoformat(text)
    return Shown(f"{found:%d.%m.%Y}", found, "DD.MM.YYYY")


def _apart(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def _widths(count: int) -> str:
    return "(auto, " + "1fr, " * (count - 1) + ")"


def _in_typst(cell: Cell) -> str:
    content = f"[{_escaped(words(cell))}]"
    if isinstance(cell, Over):
        return f"table.cell(colspan: {cell.width}, rowspan: {cell.height}){content}"
    return content


def _escaped(words: str) -> str:
    """Write words for typst, so that none of its marks are read: as one string."""
    lines = ('#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in words.split("\n"))
    return " \\ ".join(lines)

"""Tables among the lines: a header begins one, its rows follow, and what only looks like a row is a line again."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from domain.order.columns import Columns, columns, role, second_row
from domain.order.document import Document, Line, Row
from domain.order.head import is_date_and_number
from domain.order.names import is_name
from domain.order.parts import begins_signature, ends_clauses

_MOST_BETWEEN: Final = 3
_CELLS_OF_A_TABLE: Final = 3


class Section(Struct, kw_only=True):
    """A table under its header, which may take two rows."""

    columns: Columns
    header: list[Row]
    rows: list[Row]


class Sorted(Struct, frozen=True, kw_only=True):
    """``strays`` are rows of a table whose columns nobody named."""

    lines: list[Line]
    tables: list[Section]
    strays: list[Row]


def sort(document: Document) -> Sorted:
    """Tell tables from lines; raise `ColumnsTogether` for a header that holds two things in one column."""
    found = Sorted(lines=[], tables=[], strays=[])
    between: list[Line] = []
    table: Section | None = None
    for part in document.parts:
        if isinstance(part, Line) or _is_signature(part) or (table is None and is_date_and_number(part.text)):
            between.append(_as_line(part))
            continue
        header = _header(part, table, between)
        if header or (table and not _may_lie_in_a_table(between)):
            table = None
        if header:
            table = Section(columns=header, header=[part], rows=[])
            found.tables.append(table)
        elif table:
            table.rows += [Row(number=line.number, cells=(line.text,), verbatim=line.verbatim) for line in between]
            between = []
            _add(table, part)
        elif sum(map(bool, part.cells)) < _CELLS_OF_A_TABLE:
            between.append(_as_line(part))
            continue
        else:
            found.strays.append(part)
        found.lines.extend(between)
        between = []
    found.lines.extend(between)
    return found


def _header(row: Row, table: Section | None, between: Sequence[Line]) -> Columns | None:
    """Read a header; right below the rows of a table only one whose every cell is known begins another table."""
    if table and (table.columns.repeats(row) or not (between or all(role(cell) for cell in row.cells if cell))):
        return None
    if table and not table.rows and second_row(table.columns, table.header[0], row):
        return None
    return columns(row)


def _is_signature(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and begins_signature(filled[0]) and is_name(filled[-1])


def _add(table: Section, row: Row) -> None:
    divided = None if table.rows else second_row(table.columns, table.header[0], row)
    if divided:
        table.columns = divided
        table.header.append(row)
    else:
        table.rows.append(row)


def _may_lie_in_a_table(lines: Sequence[Line]) -> bool:
    return len(lines) <= _MOST_BETWEEN and not any(ends_clauses(line.text) for line in lines)


def _as_line(part: Line | Row) -> Line:
    return Line(number=part.number, text=part.text, verbatim=part.verbatim)

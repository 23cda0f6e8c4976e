"""A table of a roadmap becomes drafts of items: broken rows are put together, gaps in their numbers are told."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from domain.order.columns import Columns
from domain.order.document import Row
from domain.order.draft import Draft, key, read_deadline
from domain.order.preview import Mark, Remark, remark
from domain.order.row import Cells, cells_of, judged, skipped

_MOST_SHOWN: Final = 10
_HIGHEST: Final = 999


class TableRead(Struct, frozen=True, kw_only=True):
    """The items of a table; ``marks`` by number of the line."""

    drafts: tuple[Draft, ...]
    marks: Mapping[int, Mark]
    warnings: tuple[Remark, ...]


def read_table(columns: Columns, rows: Sequence[Row], act_date: date | None) -> TableRead:
    """Read the rows below a header; a column of numbers without any is none: its rows are counted."""
    if not any(columns.cell(row, "number") for row in rows if not columns.repeats(row)):
        columns = columns.without("number")
    items: list[Cells] = []
    marks: dict[int, Mark] = {}
    warnings: list[Remark] = []
    for row, following in zip_longest(rows, rows[1:]):
        cells, above = cells_of(columns, row), items[-1] if items else None
        mark = skipped(columns, row) or judged(columns, cells, above, following)
        marks[row.number] = mark
        if mark.fate == "item":
            items.append(cells)
        elif mark.fate == "continued" and above:
            items[-1] = above.with_rest(cells)
        if mark.warns:
            warnings.append(mark.why)
    drafts = _drafts(columns, items, act_date)
    return TableRead(drafts=drafts, marks=marks, warnings=(*warnings, *_numbering(columns, items)))


def _drafts(columns: Columns, items: Sequence[Cells], act_date: date | None) -> tuple[Draft, ...]:
    drafts: list[Draft] = []
    for cells in items:
        text, reading = read_deadline(cells.starts, cells.deadline, act_date)
        draft = Draft(
            line=cells.line,
            key=key(cells.number) or (drafts[-1].key if drafts and columns.has("number") else str(len(drafts) + 1)),
            kind="row",
            title=cells.title,
            responsible=cells.responsible,
            deadline=text,
            reading=reading,
            overflows=cells.overflows,
        )
        drafts.append(draft)
    return tuple(drafts)


def _numbering(columns: Columns, items: Sequence[Cells]) -> list[Remark]:
    """Warn of rows without a number and of gaps; a number that is taken is seen where keys are given."""
    if not columns.has("number"):
        return [remark("The table has no column of numbers: its rows are counted.")]
    bare = [remark("Line {line}: the row has no number.", line=cells.line) for cells in items if not cells.number]
    numbers = {int(found) for cells in items if (found := key(cells.number) or "").isdigit()}
    missing = sorted(set(range(min(numbers, default=0), min(max(numbers, default=0), _HIGHEST))) - numbers)
    if missing:
        shown = ", ".join(str(number) for number in missing[:_MOST_SHOWN]) + " …" * (len(missing) > _MOST_SHOWN)
        bare.append(remark("The numbers of the rows have a gap: {numbers} not found.", numbers=shown))
    return bare

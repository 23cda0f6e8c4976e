"""One row of a table: what its cells say, and whether it is an item, a section, or the rest of the row above."""

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from domain.deadline_text import read
from domain.order.columns import Columns
from domain.order.document import LONGEST, Row
from domain.order.draft import is_roman, key
from domain.order.preview import Mark, remark
from domain.order.refusals import LineTooLong

_LONGEST_DEADLINE: Final = 200
_BANNER: Final = re.compile(r"\(?\s*(?:в ред(?:акции|\.)|введен|утратил|продолжение|страница|стр\.).*", re.IGNORECASE)
_SECTION: Final = re.compile(r"раздел|этап|блок|направлени|подпрограмм|задач|[IVX]+[.\s]|\d+[.\s]", re.IGNORECASE)


class Cells(Struct, frozen=True, kw_only=True):
    """What a row says, by the meaning of its columns."""

    line: int
    number: str
    title: str
    starts: str
    deadline: str
    responsible: str
    overflows: bool
    is_rest: bool = False
    """Whether it is the lower part of the row above, whose number is merged over both."""

    @property
    def name(self) -> str:
        return self.number or str(self.line)

    @property
    def is_dated(self) -> bool:
        return bool(self.starts or self.deadline)

    @property
    def is_title_only(self) -> bool:
        return not (self.number or self.is_dated or self.responsible)

    @property
    def goes_on(self) -> bool:
        """Whether the title reads as the end of another one."""
        return not self.title or not (self.title[0].isupper() or self.title[0].isdigit() or self.title[0] in '«"')

    def with_rest(self, rest: "Cells") -> "Cells":
        """Put a broken row together; raise `LineTooLong` where no title is that long."""
        if (length := len(self.title) + len(rest.title)) > LONGEST:
            raise LineTooLong(line=self.line, length=length, limit=LONGEST)
        between = "; " if rest.is_rest else " "
        return replace(
            self,
            title=between.join(filter(None, (self.title, rest.title))),
            starts=between.join(filter(None, (self.starts, rest.starts))),
            deadline=between.join(filter(None, (self.deadline, rest.deadline))),
            responsible=between.join(filter(None, (self.responsible, rest.responsible))),
            overflows=self.overflows or rest.overflows,
        )


def skipped(columns: Columns, row: Row) -> Mark | None:
    """Return the mark of a row that says nothing of its own, in any table; None for the others."""
    filled = [cell for cell in row.cells if cell]
    if not filled:
        return Mark("skipped", remark("The row is empty."))
    if columns.repeats(row):
        return Mark("skipped", remark("The header is repeated."))
    if len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]:
        return Mark("skipped", remark("The columns are numbered here."))
    if len(set(filled)) == 1 and (_BANNER.fullmatch(filled[0]) or (len(row.cells) == 1 and filled[0].isdigit())):
        return Mark("skipped", remark("A note on the edition or on the page."))
    return None


def judged(columns: Columns, cells: Cells, above: Cells | None, following: Row | None) -> Mark:
    if above and cells.is_rest:
        return Mark(
            "continued", remark("Its number is merged with that above: it continues row {number}.", number=above.name)
        )
    if above and _continues(columns, cells, above):
        continued = remark("Its number or deadline is missing: it continues row {number}.", number=above.name)
        return Mark("continued", continued)
    if cells.is_title_only:
        if above and not _SECTION.match(cells.title) and not cells.title.isupper():
            perhaps = remark(
                "Line {line} has only a title: it is taken as a section, not as the end of row {number}.",
                line=cells.line,
                number=above.name,
            )
            return Mark("section", perhaps, warns=True)
        return Mark("section", remark("A row with only a title is a section."))
    if _heads_others(columns, cells, following):
        return Mark("section", remark("A numbered row with only a title, above rows of its own, is a section."))
    if not cells.title or (cells.number and not key(cells.number)):
        unclear = remark("Line {line}: the number or the title is missing, or the cells are shifted.", line=cells.line)
        return Mark("needs_decision", unclear, warns=True)
    return Mark("item", remark("A row of the roadmap."))


def _continues(columns: Columns, cells: Cells, above: Cells) -> bool:
    if cells.is_title_only:
        return cells.goes_on
    if cells.number or not (columns.has("number") or not cells.title):
        return False
    return not cells.is_dated or (cells.goes_on and _completes(cells, above))


def _completes(cells: Cells, above: Cells) -> bool:
    """Tell whether a deadline is broken over two rows: «Сентябрь-октябрь» and, below, «2020»."""
    joined = f"{above.deadline} {cells.deadline}"
    return (
        len(joined) <= _LONGEST_DEADLINE and read(above.deadline).outcome != "read" and read(joined).outcome == "read"
    )


def _heads_others(columns: Columns, cells: Cells, following: Row | None) -> bool:
    if not cells.number or not cells.title or cells.is_dated or cells.responsible:
        return False
    below = columns.cell(following, "number") if following else ""
    return is_roman(cells.number) or below.startswith(cells.number.rstrip(".") + ".")


def cells_of(columns: Columns, row: Row) -> Cells:
    """Sort the cells; one that is merged over the row stands in the first place or in all of them."""
    if _is_rest(columns, row):
        row = replace(row, cells=tuple("" if place in row.down else cell for place, cell in enumerate(row.cells)))
        return replace(_sorted(columns, row), number="", is_rest=True)
    return _sorted(columns, row)


def _is_rest(columns: Columns, row: Row) -> bool:
    """Tell whether a row lacks a number or title of its own, or anything but a title."""
    numbered = not columns.has("number") or columns.continues(row, "number")
    if not numbered or not (columns.has("number") or columns.continues(row, "title")):
        return False
    return columns.continues(row, "title") or not any(
        columns.cell(row, role) and not columns.continues(row, role) for role in ("starts", "deadline", "responsible")
    )


def _sorted(columns: Columns, row: Row) -> Cells:
    filled = [cell for cell in row.cells if cell]
    merged = len(set(filled)) == 1 and row.cells.index(filled[0]) <= columns.first and not key(filled[0])
    return Cells(
        line=row.number,
        number="" if merged else columns.cell(row, "number"),
        title=filled[0] if merged else columns.cell(row, "title"),
        starts="" if merged else columns.cell(row, "starts"),
        deadline="" if merged else columns.cell(row, "deadline"),
        responsible="" if merged else columns.cell(row, "responsible"),
        overflows=columns.overflows(row),
    )

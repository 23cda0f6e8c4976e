"""A document as a reader gives it: its lines and the rows of its tables in their order, nothing understood yet."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from domain.order.refusals import LineTooLong

LONGEST: Final = 20_000  # characters of a line, and of lines that are read as one


class Line(Struct, frozen=True, kw_only=True):
    """A line outside of tables; ``number`` counts from 1, a gap in the numbers is an empty line."""

    number: int
    text: str
    verbatim: str


class Row(Struct, frozen=True, kw_only=True):
    """A row of a table; ``number`` is its first line, ``verbatim`` the line or lines as they stand in the file."""

    number: int
    cells: tuple[str, ...]
    verbatim: str

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


Document: TypeAlias = Sequence[Line | Row]


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that follow each other without an empty one between."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.number == groups[-1][-1].number + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def joined(lines: Sequence[Line]) -> str:
    """Return lines as one text; raise `LineTooLong` where no sentence is that long."""
    length = sum(len(line.text) for line in lines)
    if length > LONGEST:
        raise LineTooLong(line=lines[0].number, length=length, limit=LONGEST)
    return " ".join(line.text for line in lines)

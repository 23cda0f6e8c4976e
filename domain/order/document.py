"""A document as a reader gives it: its lines and the rows of its tables in their order, nothing understood yet."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from domain.order.preview import Remark
from domain.order.refusals import LineTooLong

LONGEST: Final = 20_000  # characters of a line, and of lines that are read as one


class Line(Struct, frozen=True, kw_only=True, tag=True):
    """A line outside of tables; ``number`` counts from 1, a gap in the numbers is an empty line."""

    number: int
    text: str
    verbatim: str


class Row(Struct, frozen=True, kw_only=True, tag=True):
    """A row of a table; ``number`` is its first line, ``verbatim`` the line or lines as they stand in the file.

    Of a merged cell the first place of each row has the words: ``across`` are the places that belong to the cell on
    their left and are empty, ``down`` those whose words belong to the cell above and are repeated.
    """

    number: int
    cells: tuple[str, ...]
    verbatim: str
    across: tuple[int, ...] = ()
    down: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)

    @property
    def spread(self) -> tuple[str, ...]:
        """The cells with the words of a merged one in each of its places: what a header means."""
        spread = list(self.cells)
        for place in self.across:
            spread[place] = spread[place - 1]
        return tuple(spread)


class Document(Struct, frozen=True, kw_only=True):
    """``remarks`` say what the reader left out, or what a person may not have seen in the file."""

    parts: Sequence[Line | Row]
    remarks: Sequence[Remark] = ()


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
    return flow(line.text for line in lines)


def flow(lines: Iterable[str]) -> str:
    """Put broken lines together; a hyphen at the end of one stays inside its word: «Сентябрь-» and «октябрь»."""
    return re.sub(r"(?<=\w)-\n(?=[а-яё\d])", "-", "\n".join(lines)).replace("\n", " ")

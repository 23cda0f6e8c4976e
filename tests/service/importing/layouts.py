"""A layout of a roadmap, told once; `building` makes a file of each format it makes sense in."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.order.content import Options

Format: TypeAlias = Literal["text", "csv", "docx", "xlsx", "pdf"]
ALL: Final[tuple[Format, ...]] = ("text", "csv", "docx", "xlsx", "pdf")
OFFICE: Final[tuple[Format, ...]] = ("docx", "xlsx", "pdf")
ACT: Final = Options(act_number="12", act_date=date(2024, 9, 2))


class Over(Struct, frozen=True):
    """A cell that reaches over several columns or rows."""

    text: str
    width: int = 1
    height: int = 1


class Shown(Struct, frozen=True):
    """A cell that a sheet holds as a number or a day with a format, and that is read as ``text``."""

    text: str
    value: date | float
    format: str


Cell: TypeAlias = str | Over | Shown | None
"""None is covered by a cell that reaches over this place."""


class Item(Struct, frozen=True):
    """What must be read; ``due`` is the written day, ``who`` the word of the preview."""

    key: str
    title: str
    deadline: str
    due: date | None
    who: str | None


class Layout(Struct, frozen=True, kw_only=True):
    """``opens`` are the keys of rows that a person must look at."""

    name: str
    table: Sequence[Sequence[Cell]]
    items: Sequence[Item]
    opens: Sequence[str] = ()
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    formats: Sequence[Format] = ALL
    header_rows: int = 1
    """Repeated on every page of a PDF."""


def item(key: str, title: str, deadline: str, due: str | None, who: str | None = "schools") -> Item:
    return Item(key, title, deadline, date.fromisoformat(due) if due else None, who)

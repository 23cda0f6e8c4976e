"""A layout: how the answer to a question becomes a document.

Each question has one, in a module of its own beside this (`service/reports/overdue.py` is the example): its title, its
columns, and where there are any its totals and notes. The handler hands the making of a page, not the page itself, to
`service.http.api.documents.answered`, which asks for one page, or for all of them where a document is wanted.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from service.words import Language

Kind: TypeAlias = Literal["text", "word", "number", "date", "moment", "percent", "flag"]
"""A "word" is a msgid such as a state, said in the language; a "percent" is a `Decimal` as it is shown: 14.96."""
Cell: TypeAlias = str | int | Decimal | date | datetime | Callable[[Language], str | None] | None
"""A value, or what says it in a language."""


class Answer(Protocol):
    """What every list answers beside its rows; ``on`` and ``next`` are read where it has them."""

    @property
    def known_at(self) -> datetime: ...
    @property
    def position(self) -> int: ...
    @property
    def log_starts_at(self) -> datetime | None: ...


R_contra = TypeVar("R_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")
A_contra = TypeVar("A_contra", bound=Answer, contravariant=True)


class Listed(Answer, Protocol[R_co]):
    """An answer that is rows and nothing more."""

    @property
    def rows(self) -> Sequence[R_co]: ...


class Column(Struct, Generic[R_contra], frozen=True, kw_only=True):
    """``title`` is a msgid, ``width`` in characters; off ``paper`` are codes that only CSV and XLSX carry."""

    title: str
    of: Callable[[R_contra], Cell]
    kind: Kind = "text"
    width: int | None = None
    paper: bool = True


class Total(Struct, frozen=True, kw_only=True):
    """``title`` is a msgid; a `Decimal` is a percentage, as in a column."""

    title: str
    value: int | str | Decimal


class Layout(Struct, Generic[A_contra, R], frozen=True, kw_only=True):
    """``name`` is that of the file in plain letters, ``title`` a msgid, ``notes`` are sentences below the table."""

    name: str
    title: str
    columns: Sequence[Column[R]]
    rows: Callable[[A_contra], Iterable[R]]
    totals: Callable[[A_contra], Sequence[Total]] = lambda _: ()
    notes: Callable[[A_contra, Language], Sequence[str]] = lambda _answer, _language: ()

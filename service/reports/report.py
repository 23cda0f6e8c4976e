"""A report: what a list says under its heading, in words and values that every renderer takes.

Its rows come beside it, a page at a time. How a question gets one: `service.reports.layout`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from service.words import Language

Kind: TypeAlias = Literal["text", "number", "date", "moment", "percent"]
Value: TypeAlias = str | int | Decimal | date | datetime | None
"""As the kind of its column has it; moments are in the district's zone, a percent is as it is shown: 14.96."""
Row: TypeAlias = Sequence[Value]


class Heading(Struct, frozen=True, kw_only=True):
    """``width`` is in characters; off ``paper`` are codes that only CSV and XLSX carry."""

    title: str
    kind: Kind
    width: int
    paper: bool


class Figure(Struct, frozen=True, kw_only=True):
    title: str
    value: int | str


class Signatory(Struct, frozen=True, kw_only=True):
    """Who signs; empty where that is not known, and left to be written by hand."""

    position: str = ""
    name: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """``name`` is that of the file in plain letters; ``lines`` say what it is narrowed to, ``opening`` begins a letter.

    ``known_at`` is in the district's zone, ``notes`` are sentences below the table.
    """

    language: Language
    name: str
    title: str
    district: str
    office: str
    orders: Sequence[str]
    addressee: Sequence[str] = ()
    opening: Sequence[str] = ()
    lines: Sequence[str]
    on: date | None
    known_at: datetime
    position: int
    totals: Sequence[Figure]
    columns: Sequence[Heading]
    notes: Sequence[str]
    signatory: Signatory

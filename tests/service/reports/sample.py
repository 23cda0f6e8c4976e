"""A report with a column of each kind, and texts that are dangerous to somebody."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

import openpyxl  # type: ignore[import-untyped]  # it has no types
from msgspec.structs import replace

from service.reports.report import Figure, Heading, Report, Row, Signatory

KNOWN_AT: Final = datetime(2020, 11, 1, 9, 30, tzinfo=UTC)
FORMULAS: Final = ("=1+1", "+7 900", "-2", "@sum", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /c calc'!A0")
MARKUP: Final = '#panic() *b* _i_ $x$ [y] <z> & \\ " @ref // `raw`'
COLUMNS: Final = (
    Heading(title="Мероприятие", kind="text", width=30, paper=True),
    Heading(title="Дней", kind="number", width=10, paper=True),
    Heading(title="Срок", kind="date", width=12, paper=True),
    Heading(title="Записано", kind="moment", width=17, paper=True),
    Heading(title="Охват", kind="percent", width=10, paper=True),
    Heading(title="ИНН", kind="text", width=12, paper=False),
)
ROW: Final[Row] = ("Уроки", -3, date(2020, 10, 31), KNOWN_AT, Decimal("14.96"), "0012345678")
REPORT: Final = Report(
    language="ru",
    name="sample",
    title="Поручения на контроле",
    district="Район",
    office="Управление образования",
    orders=["Приказ от 08.10.2020 № 647 «О дорожной карте»"],
    lines=["Организация: Школа 1"],
    on=date(2020, 11, 1),
    known_at=KNOWN_AT,
    position=47,
    totals=[Figure(title="Просрочено", value=3)],
    columns=COLUMNS,
    notes=["Ждёт решения о сроке: 1"],
    signatory=Signatory(position="Заместитель начальника", name="И. О. Фамилия"),
)
ENGLISH: Final = replace(REPORT, language="en")


def row(text: str) -> Row:
    return (text, *ROW[1:])


def sheet(content: bytes, name: str) -> list[tuple[object, ...]]:
    """Return the cells of a sheet."""
    return list(openpyxl.load_workbook(BytesIO(content))[name].iter_rows(values_only=True))

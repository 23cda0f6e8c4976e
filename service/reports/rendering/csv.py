"""CSV for Excel: UTF-8 with its mark, semicolons where the comma stands in numbers, dates as any program reads them."""

import csv
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import BinaryIO, Final

from service.reports.report import Report, Row, Value
from service.words import Language

_DELIMITERS: Final[dict[Language, str]] = {"ru": ";", "en": ","}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet would calculate."""


def write(report: Report, rows: Iterable[Row], file: BinaryIO) -> None:
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=_DELIMITERS[report.language])
    writer.writerow(column.title for column in report.columns)
    writer.writerows([_cell(value, report.language) for value in row] for row in rows)
    text.flush()
    text.detach()


def _cell(value: Value, language: Language) -> str | int | None:
    match value:
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case Decimal():
            return str(value).replace(".", ",") if language == "ru" else str(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case None | int():
            return value
        case _:
            return value.isoformat()

"""Renders the report of stdin, a line for its head and one for each row, into stdout: ``python -m … FORM``."""

import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import BinaryIO, Final, TypeAlias

from msgspec import json

from service.reports.report import Report, Row

Write: TypeAlias = Callable[[Report, Iterable[Row], BinaryIO], None]
_TYPES: Final = {"text": str, "number": int, "date": date, "moment": datetime, "percent": Decimal}


def main(form: str, source: BinaryIO, file: BinaryIO) -> None:
    report = json.decode(source.readline(), type=Report)
    of_a_row = tuple.__class_getitem__(tuple(_TYPES[column.kind] | None for column in report.columns))
    decoder = json.Decoder(of_a_row)
    write: Write = import_module(f"service.reports.rendering.{form}").write
    write(report, map(decoder.decode, source), file)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)

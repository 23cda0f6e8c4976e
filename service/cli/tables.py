"""Tables for a terminal: dates as the language writes them, a dash for what is not known."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.cli.terminal import language, words
from service.words import Language

_PIPE: Final = 160  # columns where there is no terminal


def show(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under the translated names of their columns."""
    speaks, table = language(), Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(words(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value, speaks)) for value in row))
    Console(width=None if sys.stdout.isatty() else _PIPE).print(table)


def cell(value: object, speaks: Language) -> str:
    match value:
        case None | "":
            return "—"
        case datetime():
            return f"{value:%d.%m.%Y %H:%M}" if speaks == "ru" else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}" if speaks == "ru" else f"{value:%Y-%m-%d}"
        case _:
            return str(value)

"""A process that makes an XLSX as the service does: `… ROWS FILE`; says how much memory it and its renderer held."""

import asyncio
import re
import resource
import sys
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct, json

from service.reports.documents import make
from service.reports.report import Heading, Report, Row, Signatory

_PAGE: Final = 500
_KNOWN_AT: Final = datetime(2026, 1, 1, 9, tzinfo=UTC)
_REPORT: Final = Report(
    language="ru",
    name="rows",
    title="Поручения",
    district="Район",
    office="Управление образования",
    orders=[],
    lines=[],
    on=None,
    known_at=_KNOWN_AT,
    position=1,
    totals=[],
    columns=[
        *(Heading(title=f"Текст {n}", kind="text", width=30, paper=True) for n in range(4)),
        *(Heading(title=f"Срок {n}", kind="date", width=12, paper=True) for n in range(4)),
        *(Heading(title=f"Дней {n}", kind="number", width=10, paper=True) for n in range(4)),
    ],
    notes=[],
    signatory=Signatory(),
)


class Took(Struct, frozen=True, kw_only=True):
    """``service`` is the most that the process itself held, ``renderer`` the most that its child did, in MiB."""

    seconds: float
    service: float
    renderer: float


async def main(rows: int, file: Path) -> Took:
    begin = time.perf_counter()
    with file.open("wb+") as target:
        await make("xlsx", _REPORT, _pages(rows), target)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Took(seconds=time.perf_counter() - begin, service=_peak(), renderer=children)


async def _pages(rows: int) -> AsyncIterator[Sequence[Row]]:
    for start in range(0, rows, _PAGE):
        yield [_row(number) for number in range(start, min(start + _PAGE, rows))]


def _row(number: int) -> Row:
    day = date(2020, 1, 1) + timedelta(number % 2000)
    return [*(f"Вовлечение обучающихся, строка {number}, {n}" for n in range(4)), *[day] * 4, *[number] * 4]


def _peak() -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


if __name__ == "__main__":
    took = asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
    print(json.encode(took).decode())  # noqa: T201  read by who started it

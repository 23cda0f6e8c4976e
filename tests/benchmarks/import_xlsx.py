"""Case: a sheet of 2,000 rows becomes the preview of a roadmap."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]  # it has no types
from msgspec import json

from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.benchmarks.import_process import Took

_ROWS: Final = 2_000
_HEADER: Final = ("№ п/п", "Мероприятие", "Начало", "Окончание", "Ответственные", "Результат", "Примечание")


async def measure(bench: Bench) -> Sequence[Round]:
    file = bench.folder / "roadmap.xlsx"
    _write(file)

    async def ours() -> Round:
        took = await _process(file)
        if took.items != _ROWS:
            raise Wrong(f"{took.items} of {_ROWS} rows were read")
        return {"ours": took.seconds, "processes": took.mebibytes}

    return await in_turns(bench.sizes.rounds, ours)


async def _process(file: Path) -> Took:
    """Import in a process of its own, whose memory is nobody else's."""
    words = ("-m", "tests.benchmarks.import_process", str(file))
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise Wrong("the process that was to import failed")
    return json.decode(said, type=Took)


def _write(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        page.write_row(0, 0, _HEADER)
        for row in range(1, _ROWS + 1):
            title = f"Мероприятие {row}: провести встречи с родителями и учениками, подвести итоги и сообщить о них"
            page.write_row(row, 0, [row, title])
            page.write_row(row, 2, [45_536 + row % 300, 45_566 + row % 300], day)
            page.write_row(row, 4, ["ОО" if row % 2 else "УОААР", "протокол, список участников", ""])


CASE = Case(
    name="import_xlsx",
    title="import of an XLSX of 2,000 rows, to its preview",
    targets=[
        Target(at_most=5, unit=" s"),
        Target(of="processes", at_most=300, unit=" MiB"),
    ],
    measure=measure,
)

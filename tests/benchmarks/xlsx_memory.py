"""Case: what ten times as many rows in an XLSX cost in memory, of the service and of the process that renders."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Final

from msgspec import json

from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong
from tests.benchmarks.xlsx_process import Took

_FEW, _MANY = 5_000, 50_000
_ROUNDS: Final = 2


async def measure(bench: Bench) -> Sequence[Round]:
    return [await _round(bench) for _ in range(_ROUNDS)]


async def _round(bench: Bench) -> Round:
    few, many = await _process(bench, _FEW), await _process(bench, _MANY)
    return {
        "seconds": many.seconds,
        "service, MiB": many.service,
        "renderer, MiB": many.renderer,
        "growth of the service": many.service - few.service,
        "growth of the renderer": many.renderer - few.renderer,
    }


async def _process(bench: Bench, rows: int) -> Took:
    words = ("-m", "tests.benchmarks.xlsx_process", str(rows), str(bench.folder / "rows.xlsx"))
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise Wrong(f"the process that was to write {rows} rows failed")
    return json.decode(said, type=Took)


CASE = Case(
    name="xlsx_memory",
    title="an XLSX of 50,000 rows beside one of 5,000",
    targets=[
        Target(of="growth of the service", at_most=5, unit=" MiB"),
        Target(of="growth of the renderer", at_most=5, unit=" MiB"),
    ],
    measure=measure,
)

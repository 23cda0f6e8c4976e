"""`python -m tests.benchmarks [--quick] [--only CASE …]`, or `--compare A B` of two files of results."""

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
import uvloop

from service.postgres.embedded import server
from tests.benchmarks import (
    append_many_districts,
    append_one_caller,
    append_one_district,
    batch_completions,
    coverage,
    discipline,
    get_overdue,
    import_xlsx,
    live_projection,
    overdue_at_scale,
    overdue_while_rebuilding,
    post_completion,
    rebuild,
    serve_memory,
    xlsx_memory,
)
from tests.benchmarks.comparing import compare
from tests.benchmarks.harness import FULL, QUICK, SMOKE, Bench, Case, Sizes, say
from tests.benchmarks.results import CaseResult, Result, machine, now, save, versions

CASES: Sequence[Case] = (
    append_one_district.CASE,
    append_many_districts.CASE,
    append_one_caller.CASE,
    post_completion.CASE,
    batch_completions.CASE,
    get_overdue.CASE,
    overdue_at_scale.CASE,
    coverage.CASE,
    discipline.CASE,
    rebuild.CASE,
    overdue_while_rebuilding.CASE,
    live_projection.CASE,
    serve_memory.CASE,
    import_xlsx.CASE,
    xlsx_memory.CASE,
)
RESULTS = Path("var/bench")


def main() -> None:
    asked = _arguments()
    if asked.compare:
        compare(*map(Path, asked.compare))
        return
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    sizes = SMOKE if asked.smoke else QUICK if asked.quick else FULL
    RESULTS.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=RESULTS.absolute(), prefix="run-") as folder, server(Path(folder) / "data") as running:
        bench = Bench(server=running, folder=Path(folder), sizes=sizes)
        chosen = [case for case in CASES if not asked.only or case.name in asked.only]
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:  # the loop that `serve` runs on
            result = runner.run(_run(bench, chosen, sizes))
    say(f"results in {save(RESULTS, result)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--quick", action="store_true", help="100,000 rows where the whole run has 1,000,000")
    parser.add_argument(
        "--smoke", action="store_true", help="only to see that every case runs; the figures mean little"
    )
    parser.add_argument("--only", nargs="+", metavar="CASE", choices=[case.name for case in CASES])
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"), help="two files of results, the earlier one first")
    return parser.parse_args()


async def _run(bench: Bench, cases: Sequence[Case], sizes: Sizes) -> Result:
    started = now()
    found = [await _one(bench, case) for case in cases]
    return Result(started=started, sizes=sizes, machine=machine(), versions=await versions(bench.server), cases=found)


async def _one(bench: Bench, case: Case) -> CaseResult:
    begin, before = time.perf_counter(), os.getloadavg()
    rounds = await case.measure(bench)
    result = CaseResult.of(case, rounds, load=(before[0], os.getloadavg()[0]), seconds=time.perf_counter() - begin)
    print(case.line(rounds), flush=True)  # noqa: T201  a program's own output
    say(f"    {result.seconds:.0f} s, load average {result.load[0]:.1f} before and {result.load[1]:.1f} after")
    return result


if __name__ == "__main__":
    main()

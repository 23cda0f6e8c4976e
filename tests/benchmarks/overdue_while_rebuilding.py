"""Case: the overdue list of one district while a process of its own makes all read models anew."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from typing import Final

from projections.here import Districts
from projections.scope import LATEST, Scope
from service.app import MODELS
from service.ledger.generations import promote
from service.ledger.ledger import Ledger
from service.overdue_list import ask_overdue
from service.postgres.pool import open_pool
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong
from tests.benchmarks.histories import TODAY
from tests.benchmarks.rebuild import Laid, laid_down

_BEFORE: Final = 5.0  # seconds
_PAUSE: Final = 0.02  # seconds between an answer and the next question


async def measure(bench: Bench) -> Sequence[Round]:
    async with laid_down(bench, "asking") as laid, open_pool(laid.found.app, max_size=1) as pool:
        await laid.rebuild()
        for model in MODELS:
            await promote(laid.owner, model)
        ledger, districts = Ledger(pool, [bytes(32)]), Districts()
        before = await _asked(ledger, districts, laid, asyncio.create_task(asyncio.sleep(_BEFORE)))
        during = await _asked(ledger, districts, laid, asyncio.create_task(laid.rebuild()))
    return [{**_figures("before", before), **_figures("during", during)}]


async def _asked(ledger: Ledger, districts: Districts, laid: Laid, until: asyncio.Task[object]) -> list[float]:
    """Ask one district after the other until something else is done; all have the same history."""
    times, totals = list[float](), set[int]()
    while not until.done():
        district = laid.districts[len(times) % len(laid.districts)]
        scope = Scope(district=district, position=LATEST, reach=None)
        begin = time.perf_counter()
        totals.add((await ask_overdue(ledger, districts, scope, on=TODAY, limit=50)).total)
        times.append(time.perf_counter() - begin)
        await asyncio.sleep(_PAUSE)
    await until
    if len(totals) != 1 or 0 in totals:
        raise Wrong(f"the same history has {totals} overdue")
    return times


def _figures(name: str, times: list[float]) -> Round:
    return {name: statistics.median(times), f"{name}, p95": statistics.quantiles(times, n=20)[-1]}


CASE = Case(
    name="overdue_while_rebuilding",
    title="overdue of one district while 1,000,000 events are rebuilt (quick: 100,000)",
    targets=[
        Target(of="during", to="before", at_most=2),
        Target(of="during, p95", to="before, p95", at_most=2),
    ],
    measure=measure,
)

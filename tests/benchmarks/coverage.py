"""Case: coverage of 1,000 schools × 50 items, beside a hundred other districts and beside a thousand."""

from collections.abc import Sequence
from functools import partial

from projections.connection import Connection
from projections.coverage import aggregates
from projections.scope import Scope
from tests.benchmarks.figures import ASSIGNMENTS, FIGURES, ON, laid, median
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns

_ENGAGED = ASSIGNMENTS * 9 // 10 * FIGURES.engaged


async def measure(bench: Bench) -> Sequence[Round]:
    async with laid(bench) as there:
        ask = partial(_ask, there.scope)

        async def few() -> Round:
            return {"few": await median(there.few, ask)}

        async def many() -> Round:
            return {"many": await median(there.many, ask)}

        return await in_turns(bench.sizes.rounds, many, few)


async def _ask(scope: Scope, connection: Connection) -> None:
    found = await aggregates(connection, scope, on=ON)
    if sum(item.standing.engaged for item in found) != _ENGAGED:
        raise Wrong("coverage is not the sum of what was reported")


CASE = Case(
    name="coverage",
    title="coverage of 1,000 schools × 50 items beside 1,000 other districts (quick: 100) and a tenth of them, 20 runs",
    targets=[Target(of="many", at_most=30, unit=" ms"), Target(of="many", to="few", at_most=1.5)],
    measure=measure,
)

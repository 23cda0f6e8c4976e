"""Case: 64 callers append to 200 districts, beside 32 callers in one of them."""

from collections.abc import Sequence

from tests.benchmarks.appending import appending, place
from tests.benchmarks.callers import rate
from tests.benchmarks.harness import Bench, Case, Round, Target, in_turns

_DISTRICTS = 200


async def measure(bench: Bench) -> Sequence[Round]:
    async with place(bench, _DISTRICTS) as here:

        async def many() -> Round:
            return {
                "200 districts": await rate(64, bench.sizes.seconds, appending(here.store, _DISTRICTS), here.events)
            }

        async def one() -> Round:
            return {"one district": await rate(32, bench.sizes.seconds, appending(here.store, 1), here.events)}

        return await in_turns(bench.sizes.rounds, many, one)


CASE = Case(
    name="append_many_districts",
    title="append over 200 districts, 64 callers",
    targets=[Target(of="200 districts", to="one district", at_least=0.5)],
    measure=measure,
)

"""Case: one caller appends, beside one who begins, inserts the same bytes and commits."""

from collections.abc import Sequence

from service.postgres.pool import open_pool
from tests.benchmarks.appending import appending, place, same_bytes
from tests.benchmarks.callers import rate
from tests.benchmarks.harness import Bench, Case, Round, Target, in_turns


async def measure(bench: Bench) -> Sequence[Round]:
    entry, seconds = same_bytes(), bench.sizes.seconds
    async with place(bench, 1) as here, open_pool(here.dsn) as bare:

        async def block(_: int) -> None:
            async with bare.acquire() as connection, connection.transaction():
                await connection.execute("insert into bare (entry) values ($1)", entry)

        async def ours() -> Round:
            return {"ours": await rate(1, seconds, appending(here.store, 1), here.events)}

        async def theirs() -> Round:
            return {"begin, insert, commit": await rate(1, seconds, block, here.bare_rows)}

        return await in_turns(bench.sizes.rounds, ours, theirs)


CASE = Case(
    name="append_one_caller",
    title="append, one caller",
    targets=[Target(to="begin, insert, commit", at_least=0.7)],
    measure=measure,
)

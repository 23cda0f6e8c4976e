"""Case: 32 callers append to one district."""

from collections.abc import Sequence

from tests.benchmarks import peer, pgbench
from tests.benchmarks.appending import CONNECTIONS, appending, place, same_bytes
from tests.benchmarks.callers import rate
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns

_CALLERS = 32


async def measure(bench: Bench) -> Sequence[Round]:
    entry, seconds = same_bytes(), bench.sizes.seconds
    script = f"insert into bare (entry) values ('\\x{entry.hex()}');"  # noqa: S608  bytes of our own
    async with place(bench, 1) as here:

        async def ours() -> Round:
            return {"ours": await rate(_CALLERS, seconds, appending(here.store, 1), here.events)}

        async def commits() -> Round:
            before = await here.bare_rows()
            said, a_second = await pgbench.commits(here.dsn, bench.folder, script, clients=CONNECTIONS, seconds=seconds)
            if (effects := await here.bare_rows() - before) != said:
                raise Wrong(f"pgbench says {said} transactions, the database shows {effects} rows")
            return {"pgbench": a_second}

        theirs = peer.recorder(bench.server, "appending", entry, threads=_CALLERS, seconds=seconds)
        return await in_turns(bench.sizes.rounds, ours, commits, theirs)


CASE = Case(
    name="append_one_district",
    title="append with every check, 32 callers, one district",
    targets=[Target(to="eventsourcing", at_least=12), Target(to="pgbench", at_least=0.6)],
    measure=measure,
)

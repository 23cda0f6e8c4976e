"""Case: the runner folds a log 500 events a transaction, beside the peer's runner."""

import itertools
import time
from collections.abc import Sequence
from typing import Final

from service.app import MODELS
from service.ledger.runner import PAGE, Runner
from service.postgres.pool import open_pool
from tests.benchmarks import bulk, histories, peer
from tests.benchmarks.databases import connected, database, owner
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.scenario import Happened

_SCHOOLS: Final = 50


async def measure(bench: Bench) -> Sequence[Round]:
    log = bulk.written(itertools.islice(_facts(), bench.sizes.batches * PAGE))
    names = map(bulk.name, itertools.count())
    async with (
        database(bench.server, "projecting") as found,
        connected(owner(found)) as connection,
        open_pool(found.projector, max_size=3) as pool,
    ):

        async def ours() -> Round:
            name = next(names)
            await bulk.fill(connection, log, [name])
            begin = time.perf_counter()
            await Runner(pool, MODELS).catch_up(name)
            took = time.perf_counter() - begin
            folded = await connection.fetchval("select count(*) from read_trail.event where district = $1", name)
            if folded != log.size:
                raise Wrong(f"{folded} of {log.size} events were folded")
            return {"ours": folded / took}

        theirs = peer.projection(bench.server, "projecting", bench.sizes.peer_events)
        return await in_turns(bench.sizes.rounds, ours, theirs)


def _facts() -> Sequence[Happened]:
    count = 20_000
    return [
        *histories.town(_SCHOOLS, 8),
        *itertools.chain.from_iterable(
            zip(histories.births(count, _SCHOOLS), histories.progress(count, _SCHOOLS), strict=True)
        ),
    ]


CASE = Case(
    name="live_projection",
    title=f"live projection, {PAGE} a transaction",
    targets=[Target(to="eventsourcing", at_least=25)],
    measure=measure,
)

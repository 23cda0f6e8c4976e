"""Case: the read models of a long log are made anew, beside a mere scan of it and beside the peer's runner."""

import asyncio
import itertools
import sys
from collections.abc import Sequence
from typing import Final

from msgspec import json

from projections.trail import TRAIL
from service.app import MODELS
from tests.benchmarks import bulk, histories, peer
from tests.benchmarks.databases import connected, database, owner
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.benchmarks.rebuild_process import Took

_SCHOOLS, _ITEMS = 50, 50
_IN_A_DISTRICT: Final = 5_000


async def measure(bench: Bench) -> Sequence[Round]:
    count = _SCHOOLS * _ITEMS
    facts = [*histories.town(_SCHOOLS, _ITEMS), *histories.births(count, _SCHOOLS), *histories.lives(count, _SCHOOLS)]
    log = bulk.written(itertools.islice(facts, _IN_A_DISTRICT))
    districts = [bulk.name(n) for n in range(bench.sizes.many // log.size)]
    events = log.size * len(districts)
    async with database(bench.server, "rebuilding") as found, connected(owner(found)) as connection:
        await bulk.fill(connection, log, districts)
        await connection.execute("vacuum analyze")

        async def run(what: str) -> Took:
            took = await _process(what, found.projector)
            if took.events != events:
                raise Wrong(f"{took.events} of {events} events were read to {what}")
            return took

        async def scan() -> Round:
            return {"scan and decode": events / (await run("scan")).seconds}

        async def ours() -> Round:
            for model in MODELS:
                await connection.execute(f"drop schema if exists {model.next} cascade")
            took = await run("rebuild")
            folded = await connection.fetchval(f"select count(*) from {TRAIL.next}.event")  # noqa: S608  a name of ours
            if folded != events:
                raise Wrong(f"{folded} of {events} events are in the trail")
            return {"ours": events / took.seconds, "process": took.mebibytes}

        theirs = peer.projection(bench.server, "rebuilding", bench.sizes.peer_events)
        return await in_turns(max(1, bench.sizes.rounds // 2), scan, ours, theirs)


async def _process(what: str, dsn: str) -> Took:
    """Do it in a process of its own, whose memory is nobody else's."""
    words = ("-m", "tests.benchmarks.rebuild_process", what, dsn)
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise Wrong(f"the process that was to {what} failed")
    return json.decode(said.splitlines()[-1], type=Took)


CASE = Case(
    name="rebuild",
    title="rebuild of 1,000,000 events (quick: 100,000)",
    targets=[
        Target(to="scan and decode", at_least=0.35),
        Target(to="eventsourcing", at_least=150),
        Target(of="process", at_most=1024, unit=" MiB"),
    ],
    measure=measure,
)

"""Case: the read models of a long log are made anew, beside a mere scan of it and beside the peer's runner."""

import asyncio
import itertools
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import asyncpg
from msgspec import Struct, json

from projections.trail import TRAIL
from service.app import MODELS
from service.postgres.database import Database
from tests.benchmarks import bulk, histories, peer
from tests.benchmarks.databases import connected, database, owner
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.benchmarks.rebuild_process import Took

_SCHOOLS, _ITEMS = 50, 50
_IN_A_DISTRICT: Final = 5_000


class Laid(Struct, frozen=True):
    """A database with a log of many districts; ``owner`` is a superuser's connection to it."""

    found: Database
    owner: asyncpg.Connection
    districts: Sequence[str]
    events: int

    async def rebuild(self) -> Took:
        for model in MODELS:
            await self.owner.execute(f"drop schema if exists {model.next} cascade")
        return await self.run("rebuild")

    async def run(self, what: str) -> Took:
        """Do it in a process of its own, whose memory is nobody else's."""
        words = ("-m", "tests.benchmarks.rebuild_process", what, self.found.projector)
        process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
        said, _ = await process.communicate()
        if process.returncode:
            raise Wrong(f"the process that was to {what} failed")
        took = json.decode(said.splitlines()[-1], type=Took)
        if took.events != self.events:
            raise Wrong(f"{took.events} of {self.events} events were read to {what}")
        return took


@asynccontextmanager
async def laid_down(bench: Bench, name: str) -> AsyncGenerator[Laid]:
    count = _SCHOOLS * _ITEMS
    facts = [*histories.town(_SCHOOLS, _ITEMS), *histories.births(count, _SCHOOLS), *histories.lives(count, _SCHOOLS)]
    log = bulk.written(itertools.islice(facts, _IN_A_DISTRICT))
    districts = [bulk.name(n) for n in range(bench.sizes.many // log.size)]
    async with database(bench.server, name) as found, connected(owner(found)) as connection:
        await bulk.fill(connection, log, districts)
        await connection.execute("vacuum analyze")
        yield Laid(found, connection, districts, log.size * len(districts))


async def measure(bench: Bench) -> Sequence[Round]:
    async with laid_down(bench, "rebuilding") as laid:

        async def scan() -> Round:
            return {"scan and decode": laid.events / (await laid.run("scan")).seconds}

        async def ours() -> Round:
            took = await laid.rebuild()
            folded = await laid.owner.fetchval(f"select count(*) from {TRAIL.next}.event")  # noqa: S608  a name of ours
            if folded != laid.events:
                raise Wrong(f"{folded} of {laid.events} events are in the trail")
            return {"ours": laid.events / took.seconds, "process": took.mebibytes}

        theirs = peer.projection(bench.server, "rebuilding", bench.sizes.peer_events)
        return await in_turns(max(1, bench.sizes.rounds // 2), scan, ours, theirs)


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

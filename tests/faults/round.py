"""A round: a new district, clients and a nemesis for some seconds, then rest, and two verdicts."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import Final

import asyncpg
from msgspec import Struct

from service.postgres.pool import open_pool
from tests.faults import judging_in_sql, looking
from tests.faults.caller import Caller
from tests.faults.clients import Client
from tests.faults.district import District, founded
from tests.faults.history import History
from tests.faults.judging import judge
from tests.faults.nemesis import Fault, Nemesis
from tests.faults.stage import Stage
from tests.faults.verdict import Verdict

CLIENTS: Final = 14
CALLERS: Final = 2
_RECOVERS_WITHIN: Final = 20.0  # seconds, also on a loaded machine


class Round(Struct, frozen=True, kw_only=True):
    """What happened, and what each of two judges found."""

    faults: Counter[str]
    acknowledged: int
    found: Verdict
    found_in_sql: Verdict

    @property
    def agreed(self) -> bool:
        """Tell whether both judges name the same laws; in a log that is torn they need not count the same."""
        return set(+self.found) == set(+self.found_in_sql)

    @property
    def right(self) -> bool:
        return not +self.found and not +self.found_in_sql

    def __str__(self) -> str:
        if self.right:
            return "both judges found nothing"
        broken, in_sql = (", ".join(f"{n} {law}" for law, n in (+it).items()) for it in (self.found, self.found_in_sql))
        same = +self.found == +self.found_in_sql
        return f"BROKEN: {broken}; in SQL: {'the same' if same else in_sql}"


async def play(
    stage: Stage,
    file: Path,
    rng: Random,
    kinds: tuple[Fault, ...],
    *,
    seconds: float,
    pause: tuple[float, float] = (0.5, 2.5),
) -> Round:
    """Play one round; the history of it stays in ``file``."""
    district, history = await founded(stage.database), History(file)
    await stage.server.settle()
    nemesis = Nemesis(stage, Random(rng.random()), kinds, pause=pause)
    clients = [Client(district, stage.services, history, Random(rng.random())) for _ in range(CLIENTS)]
    done = asyncio.Event()
    async with _callers(stage, district, history, rng) as callers, asyncio.TaskGroup() as crowd:
        for run in [*(client.run for client in clients), *(caller.run for caller in callers)]:
            crowd.create_task(run(done))
        looker = crowd.create_task(looking.now_and_then(stage, district, history, done))
        striking = crowd.create_task(nemesis.run(ending := asyncio.Event()))
        await asyncio.sleep(seconds)
        ending.set()
        await striking
        await _at_peace(stage, history)
        done.set()
        await looker
    await asyncio.gather(*[client.recall() for client in clients])
    await looking.at_rest(stage, district, history)
    for client in clients:
        client.close()
    history.close()
    return await _judged(stage, district, file, nemesis.counts)


async def _at_peace(stage: Stage, history: History) -> None:
    """Ask every service, now that nothing is broken any more, whether it is ready."""
    for service in stage.services:
        op = history.asked("ready", "nobody")
        history.answered(op, await service.ready(within=_RECOVERS_WITHIN), {})


@asynccontextmanager
async def _callers(stage: Stage, district: District, history: History, rng: Random) -> AsyncIterator[list[Caller]]:
    async with open_pool(stage.database.app, max_size=2) as pool:
        yield [Caller(district, pool, history, Random(rng.random())) for _ in range(CALLERS)]


async def _judged(stage: Stage, district: District, file: Path, faults: Counter[str]) -> Round:
    connection = await asyncpg.connect(stage.server.owner)
    try:
        acknowledged, found = await judge(connection, district, file)
        found_in_sql = await judging_in_sql.judge(connection, district, file)
    finally:
        with suppress(asyncpg.PostgresError, OSError):
            await connection.close()
    return Round(faults=faults, acknowledged=acknowledged, found=found, found_in_sql=found_in_sql)

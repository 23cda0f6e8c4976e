"""The nemesis: one fault after the other, drawn from a seed, each undone after a while."""

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Final, TypeAlias

import asyncpg

from tests.faults.disk import Loop
from tests.faults.network import Direction
from tests.faults.stage import Stage

Fault: TypeAlias = Callable[[Stage, Random], Awaitable[None]]

_TERMINATE: Final = """
    select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'service' and random() < 0.7
"""


async def service_killed(stage: Stage, rng: Random) -> None:
    rng.choice(stage.services).signal(signal.SIGKILL)


async def service_told_to_stop(stage: Stage, rng: Random) -> None:
    rng.choice(stage.services).signal(signal.SIGTERM)


async def service_frozen(stage: Stage, rng: Random) -> None:
    service = rng.choice(stage.services)
    service.signal(signal.SIGSTOP)
    await asyncio.sleep(rng.uniform(0.5, 2))
    service.signal(signal.SIGCONT)


async def backends_terminated(stage: Stage, rng: Random) -> None:
    with suppress(OSError, TimeoutError, asyncpg.PostgresError):
        connection = await asyncpg.connect(stage.server.owner, timeout=2)
        await connection.fetchval(_TERMINATE)
        await connection.close()


async def server_killed(stage: Stage, rng: Random) -> None:
    """By SIGKILL: the postmaster alone, so that its children end by themselves, or all of them at one blow."""
    await asyncio.to_thread(stage.server.die, signal.SIGKILL, everybody=rng.random() < 0.7)
    await _back(stage, rng)


async def server_quit(stage: Stage, rng: Random) -> None:
    await asyncio.to_thread(stage.server.die, signal.SIGQUIT)
    await _back(stage, rng)


async def server_frozen(stage: Stage, rng: Random) -> None:
    stage.server.pause(go_on=False)
    await asyncio.sleep(rng.uniform(0.3, 2))
    stage.server.pause(go_on=True)


async def network_cut(stage: Stage, rng: Random) -> None:
    directions: list[Direction] = ["questions", "answers", "both"]
    stage.network.cut(rng.choice(directions))
    await asyncio.sleep(rng.uniform(0.3, 2.5))
    stage.network.heal()


async def disk_filled(stage: Stage, rng: Random) -> None:
    assert isinstance(stage.disk, Loop)
    await asyncio.to_thread(stage.disk.fill)
    await asyncio.sleep(rng.uniform(1, 3))
    stage.disk.free()
    await stage.server.start()  # it may have given up


async def power_cut(stage: Stage, rng: Random) -> None:
    assert isinstance(stage.disk, Loop)
    stage.disk.cut_power()
    await asyncio.sleep(rng.uniform(0, 0.3))  # whatever answers now was on the disk before
    await asyncio.to_thread(stage.server.die, signal.SIGKILL, everybody=True)
    stage.disk.restore_power()
    await _back(stage, rng)


async def _back(stage: Stage, rng: Random) -> None:
    await asyncio.sleep(rng.uniform(0, 0.7))
    await stage.server.start()


ANYWHERE: Final[tuple[Fault, ...]] = (
    service_killed,
    service_told_to_stop,
    service_frozen,
    backends_terminated,
    server_killed,
    server_quit,
    server_frozen,
    network_cut,
)
ON_A_DISK_OF_OUR_OWN: Final[tuple[Fault, ...]] = (disk_filled, power_cut)


class Nemesis:
    """Deals each kind before any comes again; ``counts`` by name."""

    def __init__(self, stage: Stage, rng: Random, kinds: tuple[Fault, ...], *, pause: tuple[float, float]) -> None:
        self._stage, self._rng, self._kinds, self._pause = stage, rng, kinds, pause
        self._hand: list[Fault] = []
        self.counts = Counter[str]()

    async def run(self, done: asyncio.Event) -> None:
        while not done.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), self._rng.uniform(*self._pause))
                return
            await self._strike()

    async def _strike(self) -> None:
        if not self._hand:
            self._hand = self._rng.sample(self._kinds, len(self._kinds))
        fault = self._hand.pop()
        await fault(self._stage, self._rng)
        self.counts[fault.__name__.replace("_", " ")] += 1

"""The peer's recorder: unique versions and an order that its readers can trust, by many threads of one process."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, Final, TypeAlias
from uuid import uuid4

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from service.postgres.embedded import Server
from tests.benchmarks.harness import Wrong
from tests.benchmarks.peer import environment

Theirs: TypeAlias = Any  # of the peer's own kind, and untyped where the peer is not installed
_WARM_UP: Final = 0.3  # seconds


async def rate(server: Server, database: str, entry: bytes, *, threads: int, seconds: float) -> float:
    """Return events recorded a second, one a call, as its table shows them."""
    return await asyncio.to_thread(_rate, environment(server, database, pool=threads), entry, threads, seconds)


def _rate(known: dict[str, str], entry: bytes, threads: int, seconds: float) -> float:
    with closing(InfrastructureFactory.construct(Environment("peer", known))) as factory:
        recorder = factory.application_recorder()
        _call(recorder, entry, threads, _WARM_UP)
        before = _count(recorder)
        begin = time.perf_counter()
        calls = _call(recorder, entry, threads, seconds)
        took = time.perf_counter() - begin
        if (effects := _count(recorder) - before) != calls:
            raise Wrong(f"{calls} calls of the peer were answered, the database shows {effects} effects")
    return effects / took


def _call(recorder: Theirs, entry: bytes, threads: int, seconds: float) -> int:
    end = time.perf_counter() + seconds

    def caller(_: int) -> int:
        done = 0
        while time.perf_counter() < end:
            recorder.insert_events([StoredEvent(uuid4(), 1, "reported", entry)])
            done += 1
        return done

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(caller, range(threads)))


def _count(recorder: Theirs) -> int:
    with recorder.datastore.transaction() as cursor:
        cursor.execute("select count(*) from public.peer_events")
        return int(cursor.fetchone()["count"])

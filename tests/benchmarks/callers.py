"""Callers that keep at it for a while; what they achieved is what the database shows afterwards."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable

from tests.benchmarks.harness import Wrong

_WARM_UP = 0.3  # seconds


async def rate(
    callers: int, seconds: float, once: Callable[[int], Awaitable[object]], count: Callable[[], Awaitable[int]]
) -> float:
    """Return effects a second; ``once`` gets the number of the turn, ``count`` counts effects in the database."""
    await _call(callers, _WARM_UP, once)
    before = await count()
    begin = time.perf_counter()
    calls = await _call(callers, seconds, once)
    took = time.perf_counter() - begin
    effects = await count() - before
    if effects != calls:
        raise Wrong(f"{calls} calls were answered, the database shows {effects} effects")
    return effects / took


async def _call(callers: int, seconds: float, once: Callable[[int], Awaitable[object]]) -> int:
    end = time.perf_counter() + seconds
    turns = itertools.count()

    async def caller() -> int:
        done = 0
        while time.perf_counter() < end:
            await once(next(turns))
            done += 1
        return done

    return sum(await asyncio.gather(*[caller() for _ in range(callers)]))

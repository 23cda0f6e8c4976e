"""Many at once: clients that dawdle, and a district that remembers its deadline in the last minute."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final
from uuid import uuid4

import pytest

from service import clock
from service.importing import sample
from tests.faults.district import SCHOOLS, District, founded
from tests.faults.school import School
from tests.faults.stage import Stage

_ROWS: Final = range(2, 52)
_SLOW: Final = 100
_IN_A_ROUND: Final = 20
_ROUNDS: Final = 6


@pytest.fixture
async def dawdlers(stage: Stage) -> AsyncIterator[Callable[[], asyncio.Task[None]]]:
    """Clients who send a request of which a byte arrives now and then."""
    tasks: list[asyncio.Task[None]] = []

    def start() -> asyncio.Task[None]:
        tasks.append(asyncio.create_task(_dawdle(stage.services[0].port)))
        return tasks[-1]

    yield start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _dawdle(port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(b"POST /api/v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"{")
            await asyncio.sleep(0.05)
    finally:
        writer.transport.abort()


async def test_a_hundred_slow_clients_do_not_slow_the_others(
    stage: Stage,
    district: District,
    dawdlers: Callable[[], asyncio.Task[None]],
    enrol: Callable[..., School],
    tell: Callable[[str], None],
) -> None:
    school = enrol(district, stage.services[0])
    alone, beside = list[float](), list[float]()
    for _ in range(_ROUNDS):
        alone += await _times(school)
        slow = [dawdlers() for _ in range(_SLOW)]
        await asyncio.sleep(0.1)
        beside += await _times(school)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
    before, after = statistics.median(alone), statistics.median(beside)
    tell(f"median of a write {before * 1000:.1f} ms alone, {after * 1000:.1f} ms beside a hundred slow clients")
    assert after < 2 * before


async def _times(school: School) -> list[float]:
    times: list[float] = []
    for _ in range(_IN_A_ROUND):
        began = time.perf_counter()
        assert (await school.report()).status == 201
        times.append(time.perf_counter() - began)
    return times


async def test_two_thousand_completions_in_the_last_minute_all_end_acknowledged(
    stage: Stage, enrol: Callable[..., School], tell: Callable[[str], None]
) -> None:
    hurried = await founded(stage.database, order=_order())
    began = time.monotonic()
    statuses = await asyncio.gather(
        *[_complete_all(enrol(hurried, stage.services[number % 2], number)) for number in range(1, len(SCHOOLS) + 1)]
    )
    seconds = time.monotonic() - began
    tell(f"2,000 completions of forty schools acknowledged in {seconds:.1f} s")
    assert [[201] * len(_ROWS)] * len(SCHOOLS) == statuses
    assert seconds < 60


async def _complete_all(school: School) -> Sequence[int]:
    answers = [await school.insist(key=str(uuid4()), item=str(row)) for row in _ROWS]
    return [answer.status for answer in answers]


def _order() -> bytes:
    """The sample order with fifty rows for schools, all due today."""
    lines = sample.order().decode().splitlines()
    first, last = (next(n for n, line in enumerate(lines) if line.startswith(f"{row}\t")) for row in ("2", "8"))
    today = clock.today("Europe/Moscow").strftime("%d.%m.%Y")
    rows = [f"{row}\tПровести встречу {row}\t{today}\tОО" for row in _ROWS]
    return "\n".join([*lines[:first], *rows, *lines[last + 1 :]]).encode()

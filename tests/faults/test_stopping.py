"""Stopping and taking over: nothing is left half done, and somebody always keeps the read models up to date."""

import asyncio
import signal
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import asyncpg

from tests.faults.district import District
from tests.faults.school import School
from tests.faults.stage import Stage
from tests.faults.talking import Answer, Broken

_IN_FLIGHT: Final = 40
_HOLD_THE_LOG: Final = "select from log.heads where district = $1 for update"
_TRAIL: Final = """
    select (select position from read_trail.checkpoint where district = $1),
           (select count(*) from read_trail.event where district = $1)
"""


async def test_a_stop_with_requests_in_flight_leaves_none_half_done(
    stage: Stage, district: District, enrol: Callable[..., School], tell: Callable[[str], None]
) -> None:
    service, keys = stage.services[0], [str(uuid4()) for _ in range(_IN_FLIGHT)]
    schools = [enrol(district, service, number) for number in range(1, _IN_FLIGHT + 1)]
    await asyncio.gather(*[school.report() for school in schools])  # each has its connection
    asked = [asyncio.create_task(_ask(school, key)) for school, key in zip(schools, keys, strict=True)]
    await asyncio.sleep(0.02)
    began = time.monotonic()
    service.signal(signal.SIGTERM)
    answers = await asyncio.gather(*asked)
    await stage.ready()
    seconds = time.monotonic() - began
    after = [await school.insist(key=key, what="progress") for school, key in zip(schools, keys, strict=True)]
    answered = [answer for answer in answers if answer]
    tell(f"{len(answered)} of {_IN_FLIGHT} in flight answered; ready again {seconds:.1f} s after the signal")
    assert [201] * _IN_FLIGHT == [answer.status for answer in after]
    assert [
        answer.raw if answer and answer.status == 201 else again.raw
        for answer, again in zip(answers, after, strict=True)
    ] == [again.raw for again in after]
    assert {201, 503} >= {answer.status for answer in answered}


async def test_who_waits_longer_than_a_stop_does_is_asked_to_come_again(
    stage: Stage, district: District, enrol: Callable[..., School]
) -> None:
    school, key = enrol(district, stage.services[0]), str(uuid4())
    connection = await asyncpg.connect(stage.server.owner)
    async with connection.transaction():
        await connection.execute(_HOLD_THE_LOG, district.name)
        asked = asyncio.create_task(school.report(key=key))
        await asyncio.sleep(0.2)
        stage.services[0].signal(signal.SIGTERM)
        answer = await asked
    await connection.close()
    await stage.ready()
    assert (503, "1") == (answer.status, answer.headers.get("retry-after"))
    assert (await school.insist(key=key, what="progress")).status == 201


async def _ask(school: School, key: str) -> Answer | None:
    try:
        return await school.report(key=key)
    except Broken:
        return None


async def test_both_services_write_and_each_entry_is_projected_once(
    stage: Stage, district: District, enrol: Callable[..., School]
) -> None:
    schools = [enrol(district, service) for service in stage.services]
    answers = [await school.report() for _ in range(20) for school in schools]
    last = answers[-1].body["position"]
    assert list(range(last - 39, last + 1)) == [answer.body["position"] for answer in answers]
    assert [200, 200] == [(await school.overdue(at_least=last)).status for school in schools]
    assert await _projected(stage, district) == (last, last)


async def test_the_other_service_takes_over_within_a_second(
    stage: Stage, district: District, enrol: Callable[..., School], tell: Callable[[str], None]
) -> None:
    seconds = []
    for gone, left in ((0, 1), (1, 0)):
        school = enrol(district, stage.services[left])
        crowd = [asyncio.create_task(school_of.report()) for school_of in _crowd(stage, district, enrol)]
        await asyncio.sleep(0.05)  # so that it goes in the middle of its work
        stage.services[gone].signal(signal.SIGKILL)
        began = time.monotonic()
        position = (await school.report()).body["position"]
        assert (await school.overdue(at_least=position)).status == 200
        seconds.append(time.monotonic() - began)
        await asyncio.gather(*crowd, return_exceptions=True)
        await stage.ready()
    tell(f"written and projected by the other {max(seconds):.2f} s after the kill, the slower of both ways")
    assert max(seconds) < 1


def _crowd(stage: Stage, district: District, enrol: Callable[..., School]) -> list[School]:
    return [enrol(district, stage.services[number % 2], number) for number in range(1, 11)]


async def _projected(stage: Stage, district: District) -> tuple[int, int]:
    """Return the checkpoint of the trail and how many rows it has."""
    connection = await asyncpg.connect(stage.server.owner)
    try:
        row = await connection.fetchrow(_TRAIL, district.name)
    finally:
        await connection.close()
    assert row
    return row[0], row[1]

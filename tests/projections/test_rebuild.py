"""A rebuild: the next generation is what the live one is, unless the fold says otherwise; nobody is disturbed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any, Final

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from domain.target import Figures
from projections.connection import Connection
from projections.control import CONTROL
from projections.model import Bulk, Entry, Model, Rows
from projections.trail import TRAIL
from service.ledger.difference import Difference, differences
from service.ledger.event_store import EventStore
from service.ledger.generations import mark, promote, roll_back, stands
from service.ledger.rebuild import alone, follow, rebuild, stand
from service.ledger.runner import Runner
from tests.factories import KEY, assigned, reported
from tests.histories import histories
from tests.projections.tally import Tally
from tests.recording import open_log, record
from tests.scenario import Happened

HISTORY: Final = [assigned(), reported(on=date(2020, 10, 21), figures=Figures(engaged=93, enrolled=601))]
LAW: Final = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture
async def connection(projector: asyncpg.Pool) -> AsyncIterator[Connection]:
    async with projector.acquire() as connection:
        yield connection


async def built(projector: asyncpg.Pool, connection: Connection, model: Model) -> list[Difference]:
    await rebuild(projector, connection, [model], lambda _done, _all: None)
    return [difference async for difference in differences(connection, model)]


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(histories(least=6, most=20))
async def test_a_generation_made_at_once_is_the_one_that_was_folded_page_by_page(
    owner: asyncpg.Connection,
    store: EventStore,
    runner: Runner,
    projector: asyncpg.Pool,
    connection: Connection,
    history: list[Happened],
) -> None:
    district = await open_log(owner)
    await record(store, district, history)
    await runner.catch_up(district)

    assert [] == [*await built(projector, connection, CONTROL), *await built(projector, connection, TRAIL)]


class Halved:
    """Believes that half as many were engaged."""

    def __init__(self) -> None:
        self._bulk: Bulk = CONTROL.bulk()

    @property
    def size(self) -> int:
        return self._bulk.size

    def take(self, district: str, entries: Sequence[Entry]) -> None:
        self._bulk.take(district, entries)

    def finish(self) -> None:
        self._bulk.finish()

    def drain(self) -> Rows:
        drained = self._bulk.drain()
        columns, rows = drained["assignment"]
        place = list(columns).index("engaged")
        return {**drained, "assignment": (columns, [_halved(row, place) for row in rows])}


def _halved(row: Sequence[Any], place: int) -> Sequence[Any]:  # Any: what the columns hold
    half = None if row[place] is None else row[place] // 2
    return (*row[:place], half, *row[place + 1 :])


async def test_the_difference_names_exactly_the_rows_and_fields_that_a_changed_fold_changes(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, connection: Connection, district: str
) -> None:
    await record(store, district, HISTORY)
    await runner.catch_up(district)
    found = await built(projector, connection, replace(CONTROL, bulk=Halved))

    here = [difference for difference in found if difference.row["district"] == district]
    row = {"district": district, "key": KEY, "known_from": 2}
    assert [Difference(table="assignment", row=row, field="engaged", live=93, next=46)] == here
    assert {("assignment", "engaged"), ("assignment", "met")} >= {(other.table, other.field) for other in found}


async def test_what_is_recorded_while_it_is_made_is_in_it_too(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, connection: Connection, district: str
) -> None:
    await record(store, district, HISTORY[:1])
    await rebuild(projector, connection, [CONTROL], lambda _done, _all: None)
    await record(store, district, HISTORY, since=1)
    await follow(projector, CONTROL)
    position = await connection.fetchval(
        f"select position from {CONTROL.next}.checkpoint where district = $1",  # noqa: S608  a name of our own
        district,
    )

    assert 2 == position


async def test_one_that_was_cut_off_leaves_the_live_one_and_the_next_try_begins_anew(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, connection: Connection, district: str
) -> None:
    await record(store, district, HISTORY)
    await runner.catch_up(district)

    def cut_off(_done: int, _all: int) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await rebuild(projector, connection, [CONTROL], cut_off)

    assert ("unfinished", stands(CONTROL)) == (
        await mark(connection, CONTROL.next),
        await mark(connection, CONTROL.live),
    )
    assert [] == await built(projector, connection, CONTROL)


async def test_promoted_it_is_live_and_rolled_back_the_one_before_is(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, connection: Connection, district: str
) -> None:
    await record(store, district, HISTORY)
    await runner.catch_up(district)
    await rebuild(projector, connection, [replace(CONTROL, bulk=Halved)], lambda _done, _all: None)
    await promote(connection, CONTROL)
    promoted = await _engaged(connection, district)
    await roll_back(connection, CONTROL)

    assert (46, 93) == (promoted, await _engaged(connection, district))


async def test_folding_goes_on_in_the_generation_that_is_promoted_meanwhile(
    store: EventStore, runner: Runner, projector: asyncpg.Pool, connection: Connection, district: str
) -> None:
    await record(store, district, HISTORY[:1])
    await runner.catch_up(district)
    await rebuild(projector, connection, [CONTROL], lambda _done, _all: None)
    await record(store, district, HISTORY, since=1)
    await asyncio.gather(promote(connection, CONTROL), runner.catch_up(district))
    await runner.catch_up(district)

    assert 93 == await _engaged(connection, district)


async def test_what_one_model_cannot_fold_is_folded_into_the_others_and_left_to_the_runner_in_its_own(
    store: EventStore, owner: asyncpg.Connection, projector: asyncpg.Pool, district: str
) -> None:
    await record(store, district, HISTORY)
    healthy, poisoned = Tally(), Tally(poison=2)
    await stand(projector, poisoned.model, healthy.model)
    seen = [
        await owner.fetchval(f"select max(position) from {tally.model.live}.seen where district = $1", district)  # noqa: S608  a name of our own
        for tally in (healthy, poisoned)
    ]
    parked = await Runner(projector, [poisoned.model, healthy.model]).parked()

    assert ([2, 1], [(poisoned.name, 2)]) == (
        seen,
        [(one.model, one.position) for one in parked if one.district == district],
    )


async def test_of_two_at_once_one_waits_and_says_so(projector: asyncpg.Pool, connection: Connection) -> None:
    said, order = asyncio.Event(), list[str]()

    async def second() -> None:
        async with projector.acquire() as other, alone(other, [CONTROL], lambda _: said.set()):
            order.append("second")

    async with alone(connection, [CONTROL], lambda _: order.append("not alone")):
        waiting = asyncio.create_task(second())
        await said.wait()
        order.append("first")
    await waiting

    assert ["first", "second"] == order


async def _engaged(connection: Connection, district: str) -> int | None:
    engaged: int | None = await connection.fetchval(
        f"select engaged from {CONTROL.live}.assignment where district = $1 and known_from = 2",  # noqa: S608  names of our own
        district,
    )
    return engaged

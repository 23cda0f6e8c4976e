"""The runner: every entry exactly once, whoever runs beside it or dies, and a poison event stops one model alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date
from typing import Final
from uuid import uuid4

import asyncpg
import httpx
import pytest
from litestar import Litestar
from structlog.testing import capture_logs

from domain.assignment.events import ProgressReported
from domain.entry import Cause, NewEvent
from service.http.health import ready
from service.http.house import House
from service.identity.keyring import Keyring
from service.ledger.batch import Request
from service.ledger.event_store import EventStore
from service.ledger.generations import begin, finish, mark
from service.ledger.ledger import Ledger
from service.ledger.rebuild import stand
from service.ledger.runner import PAGE, Parked, Runner
from service.postgres.database import Database
from service.postgres.pool import MOMENTARY, open_pool
from tests.projections.tally import Tally

EVENT: Final = ProgressReported(as_of=date(2020, 12, 1))
MORE_THAN_A_PAGE: Final = PAGE + PAGE // 2


@pytest.fixture
async def follower(beside: Database) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(beside.projector, max_size=3) as pool:
        yield pool


@pytest.fixture
async def other(beside: Database) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(beside.projector, max_size=3) as pool:
        yield pool


async def started(pool: asyncpg.Pool, *tallies: Tally) -> Runner:
    """Start as a service does, but with empty tables where there are none: the runner is to fill them."""
    models = [tally.model for tally in tallies]
    for model in models:
        async with pool.acquire() as connection:
            if await mark(connection, model.live) is None:
                await begin(connection, model, model.live, version=model.version)
                await finish(connection, model, model.live)
        await stand(pool, model)
    return Runner(pool, models)


async def grow(store: EventStore, district: str, size: int, *, since: int = 0) -> None:
    cause = Cause(district=district, actor="system:test", via="system", command=uuid4(), day=date(2020, 12, 1))
    events = [NewEvent(stream="assignment/a", version=version, data=EVENT) for version in range(since + 1, size + 1)]
    await store.append(Request(cause=cause, fingerprints=[bytes(32)], events=events))


async def seen(owner: asyncpg.Connection, tally: Tally, district: str) -> list[int]:
    select = f"select position from read_{tally.name}.seen where district = $1 order by position"  # noqa: S608  a name of our own
    return [row["position"] for row in await owner.fetch(select, district)]


async def reached(owner: asyncpg.Connection, tally: Tally, district: str) -> int | None:
    """Return the checkpoint once nobody holds it."""
    select = f"select position from read_{tally.name}.checkpoint where district = $1 for update"  # noqa: S608  a name of our own
    position: int | None = await owner.fetchval(select, district)
    return position


async def kill(owner: asyncpg.Connection, tally: Tally) -> int:
    """End the backend that is in the middle of folding."""
    terminate = "select count(pg_terminate_backend(pid, 1000)) from pg_stat_activity where query like $1 and pid <> $2"
    killed: int = await owner.fetchval(terminate, f"insert into read_{tally.name}%", owner.get_server_pid())
    return killed


async def test_every_entry_of_a_long_log_is_folded_once(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str
) -> None:
    tally = Tally()
    runner = await started(follower, tally)
    await grow(store, district, MORE_THAN_A_PAGE)
    await runner.catch_up(district)

    assert list(range(1, MORE_THAN_A_PAGE + 1)) == await seen(owner, tally, district)


async def test_a_second_runner_leaves_alone_what_the_first_is_folding(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, other: asyncpg.Pool, district: str
) -> None:
    tally = Tally(gated=district)
    one, two = await started(follower, tally), Runner(other, [tally.model])
    await grow(store, district, 3)
    first = asyncio.create_task(one.catch_up(district))
    await tally.entered()
    await two.catch_up(district)
    before = await seen(owner, tally, district)
    tally.gate.set()
    await first

    assert ([], [1, 2, 3]) == (before, await seen(owner, tally, district))


async def test_two_runners_at_once_fold_every_entry_once(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, other: asyncpg.Pool, district: str
) -> None:
    tally = Tally()
    one, two = await started(follower, tally), Runner(other, [tally.model])
    for size in range(20, 201, 20):
        await asyncio.gather(
            grow(store, district, size, since=size - 20), one.catch_up(district), two.catch_up(district)
        )
    await one.catch_up(district)

    assert list(range(1, 201)) == await seen(owner, tally, district)


async def test_what_a_killed_runner_had_not_committed_is_folded_once_by_another(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, other: asyncpg.Pool, district: str
) -> None:
    tally = Tally(gated=district)
    one, two = await started(follower, tally), Runner(other, [tally.model])
    await grow(store, district, 3)
    first = asyncio.create_task(one.catch_up(district))
    await tally.entered()
    assert 1 == await kill(owner, tally)
    tally.gate.set()
    with capture_logs() as logged, suppress(*MOMENTARY):
        await first
    await two.catch_up(district)

    assert ([1, 2, 3], [], []) == (await seen(owner, tally, district), await two.parked(), logged)


async def test_a_runner_whose_connection_was_killed_goes_on_by_itself(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str
) -> None:
    tally = Tally(gated=district)
    runner = await started(follower, tally)
    following = asyncio.create_task(runner.run())
    await grow(store, district, 3)
    await tally.entered()
    assert 1 == await kill(owner, tally)
    tally.inside.clear()
    tally.gate.set()
    await tally.entered()
    position = await reached(owner, tally, district)
    following.cancel()

    assert (3, [1, 2, 3]) == (position, await seen(owner, tally, district))


@pytest.mark.parametrize("poison", [1, 137, 300])
async def test_a_poison_event_parks_its_model_alone(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str, poison: int
) -> None:
    poisoned, sound = Tally(poison=poison), Tally()
    runner = await started(follower, poisoned, sound)
    await grow(store, district, 300)
    await runner.catch_up(district)
    parked = Parked(model=poisoned.name, district=district, position=poison, reason="LookupError")

    assert [parked] == await runner.parked()
    assert list(range(1, poison)) == await seen(owner, poisoned, district)
    assert list(range(1, 301)) == await seen(owner, sound, district)


async def test_beside_a_parked_model_the_log_is_written_and_the_others_go_on(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str
) -> None:
    poisoned, sound = Tally(poison=2), Tally()
    runner = await started(follower, poisoned, sound)
    await grow(store, district, 3)
    await runner.catch_up(district)
    await grow(store, district, 5, since=3)
    await runner.catch_up(district)

    assert ([1], [1, 2, 3, 4, 5]) == (await seen(owner, poisoned, district), await seen(owner, sound, district))


async def test_a_poison_event_of_one_district_parks_no_other(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str, elsewhere: str
) -> None:
    poisoned = Tally(poison=3)
    runner = await started(follower, poisoned)
    await grow(store, district, 3)
    await grow(store, elsewhere, 2)
    await runner.catch_up(district)
    await runner.catch_up(elsewhere)

    assert [1, 2] == await seen(owner, poisoned, elsewhere)


async def test_health_tells_of_a_parked_model(
    store: EventStore, pool: asyncpg.Pool, follower: asyncpg.Pool, district: str
) -> None:
    poisoned = Tally(poison=2)
    runner = await started(follower, poisoned)
    app = Litestar([ready], openapi_config=None)
    app.state.house = House(ledger=Ledger(pool, [bytes(32)]), runner=runner, keyring=Keyring(pool))
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar names its scopes more narrowly
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        before = await client.get("/health/ready")
        await grow(store, district, 2)
        await runner.catch_up(district)
        after = await client.get("/health/ready")
    parked = {"model": poisoned.name, "district": district, "position": 2, "reason": "LookupError"}

    assert (200, {"status": "ready", "parked": [], "building": []}) == (before.status_code, before.json())
    assert (503, {"status": "parked", "parked": [parked], "building": []}) == (after.status_code, after.json())


async def test_a_second_start_with_the_same_version_keeps_the_tables(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str
) -> None:
    tally = Tally()
    runner = await started(follower, tally)
    await grow(store, district, 3)
    await runner.catch_up(district)
    await started(follower, tally)

    assert ([1, 2, 3], 3) == (await seen(owner, tally, district), await reached(owner, tally, district))


async def test_a_start_with_another_version_makes_the_tables_anew_from_the_log(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str
) -> None:
    first = Tally()
    runner = await started(follower, first)
    await grow(store, district, 3)
    await runner.catch_up(district)
    second = Tally(version=2, name=first.name)
    await owner.execute(f"delete from {first.model.live}.seen")  # noqa: S608  what stands in it is not asked
    await started(follower, second)

    assert ([1, 2, 3], 3) == (await seen(owner, second, district), await reached(owner, second, district))


async def test_another_version_lets_a_parked_model_go_on(
    store: EventStore, owner: asyncpg.Connection, follower: asyncpg.Pool, district: str
) -> None:
    poisoned = Tally(poison=2)
    runner = await started(follower, poisoned)
    await grow(store, district, 3)
    await runner.catch_up(district)
    mended = Tally(version=2, name=poisoned.name)
    runner = await started(follower, mended)
    await runner.catch_up(district)

    assert ([1, 2, 3], []) == (await seen(owner, mended, district), await runner.parked())

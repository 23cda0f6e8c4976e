"""Laws over generated histories: however a log was folded, its read models say what the fold of its entries says."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final, TypeAlias

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import directory
from domain import district as here
from domain.decider import Decider
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.roadmap.state import ROADMAP as FOLD
from domain.roadmap.state import Head
from projections.beliefs import OPEN, Table
from projections.control import ASSIGNMENTS, CONTROL, DISTRICTS, ITEMS, ORGANISATIONS, ROADMAPS, replay
from projections.overdue import overdue
from projections.scope import Scope
from projections.trail import TRAIL
from service.ledger.event_store import EventStore
from service.ledger.reading import inside, read
from service.ledger.runner import Runner
from tests.factories import ROADMAP
from tests.histories import DAYS, histories
from tests.recording import open_log, record
from tests.scenario import Happened, stored

MOST: Final = 20
HISTORIES: Final = histories(least=6, most=MOST)
CUTS: Final = st.frozensets(st.integers(1, MOST - 1), max_size=5)
LAW: Final = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TABLES: Final = (ASSIGNMENTS, ITEMS, ROADMAPS, ORGANISATIONS, DISTRICTS)
_BELIEFS: Final = "select * from {} where district = $1 and known_from <= $2 and known_to > $2"
_ROWS: Final = "select to_jsonb(t) - 'district' - 'recorded_at' from {} as t where district = $1 order by 1"


class Log:
    """The log of a district, and its read models."""

    def __init__(self, district: str, projector: asyncpg.Pool, app: asyncpg.Pool) -> None:
        self.district, self._projector, self._app = district, projector, app

    async def beliefs(
        self, table: Table[Any], position: int = OPEN - 1
    ) -> dict[str, Any]:  # Any: what it is a table of
        """Return what was known at a position, by key; now, if none is given."""
        async with self._projector.acquire() as connection, inside(connection, self.district):
            rows = await connection.fetch(_BELIEFS.format(f"{CONTROL.live}.{table.name}"), self.district, position)
        return {row["key"]: table.state(row) for row in rows}

    async def rows(self) -> dict[str, list[str]]:
        names = [*(f"{CONTROL.live}.{table.name}" for table in TABLES), f"{TRAIL.live}.event"]
        async with self._projector.acquire() as connection, inside(connection, self.district):
            fetched = {name: await connection.fetch(_ROWS.format(name), self.district) for name in names}
        return {name: [row[0] for row in rows] for name, rows in fetched.items()}

    async def entries(self, until: int = OPEN - 1) -> list[bytes]:
        async with self._projector.acquire() as connection, inside(connection, self.district):
            return [entry for position, entry in await read(connection, self.district, after=0) if position <= until]

    async def overdue(self, days: set[date], position: int) -> dict[date, tuple[set[str], int]]:
        """Return for each day the keys of what was overdue, and how many were counted."""
        scope = Scope(district=self.district, position=position)
        async with self._app.acquire() as connection:
            found = {on: await overdue(connection, scope, on=on, limit=1000) for on in days}
        return {on: ({line.key for line in list_.page}, list_.total) for on, list_ in found.items()}


Fold: TypeAlias = Callable[..., Awaitable[Log]]


@pytest.fixture(scope="session")
def fold(
    owner: asyncpg.Connection, store: EventStore, runner: Runner, projector: asyncpg.Pool, pool: asyncpg.Pool
) -> Fold:
    async def fold(
        history: list[Happened],
        cuts: frozenset[int] = frozenset(),
        look: Callable[[Log, int], Awaitable[None]] | None = None,
    ) -> Log:
        """Let the runner fold after each cut and at the end, and somebody look each time."""
        log = Log(await open_log(owner), projector, pool)
        done = 0
        for cut in sorted({*(cut for cut in cuts if cut < len(history)), len(history)}):
            await record(store, log.district, history[:cut], since=done)
            await runner.catch_up(log.district)
            if look:
                await look(log, cut)
            done = cut
        return log

    return fold


@LAW
@given(HISTORIES, CUTS, CUTS)
async def test_the_tables_are_the_same_however_the_log_was_cut_into_batches(
    fold: Fold, history: list[Happened], some: frozenset[int], others: frozenset[int]
) -> None:
    one, other = await fold(history, some), await fold(history, others)

    assert await one.rows() == await other.rows()


@LAW
@given(HISTORIES, CUTS)
async def test_the_tables_say_what_the_fold_of_each_stream_says(
    fold: Fold, history: list[Happened], cuts: frozenset[int]
) -> None:
    log = await fold(history, cuts)
    roadmap = _folded(FOLD, f"roadmap/{ROADMAP}", history)
    district = _folded(DISTRICT, here.STREAM, history)
    expected = [
        replay(await log.entries()),
        {f"{ROADMAP}/{key}": item for key, item in roadmap.items.items()},
        {ROADMAP: roadmap.head} if roadmap.head != Head() else {},
        dict(_folded(DIRECTORY, directory.STREAM, history).organisations),
        {"": district} if district != here.State() else {},
    ]

    assert expected == [await log.beliefs(table) for table in TABLES]


def _folded(decider: Decider[Any, Any], stream: str, history: list[Happened]) -> Any:  # noqa: ANN401  as the decider's
    return decider.fold(line for name, line in stored(history) if name == stream)


@LAW
@given(HISTORIES, CUTS)
async def test_as_of_a_position_is_what_was_known_when_the_log_ended_there(
    fold: Fold, history: list[Happened], cuts: frozenset[int]
) -> None:
    known: dict[int, list[dict[str, Any]]] = {}  # Any: states of several tables

    async def look(log: Log, position: int) -> None:
        known[position] = [await log.beliefs(table) for table in TABLES]

    log = await fold(history, cuts, look)

    assert known == {position: [await log.beliefs(table, position) for table in TABLES] for position in known}


@LAW
@given(HISTORIES, CUTS)
async def test_the_log_alone_replays_to_what_the_tables_knew_at_any_position(
    fold: Fold, history: list[Happened], cuts: frozenset[int]
) -> None:
    log = await fold(history, cuts)
    positions = range(len(history) + 1)

    assert [replay(await log.entries(position)) for position in positions] == [
        await log.beliefs(ASSIGNMENTS, position) for position in positions
    ]


@LAW
@given(HISTORIES, st.sets(DAYS, min_size=3, max_size=5))
async def test_what_is_overdue_by_one_query_is_what_the_replayed_states_say(
    fold: Fold, history: list[Happened], days: set[date]
) -> None:
    log = await fold(history)
    for position in range(len(history) + 1):
        states = replay(await log.entries(position))
        expected = {on: {key for key, state in states.items() if state.overdue(on)} for on in days}

        assert {on: (keys, len(keys)) for on, keys in expected.items()} == await log.overdue(days, position)

"""Laws over generated histories: overdue, discipline and coverage say what a fold of the log alone says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, TypeAlias

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain import directory
from domain.assignment import in_force
from domain.assignment.state import State
from domain.directory import DIRECTORY
from domain.discipline import Counts, fate
from domain.roadmap.events import ItemAdded, PeriodsOpened
from projections.connection import Connection
from projections.control import replay
from projections.coverage import aggregates
from projections.discipline import Key, discipline
from projections.overdue import overdue
from projections.scope import Scope
from service.ledger.event_store import EventStore
from service.ledger.reading import inside
from service.ledger.runner import Runner
from tests.factories import ROADMAP, added
from tests.histories import DAYS, ITEMS, histories
from tests.recording import open_log, record
from tests.scenario import Happened, happened, stored

PERIODS: Final = [
    happened(PeriodsOpened(item=item, until=date(2020, 12, 31), periods=["2020-q4"]), f"roadmap/{ROADMAP}")
    for item in ITEMS
]
"""An item is added once, and its periods are opened before they are assigned."""
HISTORIES: Final = histories(least=6, most=20).map(
    lambda history: [*map(added, ITEMS), *PERIODS, *(e for e in history if not isinstance(e.fact.data, ItemAdded))]
)
SOME_DAYS: Final = st.sets(DAYS, min_size=2, max_size=4)
LAW: Final = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EVER: Final = (date.min, date.max)

Sums: TypeAlias = dict[tuple[str, str | None], tuple[int, int, int, int]]
"""Organisations, reports, engaged and enrolled by item and period."""
States: TypeAlias = Mapping[str, State]


class Asking:
    """Puts questions to the read models of a history that was recorded in a district of its own."""

    def __init__(self, connection: Connection, district: str) -> None:
        self._connection, self._district = connection, district

    def _scope(self, position: int) -> Scope:
        return Scope(district=self._district, position=position)

    async def overdue(self, position: int, on: date) -> int:
        return (await overdue(self._connection, self._scope(position), on=on, limit=1)).total

    async def discipline(self, position: int, on: date) -> tuple[Counts, Mapping[Key, Counts]]:
        first, last = EVER
        scope = self._scope(position)
        found = await discipline(self._connection, scope, on=on, first=first, last=last, by="organisation")
        return found.whole, found.groups

    async def coverage(self, position: int, on: date) -> Sums:
        rows = await aggregates(self._connection, self._scope(position), on=on)
        return {
            (row.item, row.period): (row.organisations, row.reported, row.standing.engaged, row.standing.enrolled)
            for row in rows
            if row.standing.measured
        }


@LAW
@given(HISTORIES, SOME_DAYS)
async def test_the_figures_of_any_day_and_moment_are_those_of_a_fold(
    owner: asyncpg.Connection,
    store: EventStore,
    runner: Runner,
    pool: asyncpg.Pool,
    history: list[Happened],
    days: set[date],
) -> None:
    district = await open_log(owner)
    await record(store, district, history)
    await runner.catch_up(district)
    lines = stored(history)
    async with pool.acquire() as connection, inside(connection, district):
        ask = Asking(connection, district)
        for position in (len(lines), len(lines) * 2 // 3, len(lines) // 3):
            states = replay(line for _, line in lines[:position])
            organisations = DIRECTORY.fold(line for name, line in lines[:position] if name == directory.STREAM)
            for on in days:
                whole, groups = await ask.discipline(position, on)

                assert _without_undecided(_counted(states.values(), on)) == _without_undecided(whole)
                assert {(key,): _without_undecided(_counted(own, on)) for key, own in _by_organisation(states, on)} == {
                    key: _without_undecided(found) for key, found in groups.items()
                }
                assert whole.not_done == await ask.overdue(position, on)
                assert _covered(states, organisations, on) == await ask.coverage(position, on)


@given(st.dictionaries(st.sampled_from([*Counts.__struct_fields__]), st.integers(0, 99)))
def test_the_counts_add_up_to_the_total(fates: dict[str, int]) -> None:
    found = Counts.of(fates)
    outside = found.withdrawn + found.undated + found.undecided + found.recognised

    assert sum(fates.values()) == found.total + outside
    assert found.flawless + found.reworked <= found.in_time <= found.total


def _counted(states: Iterable[State], on: date) -> Counts:
    return Counts.of(Counter(found for state in states if (found := fate(state, on))))


def _without_undecided(found: Counts) -> Counts:
    """Count what waits for a decision among the undated: an assignment alone does not know it."""
    return replace(found, undated=found.undated + found.undecided, undecided=0)


def _by_organisation(states: States, on: date) -> list[tuple[str, list[State]]]:
    found = defaultdict[str, list[State]](list)
    for state in states.values():
        if fate(state, on):
            found[state.organisation].append(state)
    return sorted(found.items())


def _covered(states: States, organisations: directory.State, on: date) -> Sums:
    found = defaultdict[tuple[str, str | None], list[State]](list)
    for state in states.values():
        if _counts(state, on) and not _superseded(state, states, organisations, on):
            found[state.item, state.period].append(state)
    return {key: _sums(own, on) for key, own in found.items() if any(_measured(state, on) for state in own)}


def _sums(states: list[State], on: date) -> tuple[int, int, int, int]:
    measured = [state for state in states if _measured(state, on)]
    engaged, enrolled = (sum(getattr(state, name) for state in measured) for name in ("engaged", "enrolled"))
    return len(states), sum(_stands(state, on) for state in states), engaged, enrolled


def _counts(state: State, on: date) -> bool:
    merged = state.withdrawal_cause == "reorganised" and _stands(state, on)
    return in_force.holds(state.in_force, on) or merged


def _stands(state: State, on: date) -> bool:
    return state.submitted_on is not None and state.submitted_on <= on


def _measured(state: State, on: date) -> bool:
    return _stands(state, on) and state.engaged is not None


def _superseded(state: State, states: States, organisations: directory.State, on: date) -> bool:
    """Tell whether one who stands in the place of its organisation has reported the same duty since (rule 8)."""
    return any(
        heir == other.organisation
        and (state.roadmap, state.item, state.period) == (other.roadmap, other.item, other.period)
        and in_force.holds(other.in_force, on)
        and _stands(other, on)
        and other.submitted_on is not None
        and other.submitted_on >= since
        for heir, since in _heirs(state.organisation, organisations, on)
        for other in states.values()
    )


def _heirs(key: str, organisations: directory.State, on: date) -> set[tuple[str, date]]:
    found = set[tuple[str, date]]()
    while known := organisations.organisations.get(key):
        if known.successor is None or known.reorganised_on is None or known.reorganised_on > on:
            break
        if (step := (known.successor, known.reorganised_on)) in found:
            break
        found.add(step)
        key = known.successor
    return found

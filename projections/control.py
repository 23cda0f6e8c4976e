"""Read model "control": what is known of assignments, items, roadmaps and organisations, and since when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, cast

from msgspec import Struct

from domain import directory, district
from domain.assignment.events import Event as AssignmentEvent
from domain.assignment.state import ASSIGNMENT
from domain.assignment.state import State as Assignment
from domain.directory import OrganisationRegistered
from domain.district import DISTRICT
from domain.entry import Recorded
from domain.events import Event, decode
from domain.roadmap import item
from domain.roadmap.events import Adopted, DeadlineDecided, ItemAdded, SupervisorNamed
from domain.roadmap.item import Item
from domain.roadmap.state import Head, evolve_head
from projections.beliefs import FEW_JSON, JSON, SPANS, Folding, Table
from projections.connection import Connection
from projections.control_schema import INDEXES, TABLES
from projections.model import Model, Rows

ASSIGNMENTS: Final = Table("assignment", Assignment, in_force=SPANS, targets=FEW_JSON)
ITEMS: Final = Table("item", Item, bases=FEW_JSON, targets=FEW_JSON)
ROADMAPS: Final = Table("roadmap", Head, act=JSON)
ORGANISATIONS: Final = Table("organisation", OrganisationRegistered, aliases=JSON)
DISTRICTS: Final = Table("district", district.State, policies=JSON, calendar=JSON)
_UNKNOWN: Final = OrganisationRegistered(organisation="", kind="centre", name="", short_name="", aliases=[])


class Change(Struct, frozen=True):
    """What one entry changes: a key of one table."""

    table: Table[Any]  # Any: each table has a state of its own; the pairs are made in `_change` alone
    key: str
    evolve: Callable[[Any], Any]


def _change(entry: Recorded[Event]) -> Change | None:
    category, _, name = entry.stream.partition("/")
    match category, entry.data:
        case "assignment", _:
            recorded = cast(Recorded[AssignmentEvent], entry)
            return Change(ASSIGNMENTS, name, lambda state: ASSIGNMENT.evolve(state, recorded))
        case "roadmap", ItemAdded(item=key) | DeadlineDecided(item=key) as about_item:
            return Change(ITEMS, f"{name}/{key}", lambda state: item.evolve(state, about_item, name, entry.position))
        case "roadmap", Adopted() | SupervisorNamed() as about_head:
            return Change(ROADMAPS, name, lambda state: evolve_head(state, about_head, entry.position))
        case directory.STREAM, OrganisationRegistered() as registered:
            return Change(ORGANISATIONS, registered.organisation, lambda _: registered)
        case district.STREAM, _:
            here = cast(Recorded[district.Event], entry)
            return Change(DISTRICTS, "", lambda state: DISTRICT.evolve(state, here))
        case _:
            return None


_INITIAL: Final[Mapping[Table[Any], Any]] = {  # Any: as above
    ASSIGNMENTS: Assignment(),
    ITEMS: Item(),
    ROADMAPS: Head(),
    ORGANISATIONS: _UNKNOWN,
    DISTRICTS: district.State(),
}


async def _fold(connection: Connection, schema: str, where: str, entries: Sequence[bytes]) -> None:
    changes: dict[Table[Any], list[tuple[int, Change]]] = {}  # Any: as above
    for entry in map(decode, entries):
        if change := _change(entry):
            changes.setdefault(change.table, []).append((entry.position, change))
    for table, made in changes.items():
        before = await table.load(connection, schema, where, {change.key for _, change in made})
        folding = Folding(_INITIAL[table], before)
        for position, change in made:
            folding.apply(change.key, position, change.evolve)
        await table.write(connection, schema, where, folding)


class _Bulk:
    """Folds whole logs; a district's open beliefs wait until it is finished, ended ones are drained before."""

    def __init__(self) -> None:
        self._district = ""
        self._foldings: dict[Table[Any], Folding[Any]] = {}  # Any: as above
        self._rows: dict[Table[Any], list[tuple[object, ...]]] = {table: [] for table in _INITIAL}
        self.size = 0

    def take(self, district: str, entries: Sequence[bytes]) -> None:
        self._district = district
        for entry in map(decode, entries):
            if change := _change(entry):
                folding = self._foldings.get(change.table)
                if folding is None:
                    folding = self._foldings[change.table] = Folding(_INITIAL[change.table], {})
                folding.apply(change.key, entry.position, change.evolve)
        self.size += len(entries)

    def finish(self) -> None:
        for table, folding in self._foldings.items():
            self._rows[table].extend(table.rows(self._district, folding.beliefs))
        self._foldings = {}

    def drain(self) -> Rows:
        for table, folding in self._foldings.items():
            self._rows[table].extend(table.rows(self._district, folding.release()))
        drained, self._rows = self._rows, {table: [] for table in _INITIAL}
        self.size = 0
        return {table.name: (table.columns, rows) for table, rows in drained.items()}


def replay(entries: Iterable[bytes]) -> dict[str, Assignment]:
    """Fold the log alone, no table asked: the state of every assignment after these entries, by key."""
    folding = Folding(Assignment(), {})
    for entry in map(decode, entries):
        change = _change(entry)
        if change and change.table is ASSIGNMENTS:
            folding.apply(change.key, entry.position, change.evolve)
    return folding.now


CONTROL: Final = Model(name="control", version=1, tables=TABLES, indexes=INDEXES, fold=_fold, bulk=_Bulk)

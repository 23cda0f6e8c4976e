"""Read model "control": what is known of assignments, items, roadmaps and organisations, and since when."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, cast

from msgspec import Struct

from domain import directory, district
from domain.assignment.events import Event as AssignmentEvent
from domain.assignment.state import ASSIGNMENT
from domain.assignment.state import State as Assignment
from domain.directory import BLANK, evolve_organisation
from domain.district import DISTRICT
from domain.entry import Recorded
from domain.events import decode
from domain.roadmap import item
from domain.roadmap.events import Adopted, Closed, SupervisorNamed
from domain.roadmap.events import Event as RoadmapEvent
from domain.roadmap.item import Item
from domain.roadmap.state import Head, evolve_head
from projections.beliefs import FEW_JSON, JSON, SPANS, Folding, Table
from projections.connection import Connection
from projections.control_schema import INDEXES, TABLES
from projections.model import Entry, Model, Rows

ASSIGNMENTS: Final = Table("assignment", Assignment(), in_force=SPANS, targets=FEW_JSON)
ITEMS: Final = Table("item", Item(), bases=FEW_JSON, targets=FEW_JSON)
ROADMAPS: Final = Table("roadmap", Head(), act=JSON)
ORGANISATIONS: Final = Table("organisation", BLANK, aliases=JSON)
DISTRICTS: Final = Table("district", district.State(), policies=JSON, calendar=JSON)
_TABLES: Final[Sequence[Table[Any]]] = (ASSIGNMENTS, ITEMS, ROADMAPS, ORGANISATIONS, DISTRICTS)  # Any: as below


class Change(Struct, frozen=True):
    """What one entry changes: a key of one table."""

    table: Table[Any]  # Any: each table has a state of its own; the pairs are made in `_change` alone
    key: str
    evolve: Callable[[Any], Any]


def _change(entry: Entry) -> Change | None:
    category, _, name = entry.stream.partition("/")
    match category, entry.data:
        case "assignment", _:
            recorded = cast("Recorded[AssignmentEvent]", entry)
            return Change(ASSIGNMENTS, name, lambda state: ASSIGNMENT.evolve(state, recorded))
        case "roadmap", _:
            return _change_of_roadmap(name, cast("Recorded[RoadmapEvent]", entry))
        case directory.STREAM, _:
            event = cast("Recorded[directory.Event]", entry).data
            return Change(ORGANISATIONS, event.organisation, lambda state: evolve_organisation(state, event))
        case district.STREAM, _:
            here = cast("Recorded[district.Event]", entry)
            return Change(DISTRICTS, "", lambda state: DISTRICT.evolve(state, here))
        case _:
            return None


def _change_of_roadmap(roadmap: str, entry: Recorded[RoadmapEvent]) -> Change:
    match entry.data:
        case Adopted() | SupervisorNamed() | Closed() as of_the_whole:
            return Change(ROADMAPS, roadmap, lambda head: evolve_head(head, of_the_whole, entry.position, entry.day))
        case of_an_item:
            key = f"{roadmap}/{of_an_item.item}"
            return Change(ITEMS, key, lambda state: item.evolve(state, of_an_item, roadmap, entry.position))


async def _fold(connection: Connection, schema: str, where: str, entries: Sequence[Entry]) -> None:
    changes: dict[Table[Any], list[tuple[int, Change]]] = {}  # Any: as above
    for entry in entries:
        if change := _change(entry):
            changes.setdefault(change.table, []).append((entry.position, change))
    for table, made in changes.items():
        before = await table.load(connection, schema, where, {change.key for _, change in made})
        folding = Folding(table.initial, before)
        for position, change in made:
            folding.apply(change.key, position, change.evolve)
        await table.write(connection, schema, where, folding)


class _Bulk:
    """Folds whole logs; a district's open beliefs wait until it is finished, ended ones are drained before."""

    def __init__(self) -> None:
        self._district = ""
        self._rows: dict[Table[Any], list[Sequence[object]]] = {table: [] for table in _TABLES}  # Any: as above
        self._foldings = _nothing()
        self.size = 0

    def take(self, district: str, entries: Sequence[Entry]) -> None:
        self._district = district
        for entry in entries:
            if change := _change(entry):
                self._foldings[change.table].apply(change.key, entry.position, change.evolve)
        self.size += len(entries)

    def finish(self) -> None:
        for table, folding in self._foldings.items():
            self._rows[table].extend(table.rows(self._district, folding.beliefs))
        self._foldings = _nothing()

    def drain(self) -> Rows:
        for table, folding in self._foldings.items():
            self._rows[table].extend(table.rows(self._district, folding.release()))
        drained, self._rows = self._rows, {table: [] for table in _TABLES}
        self.size = 0
        return {table.name: (table.columns, rows) for table, rows in drained.items()}


def _nothing() -> dict[Table[Any], Folding[Any]]:  # Any: as above
    return {table: Folding(table.initial, {}) for table in _TABLES}


def replay(entries: Iterable[bytes]) -> dict[str, Assignment]:
    """Fold the log alone, no table asked: the state of every assignment after these entries, by key."""
    folding = Folding(Assignment(), {})
    for entry in map(decode, entries):
        change = _change(entry)
        if change and change.table is ASSIGNMENTS:
            folding.apply(change.key, entry.position, change.evolve)
    return folding.now


CONTROL: Final = Model(name="control", version=2, tables=TABLES, indexes=INDEXES, fold=_fold, bulk=_Bulk)

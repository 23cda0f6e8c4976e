"""Read model "trail": one row an event, with what people search by."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple, replace

from domain.assignment.events import Assigned
from projections.connection import Connection
from projections.model import Entry, Model, Rows

TABLES: Final = """
create table {schema}.event (
    district     text        collate "C" not null,
    position     bigint      not null,
    recorded_at  timestamptz not null,
    day          date        not null,
    actor        text        collate "C" not null,
    on_behalf_of text        collate "C",
    type         text        collate "C" not null,
    stream       text        collate "C" not null,
    assignment   text        collate "C",
    roadmap      text        collate "C",
    item         text        collate "C",
    organisation text        collate "C"
);
"""
INDEXES: Final = """
alter table {schema}.event add primary key (district, position);
create index by_assignment   on {schema}.event (district, assignment, position);
create index by_organisation on {schema}.event (district, organisation, position);
create index by_actor        on {schema}.event (district, actor, position);
create index by_moment       on {schema}.event (district, recorded_at);
"""

_COLUMNS: Final = (
    *("district", "position", "recorded_at", "day", "actor", "on_behalf_of", "type", "stream"),
    *("assignment", "roadmap", "item", "organisation"),
)


class About(Struct, frozen=True, kw_only=True):
    """What an event is about; those of an assignment say it at its birth, later ones inherit it."""

    assignment: str | None = None
    roadmap: str | None = None
    item: str | None = None
    organisation: str | None = None


async def _fold(connection: Connection, schema: str, district: str, entries: Sequence[Entry]) -> None:
    streams = {entry.stream for entry in entries if entry.stream.startswith("assignment/")}
    touched = [stream.removeprefix("assignment/") for stream in streams]
    known = {row["assignment"]: About(**row) for row in await connection.fetch(_known(schema), district, touched)}
    rows = [_row(district, entry, known) for entry in entries]
    await connection.copy_records_to_table("event", schema_name=schema, columns=_COLUMNS, records=rows)


@cache
def _known(schema: str) -> str:
    return f"""
        select e.assignment, e.roadmap, e.item, e.organisation from unnest($2::text[]) as touched (assignment)
        cross join lateral (
            select e.* from {schema}.event as e where e.district = $1 and e.assignment = touched.assignment
            order by e.position desc limit 1
        ) as e
    """  # noqa: S608  names of our own


class _Bulk:
    """Makes the rows of whole logs; a row is final as soon as it is made."""

    def __init__(self) -> None:
        self._known: dict[str, About] = {}
        self._rows: list[tuple[object, ...]] = []

    @property
    def size(self) -> int:
        return len(self._rows)

    def take(self, district: str, entries: Sequence[Entry]) -> None:
        self._rows += [_row(district, entry, self._known) for entry in entries]

    def finish(self) -> None:
        self._known = {}

    def drain(self) -> Rows:
        drained, self._rows = self._rows, []
        return {"event": (_COLUMNS, drained)}


def _row(district: str, entry: Entry, known: dict[str, About]) -> tuple[object, ...]:
    """Return the row of an entry; what it is about is noted for the later ones."""
    about = _about(entry, known)
    if about.assignment:
        known[about.assignment] = about
    return (district, *_fields(entry), *astuple(about))


def _fields(entry: Entry) -> tuple[object, ...]:
    tag = entry.data.__struct_config__.tag
    return (entry.position, entry.recorded_at, entry.day, entry.actor, entry.on_behalf_of, tag, entry.stream)


def _about(entry: Entry, known: Mapping[str, About]) -> About:
    category, _, name = entry.stream.partition("/")
    organisation = getattr(entry.data, "organisation", None)
    match category, entry.data:
        case "assignment", Assigned(roadmap=roadmap, item=item, period=period):
            turn = f"{item}@{period}" if period else item
            return About(assignment=name, roadmap=roadmap, item=turn, organisation=organisation)
        case "assignment", _:
            about = known.get(name) or About(assignment=name)
            return replace(about, organisation=organisation) if organisation else about
        case "roadmap", data:
            return About(roadmap=name, item=getattr(data, "item", None))
        case "access", _:
            return About(organisation=organisation or _organisation(name))
        case _:
            return About(organisation=organisation)


def _organisation(actor: str) -> str | None:
    kind, _, key = actor.partition(":")
    return key if kind == "organisation" else None


TRAIL: Final = Model(name="trail", version=2, tables=TABLES, indexes=INDEXES, fold=_fold, bulk=_Bulk)

"""Read model "trail": one row an event, with what people search by."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple, replace

from domain.assignment.events import Assigned
from domain.entry import Recorded
from domain.events import Event, decode
from projections.connection import Connection
from projections.model import Model, Rows

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


async def _fold(connection: Connection, schema: str, district: str, entries: Sequence[bytes]) -> None:
    recorded = [decode(entry) for entry in entries]
    streams = {entry.stream for entry in recorded}
    touched = [stream.removeprefix("assignment/") for stream in streams if stream.startswith("assignment/")]
    known = {row["assignment"]: About(**row) for row in await connection.fetch(_known(schema), district, touched)}
    await connection.executemany(_insert(schema), [_row(district, entry, known) for entry in recorded])


@cache
def _known(schema: str) -> str:
    return f"""
        select distinct on (assignment) assignment, roadmap, item, organisation from {schema}.event
        where district = $1 and assignment = any ($2::text[]) order by assignment, position desc
    """  # noqa: S608  names of our own


@cache
def _insert(schema: str) -> str:
    marks = ", ".join(f"${n}" for n in range(1, len(_COLUMNS) + 1))
    return f"insert into {schema}.event ({', '.join(_COLUMNS)}) values ({marks})"  # noqa: S608  names of our own


class _Bulk:
    """Makes the rows of whole logs; a row is final as soon as it is made."""

    def __init__(self) -> None:
        self._known: dict[str, About] = {}
        self._rows: list[tuple[object, ...]] = []

    @property
    def size(self) -> int:
        return len(self._rows)

    def take(self, district: str, entries: Sequence[bytes]) -> None:
        self._rows.extend(_row(district, entry, self._known) for entry in map(decode, entries))

    def finish(self) -> None:
        self._known = {}

    def drain(self) -> Rows:
        drained, self._rows = self._rows, []
        return {"event": (_COLUMNS, drained)}


def _row(district: str, entry: Recorded[Event], known: dict[str, About]) -> tuple[object, ...]:
    """Return the row of an entry; what it is about is noted for the later ones."""
    about = _about(entry, known)
    if about.assignment:
        known[about.assignment] = about
    return (district, *_fields(entry), *astuple(about))


def _fields(entry: Recorded[Event]) -> tuple[object, ...]:
    tag = entry.data.__struct_config__.tag
    return (entry.position, entry.recorded_at, entry.day, entry.actor, entry.on_behalf_of, tag, entry.stream)


def _about(entry: Recorded[Event], known: Mapping[str, About]) -> About:
    category, _, name = entry.stream.partition("/")
    organisation = getattr(entry.data, "organisation", None)
    match category, entry.data:
        case "assignment", Assigned(roadmap=roadmap, item=item):
            return About(assignment=name, roadmap=roadmap, item=item, organisation=organisation)
        case "assignment", _:
            about = known.get(name, About(assignment=name))
            return replace(about, organisation=organisation or about.organisation)
        case "roadmap", data:
            return About(roadmap=name, item=getattr(data, "item", None))
        case "access", _:
            return About(organisation=organisation or _organisation(name))
        case _:
            return About(organisation=organisation)


def _organisation(actor: str) -> str | None:
    kind, _, key = actor.partition(":")
    return key if kind == "organisation" else None


TRAIL: Final = Model(name="trail", version=1, tables=TABLES, indexes=INDEXES, fold=_fold, bulk=_Bulk)

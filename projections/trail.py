"""Read model "trail": one row an event, with what people search by."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple, replace

from domain.assignment.events import Assigned
from domain.entry import Recorded
from domain.events import Event, decode
from projections.connection import Connection
from projections.model import Model

SCHEMA: Final = """
create table read_trail.event (
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
    organisation text        collate "C",
    primary key (district, position)
);
create index by_assignment   on read_trail.event (district, assignment, position);
create index by_organisation on read_trail.event (district, organisation, position);
create index by_actor        on read_trail.event (district, actor, position);
create index by_moment       on read_trail.event (district, recorded_at);
"""

_KNOWN: Final = """
    select distinct on (assignment) assignment, roadmap, item, organisation from read_trail.event
    where district = $1 and assignment = any ($2::text[]) order by assignment, position desc
"""
_INSERT: Final = """
    insert into read_trail.event (district, position, recorded_at, day, actor, on_behalf_of, type, stream,
                                  assignment, roadmap, item, organisation)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""


class About(Struct, frozen=True, kw_only=True):
    """What an event is about; those of an assignment say it at its birth, later ones inherit it."""

    assignment: str | None = None
    roadmap: str | None = None
    item: str | None = None
    organisation: str | None = None


async def _fold(connection: Connection, district: str, entries: Sequence[bytes]) -> None:
    recorded = [decode(entry) for entry in entries]
    streams = {entry.stream for entry in recorded}
    touched = [stream.removeprefix("assignment/") for stream in streams if stream.startswith("assignment/")]
    known = {row["assignment"]: About(**row) for row in await connection.fetch(_KNOWN, district, touched)}
    rows: list[tuple[object, ...]] = []
    for entry in recorded:
        about = _about(entry, known)
        if about.assignment:
            known[about.assignment] = about
        rows.append((district, *_fields(entry), *astuple(about)))
    await connection.executemany(_INSERT, rows)


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


TRAIL: Final = Model(name="trail", version=1, schema=SCHEMA, fold=_fold)

"""Roadmaps as known at a position: the act, who supervises it, the items as written, how far they are."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias

from asyncpg import Record
from msgspec import Struct, convert, json
from msgspec.structs import replace

from domain.act import Act, Basis
from domain.deadline_text import Outcome
from domain.roadmap.events import ItemKind, Responsible
from domain.target import Target
from projections.beliefs import OPEN
from projections.connection import Connection
from projections.scope import NARROWED, Scope, narrowed


class Standing(Struct, frozen=True, kw_only=True):
    """How many assignments are in which state."""

    assigned: int = 0
    reported: int = 0
    accepted: int = 0
    returned: int = 0
    withdrawn: int = 0


class Executed(Struct, frozen=True, kw_only=True):
    """A higher act that the order executes."""

    number: str | None = None
    dated_on: date | None = None
    issuer: str | None = None
    title: str | None = None


class Roadmap(Struct, frozen=True, kw_only=True):
    """``undecided`` counts the items that wait for a decision about their deadline."""

    roadmap: str
    version: int
    act: Act
    title: str | None
    executes: list[Executed]
    supervisor: str
    file: str
    closed_on: date | None
    undecided: int
    assignments: Standing


_ROADMAPS: Final = """
    select r.key as roadmap, r.act, r.supervisor, r.file, r.closed_on, log.entry, w.words, (
        select max(e.version) from log.events as e
        where e.district = $1 and e.stream = 'roadmap/' || r.key and e.position <= $2
    ) as version
    from read_control.roadmap as r
    join log.events as log on log.district = r.district and log.position = r.at
    left join lateral (
        select jsonb_object_agg(t.part, t.text) as words from log.texts as t
        where t.district = r.district and t.position = r.at
    ) as w on true
    where r.district = $1 and r.known_from <= $2 and r.known_to > $2
      and ($3::text is null or r.key = $3) and ($4::text[] is null or r.key = any ($4))
      and ($5::text is null or r.key > $5)
    order by r.key limit $6
"""


async def roadmaps(connection: Connection, scope: Scope, *, after: str | None, limit: int) -> list[Roadmap]:
    """Return a page by key of the roadmaps that bind an organisation within reach."""
    tallies = await _tallies(connection, scope)
    binding = None if scope.reach is None else sorted(tallies)
    district, position = scope.district, scope.position
    rows = await connection.fetch(_ROADMAPS, district, position, scope.roadmap, binding, after, limit)
    waiting = await _undecided(connection, scope)
    return [_roadmap(row, tallies[row["roadmap"]], waiting[row["roadmap"]], scope) for row in rows]


async def roadmap(connection: Connection, scope: Scope) -> Roadmap | None:
    """Return the one that the scope names, if it binds an organisation within reach."""
    return next(iter(await roadmaps(connection, scope, after=None, limit=1)), None)


class Deadline(Struct, frozen=True, kw_only=True):
    """``text`` as written, and what was made of it."""

    text: str | None
    outcome: Outcome
    kind: str | None
    rule: str | None
    inferred: bool
    starts_on: date | None
    written_on: date | None
    due_on: date | None
    control_on: date | None
    provisional: bool


class Item(Struct, frozen=True, kw_only=True):
    """``joined_to`` names the item that carries this duty, its words stay; ``periods`` those a recurring one has."""

    item: str
    kind: ItemKind
    title: str | None
    responsible: Responsible
    responsible_text: str | None
    deadline: Deadline
    targets: list[Target]
    bases: list[Basis]
    joined_to: str | None
    undecided: bool
    withdrawn: bool
    revoked: bool
    periods: list[str]
    assignments: Standing


_ITEMS: Final = """
    select i.item, i.kind, i."group", i.organisation, i.outcome, i.deadline_kind, i.rule, i.inferred, i.starts_on,
           i.written_on, i.due_on, i.control_on, i.provisional, i.targets, i.bases, i.joined_to, i.undecided,
           i.withdrawn, i.revoked, i.periods,
           title.text as title, deadline.text as deadline_text, responsible.text as responsible_text
    from read_control.item as i
    left join log.texts as title
        on title.district = i.district and title.position = i.at and title.part = 'title'
    left join log.texts as deadline
        on deadline.district = i.district and deadline.position = i.at and deadline.part = 'deadline'
    left join log.texts as responsible
        on responsible.district = i.district and responsible.position = i.at and responsible.part = 'responsible'
    where i.district = $1 and i.known_from <= $2 and i.known_to > $2 and i.roadmap = $3
    order by i.since
"""


async def items(connection: Connection, scope: Scope) -> list[Item]:
    """Return the items, within reach, of the roadmap that the scope names; in the order of the act."""
    assert scope.roadmap is not None
    tally = (await _tallies(connection, scope))[scope.roadmap]
    rows = await connection.fetch(_ITEMS, scope.district, scope.position, scope.roadmap)
    return [
        _item(row, tally.get(row["item"], Standing()))
        for row in rows
        if scope.reach is None or (row["joined_to"] or row["item"]) in tally
    ]


_TALLIES: Final = f"""
    select a.roadmap, a.item, jsonb_object_agg(a.state, a.number) as standing from (
        select a.roadmap, a.item, a.state, count(*) as number from read_control.assignment as a
        where {NARROWED} group by a.roadmap, a.item, a.state
    ) as a group by a.roadmap, a.item
"""  # noqa: S608  parts of our own
_Tally: TypeAlias = Mapping[str, Standing]


async def _tallies(connection: Connection, scope: Scope) -> dict[str, dict[str, Standing]]:
    """Count the assignments within reach by roadmap and item."""
    tallies = defaultdict[str, dict[str, Standing]](dict)
    for row in await connection.fetch(_TALLIES, *narrowed(scope)):
        tallies[row["roadmap"]][row["item"]] = json.decode(row["standing"], type=Standing)
    return tallies


_UNDECIDED: Final = """
    select i.roadmap, array_agg(i.item) as items from read_control.item as i
    where i.district = $1 and i.known_from <= $2 and i.known_to > $2 and ($3::text is null or i.roadmap = $3)
      and i.undecided and i.joined_to is null
    group by i.roadmap
"""


async def _undecided(connection: Connection, scope: Scope) -> dict[str, list[str]]:
    rows = await connection.fetch(_UNDECIDED, scope.district, scope.position, scope.roadmap)
    return defaultdict(list, {row["roadmap"]: row["items"] for row in rows})


class _Adoption(Struct, frozen=True):
    executes: list[Executed]


class _Adopting(Struct, frozen=True):
    data: _Adoption


def _roadmap(row: Record, tally: _Tally, waiting: list[str], scope: Scope) -> Roadmap:
    words = json.decode(row["words"] or "{}", type=dict[str, str])
    executes = json.decode(row["entry"], type=_Adopting).data.executes
    return Roadmap(
        roadmap=row["roadmap"],
        version=row["version"],
        act=json.decode(row["act"], type=Act),
        title=words.get("act_title"),
        executes=[replace(act, title=words.get(f"executes_{n}")) for n, act in enumerate(executes)],
        supervisor=row["supervisor"],
        file=row["file"],
        closed_on=row["closed_on"],
        undecided=sum(scope.reach is None or item in tally for item in waiting),
        assignments=_sum(tally),
    )


def _sum(tally: _Tally) -> Standing:
    states = Standing.__struct_fields__
    return Standing(**{state: sum(getattr(one, state) for one in tally.values()) for state in states})


def _item(row: Record, standing: Standing) -> Item:
    fields = dict(row)
    responsible = {name: fields.pop(name) for name in ("group", "organisation")}
    return convert(
        {
            **fields,
            "responsible": {name: value for name, value in responsible.items() if value},
            "deadline": {**fields, "text": row["deadline_text"], "kind": row["deadline_kind"]},
            "targets": json.decode(row["targets"]),
            "bases": json.decode(row["bases"]),
            "assignments": standing,
        },
        Item,
    )


_KEYS: Final = f"select key, file from read_control.roadmap where district = $1 and known_to = {OPEN}"  # noqa: S608  a number of our own


async def keys(connection: Connection, district: str) -> dict[str, str]:
    """Return the file of every roadmap there is, by key."""
    return {row["key"]: row["file"] for row in await connection.fetch(_KEYS, district)}

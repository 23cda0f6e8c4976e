"""Changes: what is believed at one position against what was at another, field by field, and by which event."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct, convert, json

from projections.audit_trail import Trace
from projections.connection import Connection
from projections.scope import Scope

About: TypeAlias = Literal["roadmap", "item", "organisation", "assignment"]
Facts: TypeAlias = Mapping[str, Any]  # Any: fields of a belief as JSON has them

ORDER: Final[Sequence[About]] = ("roadmap", "item", "organisation", "assignment")
_UNTOLD: Final = """array[
    'district', 'key', 'known_from', 'known_to', 'version', 'at', 'since', 'fate', 'met', 'ended_on', 'unbroken'
]"""
_WITHIN: Final[Mapping[About, str]] = {
    "roadmap": "($4::text is null or a.key = $4) and $5::text is null and $6::text is null and $7::text[] is null",
    "item": """
        ($4::text is null or a.roadmap = $4) and ($5::text is null or a.item = $5)
        and $6::text is null and $7::text[] is null
    """,
    "organisation": """
        $4::text is null and $5::text is null and ($6::text is null or a.key = $6)
        and ($7::text[] is null or a.key = any ($7))
    """,
    "assignment": """
        ($4::text is null or a.roadmap = $4) and ($5::text is null or a.item = $5)
        and ($6::text is null or a.organisation = $6) and ($7::text[] is null or a.organisation = any ($7))
    """,
}
"""What a scope leaves of each; a part of the district does not see what is the whole district's."""
_ROWS: Final = f"""
    select a.key, b.facts as before, a.facts as after
    from (
        select a.key, to_jsonb(a) - {_UNTOLD} as facts from read_control.{{about}} as a
        where a.district = $1 and a.known_from > $2 and a.known_from <= $3 and a.known_to > $3
          and {{within}} and ($8::text is null or a.key > $8)
        order by a.key offset 0
    ) as a
    left join lateral (
        select to_jsonb(b) - {_UNTOLD} as facts from read_control.{{about}} as b
        where b.district = $1 and b.key = a.key and b.known_from <= $2 and b.known_to > $2 offset 0
    ) as b on true
    where b.facts is distinct from a.facts
    order by a.key limit $9
"""  # noqa: S608  parts of our own
_BELIEFS: Final = f"""
    select a.key, a.known_from, to_jsonb(a) - {_UNTOLD} as facts from read_control.{{about}} as a
    where a.district = $1 and a.known_from > $2 and a.known_from <= $3 and a.key = any ($4::text[])
    order by a.key, a.known_from
"""  # noqa: S608  parts of our own


class Field(Struct, frozen=True, kw_only=True):
    """``position`` is that of the event that gave it its present value; ``before`` is null where there was none."""

    field: str
    before: Any  # as JSON has it: a text, a number, a flag, or a list of small objects
    after: Any  # as before
    position: int


class Changed(Struct, frozen=True, kw_only=True):
    """What is known otherwise of one thing, and which roadmap, item and organisation it belongs to."""

    about: About
    key: str
    roadmap: str | None
    item: str | None
    organisation: str | None
    fields: list[Field]


async def changes(
    connection: Connection, scope: Scope, *, since: int, after: tuple[About, str] | None, limit: int
) -> list[Changed]:
    """Return a page of what is believed otherwise at the scope's position than at ``since``.

    Roadmaps come first, assignments last; ``after`` is what the last row before was about, and its key.
    """
    found: list[Changed] = []
    begin = ORDER.index(after[0]) if after else 0
    for about in ORDER[begin:]:
        key = after[1] if after and about == after[0] else None
        found += await _changed(connection, scope, about, since=since, after=key, limit=limit - len(found))
        if len(found) == limit:
            break
    return found


async def _changed(
    connection: Connection, scope: Scope, about: About, *, since: int, after: str | None, limit: int
) -> list[Changed]:
    visible = None if scope.reach is None else sorted(scope.reach)
    query = _ROWS.format(about=about, within=_WITHIN[about])
    span = (scope.district, since, scope.position)
    rows = await connection.fetch(query, *span, scope.roadmap, scope.item, scope.organisation, visible, after, limit)
    lives = defaultdict[str, list[tuple[int, Facts]]](list)
    for key, position, facts in await connection.fetch(
        _BELIEFS.format(about=about), *span, [row["key"] for row in rows]
    ):
        lives[key].append((position, json.decode(facts)))
    return [_row(about, row["key"], json.decode(row["before"] or "{}"), lives[row["key"]]) for row in rows]


def _row(about: About, key: str, before: Facts, life: Sequence[tuple[int, Facts]]) -> Changed:
    now = life[-1][1]
    return Changed(
        about=about,
        key=key,
        roadmap=key if about == "roadmap" else now.get("roadmap"),
        item=now.get("item"),
        organisation=now.get("organisation"),
        fields=_fields(before, life),
    )


def _fields(before: Facts, life: Sequence[tuple[int, Facts]]) -> list[Field]:
    """Return the fields that differ in the end, each with where it last became what it is."""
    position: dict[str, int] = {}
    known = before
    for at, facts in life:
        position |= {name: at for name, value in facts.items() if value != known.get(name)}
        known = facts
    return [
        Field(field=name, before=before.get(name), after=value, position=position[name])
        for name, value in sorted(known.items())
        if value != before.get(name)
    ]


_TRACES: Final = """
    select e.position, e.recorded_at, e.day, e.actor, e.on_behalf_of, e.type, e.assignment, e.roadmap, e.item,
           e.organisation, o.short_name as organisation_name, log.entry, w.words, null as before, null as after
    from read_trail.event as e
    join log.events as log on log.district = e.district and log.position = e.position
    left join lateral (
        select o.short_name from read_control.organisation as o
        where o.district = $1 and o.key = e.organisation and o.known_from <= $2 and o.known_to > $2 offset 0
    ) as o on true
    left join lateral (
        select jsonb_object_agg(t.part, t.text) as words from log.texts as t
        where t.district = e.district and t.position = e.position
    ) as w on true
    where e.district = $1 and e.position = any ($3::bigint[])
    order by e.position
"""


async def traces(connection: Connection, scope: Scope, positions: Collection[int]) -> list[Trace]:
    """Return the events at these positions: who, when, why."""
    rows = await connection.fetch(_TRACES, scope.district, scope.position, sorted(positions))
    return [convert({**row, "words": json.decode(row["words"] or "{}")}, Trace) for row in rows]

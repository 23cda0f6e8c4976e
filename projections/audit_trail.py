"""The audit trail: every event with who, when, and what was known before and after (DOMAIN glossary)."""

from datetime import date, datetime
from typing import Final

from msgspec import Struct, convert, json
from msgspec.structs import astuple

from projections.connection import Connection

_STATE: Final = """
    jsonb_strip_nulls(jsonb_build_object(
        'state', {0}.state, 'organisation', {0}.organisation, 'due_on', {0}.due_on, 'control_on', {0}.control_on,
        'completed_on', {0}.completed_on, 'submitted_on', {0}.submitted_on, 'rework_by', {0}.rework_by,
        'engaged', {0}.engaged, 'enrolled', {0}.enrolled, 'shortfall', nullif({0}.shortfall, false),
        'promised_on', {0}.promised_on, 'extension_due_on', {0}.extension_due_on,
        'correction_engaged', {0}.correction_engaged, 'correction_enrolled', {0}.correction_enrolled
    ))
"""
_PAGE: Final = f"""
    select e.position, e.recorded_at, e.day, e.actor, e.on_behalf_of, e.type, e.assignment, e.roadmap, e.item,
           e.organisation, o.short_name as organisation_name, f.short_name as former_name, log.entry, w.words,
           case when b.key is not null then {_STATE.format("b")} end as before,
           case when a.key is not null then {_STATE.format("a")} end as after
    from read_trail.event as e
    join log.events as log on log.district = e.district and log.position = e.position
    left join read_control.assignment as a
        on a.district = e.district and a.key = e.assignment and a.known_from = e.position
    left join read_control.assignment as b
        on b.district = e.district and b.key = e.assignment and b.known_to = e.position
    left join read_control.organisation as o
        on o.district = e.district and o.key = e.organisation and o.known_to = 9223372036854775807
    left join read_control.organisation as f
        on f.district = e.district and f.key = b.organisation and f.known_to = 9223372036854775807
    left join lateral (
        select jsonb_object_agg(t.part, t.text) as words from log.texts as t
        where t.district = e.district and t.position = e.position
    ) as w on true
    where e.district = $1 and e.position <= $2 and e.position > $3
      and ($4::text is null or e.organisation = $4) and ($5::text is null or e.assignment = $5)
      and ($6::text is null or e.actor = $6) and ($7::text is null or e.type = $7)
      and ($8::timestamptz is null or e.recorded_at >= $8) and ($9::timestamptz is null or e.recorded_at <= $9)
    order by e.position limit $10
"""  # noqa: S608  parts of our own


class Searched(Struct, frozen=True, kw_only=True):
    """What to look for, in the order of the query's arguments; moments are inclusive."""

    organisation: str | None = None
    assignment: str | None = None
    actor: str | None = None
    type: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Trace(Struct, frozen=True, kw_only=True):
    """One event; ``former_name`` is that of the executor before it, ``entry`` the stored line.

    ``words`` are its free texts by part as far as they are not erased.
    """

    position: int
    recorded_at: datetime
    day: date
    actor: str
    on_behalf_of: str | None
    type: str
    assignment: str | None
    roadmap: str | None
    item: str | None
    organisation: str | None
    organisation_name: str | None
    former_name: str | None = None
    entry: bytes
    words: dict[str, str]
    before: dict[str, str | int | bool] | None
    after: dict[str, str | int | bool] | None


async def audit_trail(
    connection: Connection, district: str, searched: Searched, *, until: int, after: int, limit: int
) -> list[Trace]:
    """Return a page in the order of the log, from behind position ``after`` to position ``until``."""
    rows = await connection.fetch(_PAGE, district, until, after, *astuple(searched), limit)
    return [_trace(dict(row)) for row in rows]


def _trace(row: dict[str, object]) -> Trace:
    words, before, after = (json.decode(str(row[name] or "null")) for name in ("words", "before", "after"))
    return convert({**row, "words": words or {}, "before": before, "after": after}, Trace)

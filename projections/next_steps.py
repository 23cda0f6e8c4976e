"""What is to be done next: the open assignments of an organisation on a day, the nearest day first."""

from datetime import date
from typing import Final

from msgspec import convert, json

from domain.assignment.state import Status
from domain.target import Target
from projections.connection import Connection
from projections.scope import NAMED, NARROWED, NamedAssignment, Scope, narrowed

_BY: Final = "coalesce(a.rework_by, a.control_on, a.due_on, 'infinity'::date)"
_ROWS: Final = f"""
    select a.key as assignment, a.version, a.roadmap, a.item, a.period, t.text as title, a.organisation,
           o.short_name as organisation_name, a.state, nullif({_BY}, 'infinity') as next_on, a.due_on, a.rework_by,
           a.due_on < $7 as overdue, a.targets, e.words as reason, coalesce(i.undecided, false) as undecided
    from (
        select a.* from read_control.assignment as a
        where {NARROWED} and a.in_force @> $7::date and a.state in ('assigned', 'returned')
          and ($8::date is null or ({_BY}, a.key) > ($8, $9))
        order by {_BY}, a.key limit $10
    ) as a {NAMED}
    left join lateral (
        select t.text as words from read_trail.event as e
        join log.texts as t on t.district = e.district and t.position = e.position and t.part = 'reason'
        where e.district = $1 and e.assignment = a.key and e.position <= $2 and a.state = 'returned'
          and e.type = 'assignment.report_returned'
        order by e.position desc limit 1
    ) as e on true
    order by {_BY}, a.key
"""  # noqa: S608  parts of our own


class Step(NamedAssignment, frozen=True, kw_only=True):
    """``next_on`` is the day to aim at, null without a deadline; ``reason`` why the report was returned."""

    version: int
    state: Status
    next_on: date | None
    due_on: date | None
    rework_by: date | None
    overdue: bool
    undecided: bool
    reason: str | None
    targets: list[Target]


async def next_steps(
    connection: Connection, scope: Scope, *, on: date, after: tuple[date, str] | None, limit: int
) -> list[Step]:
    """Return a page, what has no deadline last; ``after`` is day (`date.max` for none) and key of the row before."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), on, *(after or (None, None)), limit)
    return [
        convert({**row, "overdue": row["overdue"] or False, "targets": json.decode(row["targets"])}, Step)
        for row in rows
    ]

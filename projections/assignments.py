"""Assignments as known at a position: the list, and the facts of one."""

from datetime import date
from typing import Final

from msgspec import convert, json

from domain.assignment.state import Status
from domain.target import Target
from projections.connection import Connection
from projections.scope import NAMED, NARROWED, NamedAssignment, Scope, narrowed

_COLUMNS: Final = """
    a.key as assignment, a.version, a.roadmap, a.item, a.period, t.text as title, a.organisation,
    o.short_name as organisation_name, a.state, a.assigned_on, a.starts_on, a.written_on, a.due_on, a.control_on,
    a.provisional, a.extended_late, a.rework_by, a.completed_on, a.submitted_on, a.answers_due_on, a.engaged,
    a.enrolled, a.shortfall, a.targets, coalesce(i.undecided, false) as undecided
"""
_LIST: Final = f"""
    select {_COLUMNS}
    from (
        select a.* from read_control.assignment as a
        where {NARROWED} and ($7::date is null or a.in_force @> $7) and ($8::text is null or a.state = $8)
          and ($9::text is null or a.key > $9)
        order by a.key limit $10
    ) as a {NAMED}
    order by a.key
"""  # noqa: S608  parts of our own
_ONE: Final = f"select {_COLUMNS} from read_control.assignment as a {NAMED} where {NARROWED} and a.key = $7"  # noqa: S608  names of our own


class Assignment(NamedAssignment, frozen=True, kw_only=True):
    """What is known of one assignment; dates and figures of a report are those of the standing one."""

    version: int
    state: Status
    assigned_on: date
    starts_on: date | None
    written_on: date | None
    due_on: date | None
    control_on: date | None
    provisional: bool
    extended_late: bool
    undecided: bool
    rework_by: date | None
    completed_on: date | None
    submitted_on: date | None
    answers_due_on: date | None
    engaged: int | None
    enrolled: int | None
    shortfall: bool
    targets: list[Target]


async def assignments(
    connection: Connection, scope: Scope, *, on: date | None, state: str | None, after: str | None, limit: int
) -> list[Assignment]:
    """Return a page by key; ``on`` keeps those in force on a day, ``after`` is the last key of the page before."""
    rows = await connection.fetch(_LIST, *narrowed(scope), on, state, after, limit)
    return [_assignment(dict(row)) for row in rows]


async def assignment(connection: Connection, scope: Scope, key: str) -> Assignment | None:
    row = await connection.fetchrow(_ONE, *narrowed(scope), key)
    return _assignment(dict(row)) if row else None


def _assignment(row: dict[str, object]) -> Assignment:
    return convert({**row, "targets": json.decode(str(row["targets"]))}, Assignment)

"""The days that the open duties of a district have in a calendar, as known at a position."""

from datetime import date, datetime
from typing import Final

from msgspec import Struct, convert

from domain.assignment.state import Status
from projections.connection import Connection
from projections.scope import NAMED, NARROWED, Scope, narrowed

_OPEN: Final = f"""
    select a.key as assignment, a.version, t.text as title, o.short_name as organisation_name, a.state, a.due_on,
           a.control_on, a.rework_by, (convert_from(e.entry, 'UTF8')::jsonb ->> '_at')::timestamptz as changed_at
    from (
        select a.* from read_control.assignment as a
        where {NARROWED} and a.in_force @> $7::date and a.due_on is not null and a.submitted_on is null
        order by a.due_on, a.key limit $8
    ) as a {NAMED}
    join log.events as e on e.district = $1 and e.position = a.known_from
    order by a.due_on, a.key
"""  # noqa: S608  parts of our own


class Duty(Struct, frozen=True, kw_only=True):
    """``changed_at`` is when the log learnt what is said of it here."""

    assignment: str
    version: int
    title: str | None
    organisation_name: str | None
    state: Status
    due_on: date
    control_on: date | None
    rework_by: date | None
    changed_at: datetime


async def duties(connection: Connection, scope: Scope, *, on: date, limit: int) -> list[Duty]:
    """Return what is in force on a day and not reported, the first to be due first."""
    return [convert(dict(row), Duty) for row in await connection.fetch(_OPEN, *narrowed(scope), on, limit)]

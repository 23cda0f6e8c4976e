"""Overdue on a day, as known at a position (DOMAIN rule 5); beside it what waits for review or for a decision."""

from datetime import date
from functools import cache
from typing import Final

from msgspec import Struct, convert

from domain.assignment.state import Status
from domain.calendar import Calendar
from projections.connection import Connection
from projections.scope import NAMED, NARROWED, Scope, narrowed

_OVERDUE: Final = f"""
    {NARROWED}
    and a.due_on < $7 and a.in_force @> $7::date and (a.submitted_on is null or a.submitted_on > $7)
    and (a.submitted_on is null or a.submitted_on > a.due_on)
"""
"""The last line follows from the others; with it the index leaves out whatever was reported in time."""
_ROWS: Final = f"""
    select a.key as assignment, a.roadmap, a.item, a.period, t.text as title, a.organisation,
           o.short_name as organisation_name, a.written_on, a.due_on, $7::date - a.due_on as days_overdue,
           a.provisional, a.extended_late, a.state
    from (
        select a.* from read_control.assignment as a
        where {_OVERDUE} and ($8::date is null or (a.due_on, a.key) > ($8, $9))
        order by a.due_on, a.key limit $10
    ) as a {NAMED}
    order by a.due_on, a.key
"""  # noqa: S608  parts of our own


class Overdue(Struct, frozen=True, kw_only=True):
    """One line of the deputy's list; days are calendar days, working days those in (due_on, on]."""

    assignment: str
    roadmap: str
    item: str
    period: str | None
    title: str | None
    organisation: str
    organisation_name: str | None
    written_on: date | None
    due_on: date
    days_overdue: int
    working_days_overdue: int
    provisional: bool
    extended_late: bool
    state: Status


async def overdue(
    connection: Connection, scope: Scope, *, on: date, calendar: Calendar, after: tuple[date, str] | None, limit: int
) -> list[Overdue]:
    """Return a page, the longest overdue first; ``after`` is due day and key of the last row of the page before."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), on, *(after or (None, None)), limit)

    @cache
    def counted(due_on: date) -> tuple[int, bool]:
        return calendar.working_days(due_on, on), calendar.is_provisional(due_on, on)

    return [_overdue(dict(row), *counted(row["due_on"])) for row in rows]


def _overdue(row: dict[str, object], working_days: int, provisional: bool) -> Overdue:  # noqa: FBT001  a fact
    return convert(
        {**row, "working_days_overdue": working_days, "provisional": row["provisional"] or provisional}, Overdue
    )


_COUNTS: Final = f"""
    select (select count(*) from read_control.assignment as a where {_OVERDUE}) as total, (
        select count(*) from read_control.assignment as a
        where {NARROWED} and a.state = 'reported' and a.submitted_on <= $7 and a.in_force @> $7::date
    ) as under_review
"""  # noqa: S608  names of our own


class Counts(Struct, frozen=True, kw_only=True):
    """``total`` is overdue, on every page; ``under_review`` was reported and waits for the supervisor."""

    total: int
    under_review: int


async def counts(connection: Connection, scope: Scope, *, on: date) -> Counts:
    row = await connection.fetchrow(_COUNTS, *narrowed(scope), on)
    return convert(dict(row or {}), Counts)


_UNDECIDED: Final = f"""
    select a.key as assignment, a.roadmap, a.item, t.text as title, a.organisation, a.written_on
    from read_control.assignment as a {NAMED}
    where {NARROWED} and a.due_on is null and a.in_force @> $7::date and i.undecided
    order by a.key
"""  # noqa: S608  names of our own


class Undecided(Struct, frozen=True, kw_only=True):
    """An assignment whose item waits for a decision about its deadline: never silently red (DOMAIN section 2)."""

    assignment: str
    roadmap: str
    item: str
    title: str | None
    organisation: str
    written_on: date | None


async def undecided(connection: Connection, scope: Scope, *, on: date) -> list[Undecided]:
    return [Undecided(**row) for row in await connection.fetch(_UNDECIDED, *narrowed(scope), on)]

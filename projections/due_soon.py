"""Due soon: what is open on a day and whose control day comes within some working days (DOMAIN rule 3)."""

from datetime import date
from typing import Final

from msgspec import convert

from domain.assignment.state import Status
from domain.calendar import Calendar
from projections.connection import Connection
from projections.scope import NAMED, NARROWED, NamedAssignment, Scope, narrowed

_AIMED: Final = "coalesce(a.control_on, a.due_on)"
_SOON: Final = f"""
    {NARROWED}
    and a.due_on >= $7 and {_AIMED} <= $8 and a.in_force @> $7::date and a.state <> 'accepted'
    and (a.submitted_on is null or a.submitted_on > $7)
"""
_ROWS: Final = f"""
    select a.key as assignment, a.roadmap, a.item, a.period, t.text as title, a.organisation,
           o.short_name as organisation_name, a.written_on, a.due_on, {_AIMED} as control_on, a.provisional,
           a.rework_by, a.state
    from (
        select a.* from read_control.assignment as a
        where {_SOON} and ($9::date is null or ({_AIMED}, a.key) > ($9, $10))
        order by {_AIMED}, a.key limit $11
    ) as a {NAMED}
    order by {_AIMED}, a.key
"""  # noqa: S608  parts of our own


class DueSoon(NamedAssignment, frozen=True, kw_only=True):
    """``control_on`` is the day that reminders aim at; ``working_days_left`` are those after ``on`` until then."""

    written_on: date | None
    due_on: date
    control_on: date
    working_days_left: int
    provisional: bool
    rework_by: date | None
    state: Status


async def due_soon(
    connection: Connection,
    scope: Scope,
    *,
    on: date,
    until: date,
    calendar: Calendar,
    after: tuple[date, str] | None,
    limit: int,
) -> list[DueSoon]:
    """Return a page, the nearest control day first; one that has passed comes before, while the due day has not."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), on, until, *(after or (None, None)), limit)
    return [_row(dict(row), on, calendar) for row in rows]


def _row(row: dict[str, object], on: date, calendar: Calendar) -> DueSoon:
    control_on = convert(row["control_on"], date)
    counted = calendar.is_provisional(on, max(on, control_on))
    left = calendar.working_days(on, control_on)
    return convert({**row, "working_days_left": left, "provisional": row["provisional"] or counted}, DueSoon)


_TOTAL: Final = f"select count(*) from read_control.assignment as a where {_SOON}"  # noqa: S608  names of our own


async def total(connection: Connection, scope: Scope, *, on: date, until: date) -> int:
    found: int = await connection.fetchval(_TOTAL, *narrowed(scope), on, until)
    return found


def horizon(on: date, days: int, calendar: Calendar) -> date:
    """Return the last day within some working days after a day: whatever is worked later lies beyond."""
    day = on
    for _ in range(days):
        day = calendar.next_working_day(date.fromordinal(day.toordinal() + 1))
    return day

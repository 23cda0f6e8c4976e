"""When an assignment is in force: spans of days with the gaps of every withdrawal."""

from datetime import date
from typing import TypeAlias

Span: TypeAlias = tuple[date, date | None]
"""Days from the first until before the second; without a second it has not ended."""
InForce: TypeAlias = tuple[Span, ...]
"""In order, never touching: as a multirange of the database would hold it."""


def until(in_force: InForce, day: date) -> InForce:
    return tuple((first, min(end or day, day)) for first, end in in_force if first < day)


def since(in_force: InForce, day: date) -> InForce:
    """Add what begins on a day and does not end."""
    ended = tuple((first, end) for first, end in in_force if end is not None and end < day)
    return (*ended, (min([day, *(first for first, end in in_force if end is None or end >= day)]), None))


def holds(in_force: InForce, day: date) -> bool:
    return any(first <= day and (end is None or day < end) for first, end in in_force)

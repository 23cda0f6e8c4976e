"""Spans of the calendar that follow each other: days, weeks, months, quarters, half-years, years, and their keys."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from domain.recurrence.rule import Unit

_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Span(Struct, frozen=True, kw_only=True):
    """Both ends are inclusive; ``key`` is that of its last unit (EVENTS: keys of periods)."""

    first: date
    last: date
    key: str


def spans(unit: Unit, interval: int, since: date, until: date) -> Iterator[Span]:
    """Yield the spans of so many units, from the one that holds ``since`` to the last that begins by ``until``."""
    if unit in _DAYS:
        yield from _of_days(_DAYS[unit], interval, since, until)
        return
    months = _MONTHS[unit]
    start = month_number(since) // months * months
    while (first := month_start(start)) <= until:
        end = start + months * interval
        yield Span(first=first, last=month_start(end) - timedelta(1), key=_key(unit, end - months))
        start = end


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def month_end(number: int) -> date:
    return month_start(number + 1) - timedelta(1)


def month_key(number: int) -> str:
    return f"{month_start(number):%Y-%m}"


def _of_days(days: int, interval: int, since: date, until: date) -> Iterator[Span]:
    first = since - timedelta(since.weekday() if days > 1 else 0)
    while first <= until:
        last = first + timedelta(days * interval - 1)
        yield Span(first=first, last=last, key=(last - timedelta(days - 1)).isoformat())
        first = last + timedelta(1)


def _key(unit: Unit, start: int) -> str:
    first = month_start(start)
    match unit:
        case "month":
            return month_key(start)
        case "quarter":
            return f"{first.year}-q{(first.month + 2) // 3}"
        case "half":
            return f"{first.year}-h{(first.month + 5) // 6}"
        case _:
            return f"{first.year}"

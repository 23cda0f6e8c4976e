"""The working calendar as data of the log: which days are worked, and whether that is certain (DOMAIN rule 4)."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct

# Art. 112 of the Labour Code, as (month, day); the government's transfers come with a published calendar.
STATUTORY_HOLIDAYS: Final = frozenset(
    {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
)
SATURDAY: Final = 5


class YearCalendar(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One published year: the weekdays that are not worked, the Saturdays and Sundays that are."""

    year: int
    edition: int
    days_off: tuple[date, ...]
    working_weekends: tuple[date, ...]
    source: str
    provisional: bool | None = None


class WorkingYear(Struct, frozen=True, kw_only=True):
    """The working days of a year as ascending ordinals."""

    days: tuple[int, ...]
    provisional: bool


class Calendar(Struct, frozen=True):
    """The years that a district has published; every other year is provisional, by weekends and statutory holidays."""

    published: Mapping[int, WorkingYear] = {}

    def with_year(self, calendar: YearCalendar) -> "Calendar":
        """Return the calendar with this year added; a later edition replaces an earlier one."""
        off, worked = set(calendar.days_off), set(calendar.working_weekends)
        days = tuple(
            day.toordinal()
            for day in _days(calendar.year)
            if day in worked or (day.weekday() < SATURDAY and day not in off)
        )
        year = WorkingYear(days=days, provisional=bool(calendar.provisional))
        return Calendar({**self.published, calendar.year: year})

    def is_working(self, day: date) -> bool:
        return self.preceding_working_day(day) == day

    def preceding_working_day(self, day: date) -> date:
        """Return the day itself when it is worked, else the last working day before it; raise `OverflowError`."""
        for year in range(day.year, date.min.year - 1, -1):
            days = self._year(year).days
            if count := bisect_right(days, day.toordinal()):
                return date.fromordinal(days[count - 1])
        raise OverflowError("no working day before")

    def next_working_day(self, day: date) -> date:
        """Return the day itself when it is worked, else the first working day after it; raise `OverflowError`."""
        for year in range(day.year, date.max.year + 1):
            days = self._year(year).days
            if (count := bisect_left(days, day.toordinal())) < len(days):
                return date.fromordinal(days[count])
        raise OverflowError("no working day after")

    def working_days(self, after: date, until: date) -> int:
        """Count the working days in (after, until]; none when ``until`` is not later."""
        first, last = after.toordinal(), until.toordinal()
        years = (self._year(year).days for year in range(after.year, until.year + 1))
        return sum(max(0, bisect_right(days, last) - bisect_right(days, first)) for days in years)

    def is_provisional(self, first: date, last: date) -> bool:
        """Tell whether an answer that looked at these days rests on a year that is not published for certain."""
        return any(self._year(year).provisional for year in range(first.year, last.year + 1))

    def _year(self, year: int) -> WorkingYear:
        return self.published.get(year) or _statutory(year)


@lru_cache(maxsize=256)
def _statutory(year: int) -> WorkingYear:
    days = tuple(
        day.toordinal()
        for day in _days(year)
        if day.weekday() < SATURDAY and (day.month, day.day) not in STATUTORY_HOLIDAYS
    )
    return WorkingYear(days=days, provisional=True)


def _days(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(ordinal) for ordinal in range(first, date(year, 12, 31).toordinal() + 1)]

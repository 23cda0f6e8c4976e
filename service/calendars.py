"""The seed of a district's working calendars: what the library `holidays` knows of Russia (DOMAIN rule 4)."""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from typing import Final

import holidays
from holidays.countries.russia import RussiaStaticHolidays

from domain.calendar import SATURDAY, Calendar, YearCalendar

_SOURCE: Final = f"holidays {version('holidays')}, RU"


def published(years: Iterable[int]) -> list[YearCalendar]:
    """Return one calendar a year; a year whose transfers the library does not know is provisional."""
    return [_year(year) for year in years]


def usual() -> Calendar:
    """Return the calendar of a district that has published every year whose transfers are known."""
    calendar = Calendar()
    for year in published(sorted(RussiaStaticHolidays.special_public_holidays)):
        calendar = calendar.with_year(year)
    return calendar


def _year(year: int) -> YearCalendar:
    known = holidays.country_holidays("RU", years=year)
    return YearCalendar(
        year=year,
        edition=1,
        days_off=_of(year, (day for day in known if day.weekday() < SATURDAY)),
        working_weekends=_of(year, known.weekend_workdays),
        source=_SOURCE,
        provisional=None if year in RussiaStaticHolidays.special_public_holidays else True,
    )


def _of(year: int, days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(day for day in days if day.year == year))

"""A stretch of the calendar as a document names it: a day, a month, a quarter, with its year or without."""

from calendar import monthrange
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.deadline_grammar.reading import Unread

Unit: TypeAlias = Literal["day", "decade", "month", "quarter", "half", "year"]
_MONTHS: Final = {"day": 1, "decade": 1, "month": 1, "quarter": 3, "half": 6, "year": 12}
_YEARS: Final = range(1900, 2101)
_LAST_DECADE: Final = 3
_NEAR: Final = range(-1, 11)  # how far from its act a year of two digits may lie


class When(Struct, frozen=True, kw_only=True):
    """``number`` counts months, quarters or halves in the year; ``day`` is the day, or the decade, of the month."""

    unit: Unit
    year: int | None = None
    number: int = 1
    day: int = 0
    weekday: int | None = None  # Monday is 0
    short: bool = False  # the year was written with two digits

    @property
    def months(self) -> range:
        first = (self.number - 1) * _MONTHS[self.unit] + 1
        return range(first, first + _MONTHS[self.unit])

    def first(self) -> date:
        match self.unit:
            case "day":
                return self._day(self.day)
            case "decade":
                return self._day(self.day * 10 - 9)
            case _:
                return date(self._year(), self.months[0], 1)

    def last(self) -> date:
        match self.unit:
            case "day":
                return self._day(self.day)
            case "decade" if self.day < _LAST_DECADE:
                return self._day(self.day * 10)
            case _:
                return date(self._year(), self.months[-1], monthrange(self._year(), self.months[-1])[1])

    def _year(self) -> int:
        if self.year is None:
            raise Unread("no_year")
        if self.year not in _YEARS:
            raise Unread("impossible_date")
        return self.year

    def _day(self, number: int) -> date:
        try:
            day = date(self._year(), self.number, number)
        except ValueError:
            raise Unread("impossible_date") from None
        if self.weekday not in {None, day.weekday()}:
            raise Unread("ambiguous")
        return day


def is_certain(when: When, act_date: date | None) -> bool:
    """Tell whether the year is: one of two digits is certain only near the year of its act."""
    return not when.short or (act_date is not None and (when.year or 0) - act_date.year in _NEAR)

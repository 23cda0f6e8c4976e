"""A rule as the grammar writes it becomes a value: how often a deadline comes again, and on which day of its period."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.deadline_grammar.frequency import WEEKDAYS

Unit: TypeAlias = Literal["day", "week", "month", "quarter", "half", "year"]

_UNITS: Final[Mapping[str, Unit]] = {
    "DAILY": "day",
    "WEEKLY": "week",
    "MONTHLY": "month",
    "QUARTERLY": "quarter",
    "HALFYEARLY": "half",
    "YEARLY": "year",
}
_TIMES: Final[Mapping[tuple[Unit, int], Unit]] = {
    ("year", 2): "half",
    ("year", 4): "quarter",
    ("year", 12): "month",
    ("half", 2): "quarter",
    ("half", 6): "month",
    ("quarter", 3): "month",
}
"""So many times in a unit is once in a smaller one, where the calendar divides it so; else no day follows from it."""

_DAY: Final = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)(?:\(LAG=(?P<lag>-?\d+)Y\))?")
_NTH: Final = re.compile(r"(?P<nth>-?\d)(?P<weekday>[A-Z]{2})")


class DayOfYear(Struct, frozen=True, kw_only=True):
    """``lag`` counts the years after the period's own."""

    month: int
    day: int
    lag: int = 0


class Rule(Struct, frozen=True, kw_only=True):
    """``lag`` counts months after a period's last one, or years for a rule of months of the year."""

    every: Unit
    interval: int = 1
    days: tuple[DayOfYear, ...] = ()
    months: tuple[int, ...] = ()
    month_day: int | None = None
    work_day: int | None = None
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    lag: int | None = None
    until: date | None = None


def parse(text: str) -> Rule | None:
    """Read a rule of `domain.deadline_grammar`; None where it says how often and leaves open when."""
    if not text:
        return None
    parts = dict(part.split("=", 1) for part in text.split(";"))
    every, interval = _UNITS[parts["FREQ"]], int(parts.get("INTERVAL", 1))
    if "TIMES" in parts:
        divided = _TIMES.get((every, int(parts["TIMES"])))
        if divided is None or interval > 1:
            return None
        every = divided
    nth = _NTH.fullmatch(parts.get("BYDAY", ""))
    return Rule(
        every=every,
        interval=interval,
        days=_days(parts),
        months=() if "BYMONTHDAY" in parts else tuple(map(int, filter(None, parts.get("BYMONTH", "").split(",")))),
        month_day=int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts and "BYMONTH" not in parts else None,
        work_day=int(parts["BYWORKDAY"]) if "BYWORKDAY" in parts else None,
        weekdays=_weekdays(nth["weekday"] if nth else parts.get("BYDAY", "")),
        nth=int(nth["nth"]) if nth else None,
        lag=int(parts["LAG"][:-1]) if "LAG" in parts else None,
        until=date.fromisoformat(parts["UNTIL"]) if "UNTIL" in parts else None,
    )


def _days(parts: Mapping[str, str]) -> tuple[DayOfYear, ...]:
    if "BYMONTH" in parts and "BYMONTHDAY" in parts:
        lag = int(parts["LAG"][:-1]) if "LAG" in parts else 0
        return (DayOfYear(month=int(parts["BYMONTH"]), day=int(parts["BYMONTHDAY"]), lag=lag),)
    found = _DAY.finditer(parts.get("ON", ""))
    return tuple(DayOfYear(month=int(d["month"]), day=int(d["day"]), lag=int(d["lag"] or 0)) for d in found)


def _weekdays(names: str) -> tuple[int, ...]:
    return tuple(WEEKDAYS.index(name) for name in names.split(",") if name)

"""Deadlines that come again, and those that never end: rules in the manner of RFC 5545, without invented dates."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, TypeAlias

import msgspec

from domain.deadline_grammar.frequency import LEAP_YEAR, WEEKDAYS, Extent, Frequency, Lag, frequencies
from domain.deadline_grammar.reading import Reading, Unread
from domain.deadline_grammar.tokens import Pattern, Token, Tokens, first_of, kinds, pattern, values
from domain.deadline_grammar.when import When

Build: TypeAlias = Callable[[Frequency | None, Tokens], str | None]

_NAMES: Final = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Q": "QUARTERLY", "H": "HALFYEARLY", "Y": "YEARLY"}
_IN_A_YEAR: Final = {"Q": 4, "H": 2}
_FILLERS: Final = frozenset(["till", "po", "notlater", "in", "by", "during", "term", "incl", "atleast", "sep", "time"])
_MONTH_DAYS: Final = range(-1, 32)


def read_cycle(tokens: Tokens) -> Reading | None:
    """Read a rule; None when the text says more than a rule, or something else."""
    words = [token for token in frequencies(tokens) if token.kind not in _FILLERS]
    found = {word.kind for word in words}
    if "standing" in found and found <= {"standing", "EXTENT", "yr"}:
        return _reading("standing", None, words)
    frequency = _frequency(values(words, Frequency))
    if frequency is None and found.isdisjoint({"LAG", "CUR"}):
        return None
    said = [word for word in words if word.kind not in {"FREQ", "EXTENT"}]
    build = next((build for expression, build in _FORMS if expression.fullmatch(kinds(said))), None)
    rule = build(frequency, said) if build else None
    return _reading("recurring", rule, words) if rule else None


def _reading(kind: str, rule: str | None, words: Tokens) -> Reading | None:
    """Add the years the text names; the end of a rule stands in the rule, for a rule is never due (DOMAIN rule 14)."""
    extents = values(words, Extent)
    if not extents:
        return Reading(outcome="read", kind=kind, rule=rule)
    if len(extents) > 1:
        return None
    starts_on = _first_day(extents[0].first, words)
    ends_on = extents[0].last.last() if extents[0].last else None
    if ends_on and ends_on < starts_on:
        raise Unread("reversed")
    if rule and ends_on:
        rule, ends_on = f"{rule};UNTIL={ends_on}", None
    return Reading(outcome="read", kind=kind, rule=rule, starts_on=starts_on, due_on=ends_on)


def _first_day(when: When, words: Tokens) -> date:
    """Return the first day; "май, ежегодно с 2023" starts in May."""
    month = next((each for each in values(words, When) if each.unit == "month"), None)
    if month and when.unit == "year":
        return msgspec.structs.replace(month, year=when.year).first()
    return when.first()


def _frequency(found: Sequence[Frequency]) -> Frequency | None:
    """Return the one frequency; "ежегодно, 2 раза в год" is one, and two that differ are none."""
    if any(each.times < 1 or each.interval < 1 for each in found):
        return None
    counted = {each for each in found if each.times > 1} or set(found)
    units = {(each.unit, each.interval) for each in found}
    return counted.pop() if len(counted) == len(units) == 1 else None


def _rule(unit: str, *parts: str, interval: int = 1, lag: Lag | None = None) -> str:
    every = [f"INTERVAL={interval}"] if interval > 1 else []
    after = [f"LAG={lag.count}{lag.unit}"] if lag else []
    return ";".join([f"FREQ={_NAMES[unit]}", *every, *parts, *after])


def _bare(frequency: Frequency | None, _words: Tokens) -> str | None:
    if frequency is None:
        return None
    times = [f"TIMES={frequency.times}"] if frequency.times > 1 else []
    return _rule(frequency.unit, *times, interval=frequency.interval)


def _on_days(frequency: Frequency | None, words: Tokens) -> str | None:
    """Read days of the year; one whose year is said to be the current one does without "ежегодно"."""
    days = [
        (word.value, after)
        for word, after in pairwise([*words, Token("")])
        if isinstance(word.value, When) and word.value.year is None
    ]
    lags = [after.value if isinstance(after.value, Lag) else None for _, after in days]
    if len(days) < len(values(words, When)) or any(lag and lag.unit != "Y" for lag in lags):
        return None
    if frequency is None and any(after.kind not in {"CUR", "LAG"} for _, after in days):
        return None
    if frequency and not _fits(frequency, len(days)):
        return None
    dates = [msgspec.structs.replace(when, year=LEAP_YEAR).first() for when, _ in days]
    return _yearly(list(zip(dates, lags, strict=True)))


def _fits(frequency: Frequency, days: int) -> bool:
    """Tell whether so many days of the year are what the frequency says: four of them are "ежеквартально"."""
    if frequency.unit == "Y":
        return frequency.interval == 1 and frequency.times in {1, days}
    return frequency == Frequency(frequency.unit) and _IN_A_YEAR.get(frequency.unit) == days


def _yearly(days: Sequence[tuple[date, Lag | None]]) -> str:
    if len(days) == 1:
        ((day, lag),) = days
        return _rule("Y", f"BYMONTH={day.month}", f"BYMONTHDAY={day.day}", lag=lag)
    return _rule("Y", "ON=" + ",".join(f"{day:%m-%d}" + (f"(LAG={lag.count}Y)" if lag else "") for day, lag in days))


def _on_day_of_month(frequency: Frequency | None, words: Tokens) -> str | None:
    name = "BYWORKDAY" if words[0].kind == "WORKDAY" else "BYMONTHDAY"
    day, lag = values(words, int)[0], first_of(words, Lag)
    of = lag.of if lag else None
    every = frequency or (Frequency(of or "M") if words[-1].kind == "LAG" else None)
    if every is None or every.unit not in {"M", "Q", "H"} or of not in {None, "term", every.unit}:
        return None
    if every.times > 1 or day not in _MONTH_DAYS or (lag and lag.unit != "M"):
        return None
    return _rule(every.unit, f"{name}={day}", interval=every.interval, lag=lag if lag and lag.count else None)


def _in_months(frequency: Frequency | None, words: Tokens) -> str | None:
    whens, lag = values(words, When), first_of(words, Lag)
    said = frequency or (Frequency("Y") if words[-1].kind in {"CUR", "LAG"} else None)
    if said is None or said.unit != "Y" or not _fits(said, len(whens)) or (lag and lag.unit != "Y"):
        return None
    if any(when.year for when in whens):
        return None
    months = [month for when in whens for month in when.months]
    if any(word.kind == "dash" for word in words):
        months = list(range(months[0], months[-1] + 1))
    return _rule("Y", "BYMONTH=" + ",".join(map(str, months)), lag=lag) if months else None


def _on_weekdays(frequency: Frequency | None, words: Tokens) -> str | None:
    if frequency != Frequency("W"):
        return None
    return _rule("W", "BYDAY=" + ",".join(WEEKDAYS[day] for day in values(words, int)))


def _on_nth_weekday(frequency: Frequency | None, words: Tokens) -> str | None:
    return _rule("M", f"BYDAY={words[0].text}") if frequency == Frequency("M") else None


def _year_first(frequency: Frequency | None, words: Tokens) -> str | None:
    return _on_days(frequency, [words[1], words[0]])


_LABELLED: Final = "label* dash? DAY (CUR|LAG|NEXT)?"
_FORMS: Final[Sequence[tuple[Pattern, Build]]] = (
    (pattern(""), _bare),
    (pattern("DAY (CUR|LAG|NEXT)?"), _on_days),
    (pattern("(CUR|LAG|NEXT) DAY"), _year_first),
    (pattern(f"{_LABELLED} (and? {_LABELLED})+"), _on_days),
    (pattern("(MONTHDAY|WORKDAY) (LAG|NEXT)?"), _on_day_of_month),
    (pattern("(MONTH (and? MONTH)*|QUARTER|HALF|MONTH dash MONTH|QUARTER dash QUARTER) (CUR|LAG)?"), _in_months),
    (pattern("weekday+"), _on_weekdays),
    (pattern("BYDAY"), _on_nth_weekday),
)

"""The periods that a recurring item asks for within some days, each with its deadline (DOMAIN rule 14)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from domain.calendar import Calendar
from domain.deadline import Deadline, settle
from domain.policy import Policy
from domain.recurrence.rule import DayOfYear, Rule
from domain.recurrence.spans import Span, month_end, month_key, month_number, month_start, spans

_WEEK: Final = 7
_LATER: Final = frozenset({"quarter", "half"})


class Period(Struct, frozen=True, kw_only=True):
    """One turn of a rule; ``written_on`` is its last day by the text, ``provisional`` counts uncertain working days."""

    key: str
    last: date
    starts_on: date | None = None
    written_on: date
    provisional: bool = False

    def deadline(self, policy: Policy, calendar: Calendar) -> Deadline:
        dated = settle(self.starts_on, self.written_on, policy, calendar)
        return replace(dated, provisional=True) if self.provisional else dated


def periods(rule: Rule, first: date, until: date, calendar: Calendar) -> list[Period]:
    """Return the periods that end or are due by ``until``, none that ended or was due before ``first``."""
    end = min(until, rule.until or until)
    ahead = max([0, -(rule.lag or 0), *(-day.lag for day in rule.days)])
    found = [
        period
        for span in spans(rule.every, rule.interval, first, date(end.year + ahead, 12, 31))
        for period in _turns(rule, span, calendar)
        if period.last >= first and period.written_on >= first and min(period.last, period.written_on) <= end
    ]
    return sorted(found, key=lambda period: (period.written_on, period.key))


def _turns(rule: Rule, span: Span, calendar: Calendar) -> Iterator[Period]:
    if rule.days:
        yield from _on_days(rule.days, span)
    elif rule.months:
        yield from _in_months(rule, span)
    elif rule.month_day is not None or rule.work_day is not None:
        yield _in_month(rule, span, calendar)
    elif rule.nth is not None:
        yield from _on_nth_weekday(rule.nth, rule.weekdays[0], span)
    elif rule.weekdays:
        for weekday in rule.weekdays:
            day = span.last - timedelta(_WEEK - 1 - weekday)
            yield Period(key=day.isoformat(), last=day, written_on=day)
    else:
        yield Period(key=span.key, last=span.last, starts_on=span.first, written_on=span.last)


def _on_days(days: Sequence[DayOfYear], span: Span) -> Iterator[Period]:
    """Give a year with several days a period for each, under the day's own key."""
    for day in days:
        written_on = _clipped(month_number(date(span.last.year + day.lag, day.month, 1)), day.day)
        key = span.key if len(days) == 1 else written_on.isoformat()
        yield Period(key=key, last=span.last, written_on=written_on)


def _in_months(rule: Rule, span: Span) -> Iterator[Period]:
    """Months that follow each other are one stretch; «май» ends on its last day."""
    january = month_number(date(span.last.year + (rule.lag or 0), 1, 1))
    stretches = [[month for _, month in run] for _, run in groupby(enumerate(rule.months), lambda nth: nth[1] - nth[0])]
    for months in stretches:
        start, end = january + months[0] - 1, january + months[-1] - 1
        key = span.key if len(stretches) == 1 else month_key(end)
        yield Period(key=key, last=span.last, starts_on=month_start(start), written_on=month_end(end))


def _in_month(rule: Rule, span: Span, calendar: Calendar) -> Period:
    """Find the day of the month; of a quarter or half-year that names no month it is one of the month after it.

    Only then can a report on it be written; the last day of a quarter is the quarter's own.
    """
    day = rule.work_day if rule.work_day is not None else rule.month_day or 1
    lag = rule.lag if rule.lag is not None else int(rule.every in _LATER and day > 0)
    month = month_number(span.last) + lag
    if rule.work_day is None:
        return Period(key=span.key, last=span.last, written_on=_clipped(month, day))
    written_on = _working_day(month, day, calendar)
    provisional = calendar.is_provisional(month_start(month), month_end(month))
    return Period(key=span.key, last=span.last, written_on=written_on, provisional=provisional)


def _on_nth_weekday(nth: int, weekday: int, span: Span) -> Iterator[Period]:
    """Find the one such day, or none: a fifth Monday that a month does not have asks for nothing."""
    days = [day for day in _days(span.first, span.last) if day.weekday() == weekday]
    for day in days[nth - 1 : nth] if nth > 0 else days[nth:]:
        yield Period(key=span.key, last=span.last, written_on=day)


def _clipped(month: int, day: int) -> date:
    """Return that day of a month; the last one for -1, and for one that the month does not have."""
    last = month_end(month)
    return last if day < 0 else last.replace(day=min(day, last.day))


def _working_day(month: int, nth: int, calendar: Calendar) -> date:
    worked = [day for day in _days(month_start(month), month_end(month)) if calendar.is_working(day)]
    return worked[-1] if nth < 0 else worked[min(nth, len(worked)) - 1]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days) for days in range((last - first).days + 1))

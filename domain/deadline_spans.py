"""Days and stretches of days as documents write them: by a day, within a month, from one day to another."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import msgspec

from domain.deadline_reading import Reading, Unread
from domain.deadline_tokens import Pattern, Rule, Token, Tokens, kinds, pattern, rewrite, values
from domain.deadline_when import Unit, When, is_certain

_UNTIL: Final = "((till|po|notlater|by)+)"
_LEAD: Final = "(in|on|during)? (term doing? dash?)?"
_LONG: Final = "(DECADE|MONTH|QUARTER|HALF|YEAR)"
_WHEN: Final = "(DAY|DECADE|MONTH|QUARTER|HALF|YEAR)"
_UNITS: Final[Sequence[tuple[str, str, Unit, int]]] = (
    ("quarter", "QUARTER", "quarter", 4),
    ("half", "HALF", "half", 2),
)


def spans(tokens: Tokens) -> Tokens:
    """Put together the words that name one stretch of the calendar."""
    return rewrite(tokens, _RULES)


def read_span(tokens: Tokens, act_date: date | None) -> Reading | None:
    """Read a text that says days and nothing else; None when it says something else."""
    text = kinds(tokens)
    for expression, build in _FORMS:
        if expression.fullmatch(text):
            return build(tokens, act_date)
    return None


def _compound(tokens: Tokens) -> Sequence[Token] | None:
    """Add up "двадцать пятого"; digits are never added."""
    tens, ones = values(tokens, int)
    if tokens[0].text.isalpha() and tokens[1].text.isalpha() and tens >= 20 and tens % 10 == 0 and 0 < ones < 10:
        return [Token("num", tokens[0].text, tens + ones)]
    return None


def _twice(tokens: Tokens) -> Sequence[Token] | None:
    """Take "10 (десяти)" for one number; two different numbers stay."""
    first, second = values(tokens, int)
    return [tokens[0]] if first == second and tokens[1].text == "(" else None


def _day(tokens: Tokens) -> Sequence[Token]:
    day, month = values(tokens, int)[:2]
    year = next(iter(values(tokens, When)), None)
    return [Token("DAY", value=When(unit="day", year=year and year.year, number=month, day=day))]


def _short_day(tokens: Tokens) -> Sequence[Token] | None:
    day, month, year = values(tokens, int)
    if len(tokens[2].text) != 2:
        return None
    return [Token("DAY", value=When(unit="day", year=2000 + year, number=month, day=day, short=True))]


def _month(tokens: Tokens) -> Sequence[Token]:
    year = next(iter(values(tokens, When)), None)
    return [Token("MONTH", value=When(unit="month", year=year and year.year, number=values(tokens, int)[0]))]


def _part(kind: str, unit: Unit, most: int) -> Callable[[Tokens], Sequence[Token] | None]:
    def build(tokens: Tokens) -> Sequence[Token] | None:
        number = values(tokens, int)[0]
        year = next(iter(values(tokens, When)), None)
        if not 1 <= number <= most:
            return None
        return [Token(kind, value=When(unit=unit, year=year and year.year, number=number))]

    return build


def _part_range(kind: str, unit: Unit, most: int) -> Callable[[Tokens], Sequence[Token] | None]:
    one = _part(kind, unit, most)

    def build(tokens: Tokens) -> Sequence[Token] | None:
        first = one(tokens[:1])
        return first and [*first, *tokens[1:]]

    return build


def _decade(tokens: Tokens) -> Sequence[Token] | None:
    number, (month,) = values(tokens, int)[0], values(tokens, When)
    if not 1 <= number <= 3:
        return None
    return [Token("DECADE", value=msgspec.structs.replace(month, unit="decade", day=number))]


def _with_year(tokens: Tokens) -> Sequence[Token] | None:
    """Give a stretch the year that stands beside it."""
    first, second = values(tokens, When)
    when, year = (second, first) if first.unit == "year" else (first, second)
    if when.year is not None:
        return None
    kept = next(token for token in tokens if token.value is when)
    before = [token for token in tokens if isinstance(token.value, When) is False and token.kind != "in"]
    return [*before, Token(kept.kind, value=msgspec.structs.replace(when, year=year.year))]


def _weekday(tokens: Tokens) -> Sequence[Token]:
    (when,), (weekday,) = values(tokens, When), values(tokens, int)
    return [Token("DAY", value=msgspec.structs.replace(when, weekday=weekday))]


def _dated(tokens: Tokens) -> Sequence[Token] | None:
    (when,) = values(tokens, When)
    return tokens[:1] if when.year else None


def _only(tokens: Tokens) -> Sequence[Token]:
    return [token for token in tokens if isinstance(token.value, When)][:1]


def _short(tokens: Tokens) -> Sequence[Token] | None:
    """Take "31.12.21" for a day; "31.12.20" may be the beginning of any year of the century."""
    (when,) = values(tokens, When)
    return None if len(tokens) == 1 and when.year == 2020 else [Token("DAY", value=when)]


_RULES: Final[Sequence[Rule]] = (
    (pattern("num num"), _compound),
    (pattern("num sep num sep"), _twice),
    (pattern("YEAR yr+"), lambda tokens: [Token("YEAR", tokens[-1].text, tokens[0].value)]),
    (pattern("(current|this) YEAR"), lambda tokens: tokens[1:]),
    (pattern("dmshort yr?"), _short),
    (pattern("num month YEAR"), _day),
    (pattern("num month num yr"), _short_day),
    (pattern("num month"), _day),
    (pattern("month YEAR"), _month),
    (pattern("month"), _month),
    *(
        rule
        for word, kind, unit, most in _UNITS
        for rule in (
            (pattern(f"(num|roman) {word} YEAR"), _part(kind, unit, most)),
            (pattern(f"(num|roman) {word}"), _part(kind, unit, most)),
            (pattern(f"(num|roman) (dash|po) {kind}"), _part_range(kind, unit, most)),
        )
    ),
    (pattern("(num|roman) decade MONTH"), _decade),
    (pattern("(DAY|MONTH|QUARTER|HALF) sep? YEAR (?! dash YEAR)"), _with_year),
    (pattern(f"(?<! dash) in? YEAR sep? {_UNTIL}? (DAY|MONTH|QUARTER|HALF)"), _with_year),
    (pattern("DAY yr"), _dated),
    (pattern("DAY this yr"), lambda tokens: tokens[:1]),
    (pattern("weekday sep? DAY"), _weekday),
    (pattern("DAY sep? weekday"), _weekday),
    (pattern("time hour"), lambda tokens: tokens[:1]),
    (pattern("num hour in? DAY"), _only),
    (pattern("time DAY"), _only),
    (pattern("DAY sep? (in|till|by)? time"), _only),
    (pattern("DAY in num hour"), _only),
)


def _dates(first: When, last: When, act_date: date | None) -> tuple[date, date, bool]:
    """Resolve two ends; a year stands for both, and a day without one takes it from the act (DOMAIN rule 2)."""
    year, inferred = last.year or first.year, first.short or last.short or (first.year is None and last.year is None)
    if not (is_certain(first, act_date) and is_certain(last, act_date)):
        raise Unread("two_digit_year")
    if year is None and act_date is not None and first.unit == last.unit == "day":
        year = act_date.year
    first = msgspec.structs.replace(first, year=first.year or year)
    last = msgspec.structs.replace(last, year=last.year or year)
    starts_on, due_on = first.first(), last.last()
    if due_on < starts_on:
        raise Unread("reversed")
    return starts_on, due_on, inferred


def _by(kind: str) -> Callable[[Tokens, date | None], Reading]:
    def build(tokens: Tokens, act_date: date | None) -> Reading:
        (when,) = values(tokens, When)
        _, due_on, inferred = _dates(when, when, act_date)
        return Reading(outcome="read", kind=kind, due_on=due_on, inferred=inferred)

    return build


def _by_end(tokens: Tokens, act_date: date | None) -> Reading:
    """Read "до конца мая": a day, and so it may take its year from the act."""
    when = next(iter(values(tokens, When)), When(unit="year"))
    inferred = when.year is None and when.unit in {"month", "year"} and act_date is not None
    if inferred and act_date is not None:
        when = msgspec.structs.replace(when, year=act_date.year)
    return Reading(outcome="read", kind="by_date", due_on=when.last(), inferred=inferred)


def _period(tokens: Tokens, act_date: date | None) -> Reading:
    whens = values(tokens, When)
    starts_on, due_on, inferred = _dates(whens[0], whens[-1], act_date)
    years = len(whens) > 1 and whens[0].unit != "day" and starts_on.year != due_on.year
    kind = "scope" if years else "period"
    return Reading(outcome="read", kind=kind, starts_on=starts_on, due_on=due_on, inferred=inferred)


def _bare_years(tokens: Tokens, act_date: date | None) -> Reading:
    """Read "2020-2024"; two years in a row without the word may be a school year."""
    first, last = values(tokens, When)
    if (last.year or 0) - (first.year or 0) == 1 and tokens[-1].text.isdigit():
        raise Unread("ambiguous")
    return _period(tokens, act_date)


def _days_of_month(tokens: Tokens, act_date: date | None) -> Reading:
    (last,), (day,) = values(tokens, When), values(tokens, int)
    starts_on, due_on, inferred = _dates(msgspec.structs.replace(last, day=day), last, act_date)
    return Reading(outcome="read", kind="period", starts_on=starts_on, due_on=due_on, inferred=inferred)


def _from(tokens: Tokens, act_date: date | None) -> Reading:
    (when,) = values(tokens, When)
    starts_on, _, inferred = _dates(when, when, act_date)
    return Reading(outcome="read", kind="from_date", starts_on=starts_on, inferred=inferred)


def _open(kind: str) -> Callable[[Tokens, date | None], Reading]:
    return lambda _tokens, _act_date: Unread(kind).reading()


_FORMS: Final[Sequence[tuple[Pattern, Callable[[Tokens, date | None], Reading]]]] = (
    (pattern("on DAY"), _by("on_date")),
    (pattern(f"{_LEAD} {_UNTIL}? DAY incl?"), _by("by_date")),
    (pattern(f"{_LEAD} {_UNTIL} end ({_WHEN}|yr) incl?"), _by_end),
    (pattern(f"{_LEAD} (till|by)? (notlater|po) {_LONG} incl?"), _by("by_date")),
    (pattern(f"{_LEAD} {_UNTIL} {_LONG} incl"), _by("by_date")),
    (pattern(f"{_LEAD} {_UNTIL} {_LONG}"), _open("ambiguous")),
    (pattern(f"{_LEAD} {_LONG}"), _period),
    (pattern("in? YEAR dash YEAR"), _bare_years),
    (pattern(f"{_LEAD} from? num (dash|till|po) DAY incl?"), _days_of_month),
    (pattern(f"{_LEAD} from {_WHEN} (dash|sep)? (po|notlater) {_WHEN} incl?"), _period),
    (pattern(f"{_LEAD} from {_WHEN} (dash|sep)? till (DAY|{_LONG} (?=incl)) incl?"), _period),
    (pattern(f"{_LEAD} from {_WHEN} {_UNTIL} end {_LONG}"), _period),
    *(
        (pattern(f"{_LEAD} from? {unit} dash {unit} incl?"), _period)
        for unit in ("DAY", "MONTH", "QUARTER", "HALF", "YEAR")
    ),
    (pattern(f"{_LEAD} from {_WHEN}"), _from),
    (pattern(f"notbefore {_WHEN}"), _from),
    (pattern("from start (MONTH|YEAR)"), _from),
    (pattern(f"start doing? dash? {_WHEN} end doing? dash? {_WHEN}"), _period),
)

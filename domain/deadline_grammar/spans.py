"""The words that name one stretch of the calendar, put together: "5 сентября 2020 года", "II квартал"."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from msgspec.structs import replace

from domain.deadline_grammar.tokens import Rule, Token, Tokens, pattern, rewrite, values
from domain.deadline_grammar.when import Unit, When

Build: TypeAlias = Callable[[Tokens], Sequence[Token] | None]

_TENS: Final = frozenset((20, 30, 40, 50, 60, 90))
_ONES: Final = range(1, 10)
_CENTURY: Final = 2000
_LIKE_A_CENTURY: Final = 2020
_DECADES: Final = range(1, 4)


def spans(tokens: Tokens) -> Tokens:
    """Put together what names a DAY, DECADE, MONTH, QUARTER, HALF or YEAR; it may still have no year."""
    return rewrite(tokens, _RULES)


def _compound(tokens: Tokens) -> Sequence[Token] | None:
    """Add up "двадцать пятого"; digits are never added."""
    tens, ones = values(tokens, int)
    if not all(token.text.isalpha() for token in tokens) or tens not in _TENS or ones not in _ONES:
        return None
    return [Token("num", tokens[0].text, tens + ones)]


def _twice(tokens: Tokens) -> Sequence[Token] | None:
    """Take "10 (десяти)" for one number; two different numbers stay."""
    one, other = values(tokens, int)
    return tokens[:1] if one == other and tokens[1].text == "(" else None


def _day(tokens: Tokens) -> Sequence[Token]:
    (day,), (month,) = values(tokens, int), values(tokens, When)
    return [Token("DAY", value=replace(month, unit="day", day=day))]


def _short_year(tokens: Tokens) -> Sequence[Token] | None:
    """Read "30 ноября 21 г."; a single digit is what is left of a year."""
    (day, year), (month,) = values(tokens, int), values(tokens, When)
    if len(tokens[2].text) == 1:
        return None
    return [Token("DAY", value=replace(month, unit="day", day=day, year=_CENTURY + year, short=True))]


def _short_date(tokens: Tokens) -> Sequence[Token] | None:
    """Read "31.12.21"; "31.12.20" alone may be the beginning of any year of the century."""
    (when,) = values(tokens, When)
    return None if len(tokens) == 1 and when.year == _LIKE_A_CENTURY else [Token("DAY", value=when)]


def _part(kind: str, unit: Unit, most: int) -> Build:
    def build(tokens: Tokens) -> Sequence[Token] | None:
        number = values(tokens, int)[0]
        return [Token(kind, value=When(unit=unit, number=number))] if 1 <= number <= most else None

    return build


def _first_part(kind: str, unit: Unit, most: int) -> Build:
    """Read the first of "I-II квартал"."""
    part = _part(kind, unit, most)
    return lambda tokens: (first := part(tokens)) and [*first, *tokens[1:]]


def _decade(tokens: Tokens) -> Sequence[Token] | None:
    (number,), (month,) = values(tokens, int), values(tokens, When)
    return [Token("DECADE", value=replace(month, unit="decade", day=number))] if number in _DECADES else None


def _with_year(tokens: Tokens) -> Sequence[Token] | None:
    """Give a stretch the year that stands beside it."""
    one, other = values(tokens, When)
    when, year = (other, one) if one.unit == "year" else (one, other)
    if when.year is not None:
        return None
    kept = [token for token in tokens if token.value is not year and token.kind not in {"in", "sep"}]
    return [replace(token, value=replace(when, year=year.year)) if token.value is when else token for token in kept]


def _weekday(tokens: Tokens) -> Sequence[Token]:
    (when,), (weekday,) = values(tokens, When), values(tokens, int)
    return [Token("DAY", value=replace(when, weekday=weekday))]


def _whole(tokens: Tokens) -> Sequence[Token] | None:
    """Leave out the word "года" behind a date that has its year; "1 февраля года, …" goes on."""
    (when,) = values(tokens, When)
    return tokens[:1] if when.year else None


def _day_alone(tokens: Tokens) -> Sequence[Token]:
    return [token for token in tokens if token.kind == "DAY"]


def _parts(word: str, kind: str, unit: Unit, most: int) -> Sequence[Rule]:
    return (
        (pattern(f"(num|roman) {word}"), _part(kind, unit, most)),
        (pattern(f"(num|roman) (?= (dash|po) {kind})"), _first_part(kind, unit, most)),
    )


_RULES: Final[Sequence[Rule]] = (
    (pattern("num num"), _compound),
    (pattern("num sep num sep"), _twice),
    (pattern("YEAR yr+"), lambda tokens: [Token("YEAR", tokens[-1].text, tokens[0].value)]),
    (pattern("(current|this) YEAR"), lambda tokens: tokens[1:]),
    (pattern("dmshort yr?"), _short_date),
    (pattern("num MONTH num yr"), _short_year),
    (pattern("num MONTH"), _day),
    *_parts("quarter", "QUARTER", "quarter", 4),
    *_parts("half", "HALF", "half", 2),
    (pattern("(DAY|MONTH|QUARTER|HALF) sep? YEAR (?! dash YEAR)"), _with_year),
    (pattern("(?<! dash) in? YEAR sep? (till|po|notlater|by)* (DAY|MONTH|QUARTER|HALF)"), _with_year),
    (pattern("(num|roman) decade MONTH"), _decade),
    (pattern("DAY yr"), _whole),
    (pattern("DAY this yr"), _day_alone),
    (pattern("weekday sep? DAY"), _weekday),
    (pattern("DAY sep? weekday"), _weekday),
    (pattern("time hour"), lambda tokens: tokens[:1]),
    (pattern("num hour in? DAY"), _day_alone),
    (pattern("time DAY"), _day_alone),
    (pattern("DAY sep? (in|till|by)? time"), _day_alone),
    (pattern("DAY in num hour"), _day_alone),
)

"""How documents say that a deadline comes again: how often, how long after its period, in which years."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from domain.deadline_grammar.tokens import Rule, Token, Tokens, first_of, pattern, rewrite, values
from domain.deadline_grammar.when import When

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LEAP_YEAR: Final = 2000  # has every day that a year can have
_UNITS: Final = {"d": "D", "week": "W", "mon": "M", "quarter": "Q", "half": "H", "yr": "Y"}
_UNIT: Final = "(d|week|mon|quarter|half|yr)"
_DATED: Final = "(DAY|MONTH|QUARTER|HALF|YEAR)"
_FEBRUARY: Final = 2


class Frequency(Struct, frozen=True):
    """So many ``times`` in every ``interval`` units."""

    unit: str
    interval: int = 1
    times: int = 1


class Lag(Struct, frozen=True):
    """How many units after its period a deadline falls; ``of`` is the period's unit, or "term" where it has none."""

    count: int
    unit: str
    of: str | None = None


class Extent(Struct, frozen=True):
    """The stretch of the calendar in which a rule holds; without ``last`` it holds on."""

    first: When
    last: When | None = None


def frequencies(tokens: Tokens) -> Tokens:
    """Put together the words of repetition: FREQ, LAG, CUR (this very year), NEXT, MONTHDAY, WORKDAY, BYDAY, EXTENT."""
    return rewrite(tokens, _RULES)


def _unit(tokens: Tokens) -> str:
    return next(_UNITS[token.kind] for token in tokens if token.kind in _UNITS)


def _count(tokens: Tokens) -> int:
    return (values(tokens, int) or [1])[0]


def _every(tokens: Tokens) -> Sequence[Token]:
    return [Token("FREQ", value=Frequency(_unit(tokens), _count(tokens)))]


def _times(tokens: Tokens) -> Sequence[Token]:
    """Read "2 раза в 3 года"."""
    split = [token.kind for token in tokens].index("raz")
    times, interval = _count(tokens[:split]), _count(tokens[split:])
    return [Token("FREQ", value=Frequency(_unit(tokens), interval, times))]


def _nth_weekday(tokens: Tokens) -> Sequence[Token]:
    """Read "первый понедельник месяца"; the last one is -1."""
    *numbers, weekday = values(tokens, int)
    nth = numbers[0] if numbers else -1
    return [Token("FREQ", value=Frequency("M")), Token("BYDAY", f"{nth}{WEEKDAYS[weekday]}")]


def _last_day(tokens: Tokens) -> Sequence[Token]:
    kind = "WORKDAY" if any(token.kind == "business" for token in tokens) else "MONTHDAY"
    return [Token(kind, value=-1), Token("FREQ", value=Frequency(_unit(tokens[-1:])))]


def _numbered(kind: str, *more: Token) -> Callable[[Tokens], Sequence[Token]]:
    return lambda tokens: [Token(kind, value=first_of(tokens, int)), *more]


def _lag(tokens: Tokens) -> Sequence[Token]:
    """Read "второго месяца, следующего за отчетным кварталом"."""
    last = tokens[-1].kind
    of = "term" if last == "term" else _UNITS.get(last)
    return [Token("LAG", value=Lag(_count(tokens), _unit(tokens), of))]


def _shift(kind: str, count: int) -> Callable[[Tokens], Sequence[Token]]:
    return lambda tokens: [Token(kind, value=Lag(count, _unit(tokens)))]


def _in_period(tokens: Tokens) -> Sequence[Token]:
    """Read "отчетного месяца": the deadline falls into its own period."""
    return [Token("LAG", value=Lag(0, "M", _unit(tokens)))]


def _year_end(*more: Token) -> Callable[[Tokens], Sequence[Token]]:
    return lambda _: [Token("DAY", value=When(unit="day", number=12, day=31)), *more]


def _month_end(tokens: Tokens) -> Sequence[Token] | None:
    """Name the last day of a month; February has none that holds for every year."""
    (when,) = values(tokens, When)
    if when.number == _FEBRUARY or when.year:
        return None
    day = msgspec.structs.replace(when, year=LEAP_YEAR).last().day
    return [Token("DAY", value=msgspec.structs.replace(when, unit="day", day=day))]


def _extent(tokens: Tokens) -> Sequence[Token] | None:
    whens = values(tokens, When)
    if whens[-1].year is None:
        return None
    start = msgspec.structs.replace(whens[0], year=whens[0].year or whens[-1].year)
    open_ended = len(whens) == 1 and tokens[0].kind == "from"
    return [Token("EXTENT", value=Extent(start, None if open_ended else whens[-1]))]


_MONTHLY: Final = Token("FREQ", value=Frequency("M"))
_RULES: Final[Sequence[Rule]] = (
    (pattern("every? fiscal? num? (mon|quarter|yr) next za reported fiscal? (mon|quarter|half|yr|term)?"), _lag),
    (pattern("num? mon next za (mon|quarter|half)"), _lag),
    (pattern("fiscal? yr next za yr (doing|given) word?"), _shift("LAG", 1)),
    (pattern("next za reported fiscal? (mon|quarter|yr)"), _shift("LAG", 1)),
    (pattern("fiscal? yr prior (reported|next|current|fiscal)* yr?"), _shift("LAG", -1)),
    (pattern("every? (num|last) weekday every? mon"), _nth_weekday),
    (pattern("every? last business? calendar? d (every|reported|current)? (mon|quarter)"), _last_day),
    (pattern("end every (mon|quarter)"), _last_day),
    (pattern("end every yr"), _year_end(Token("FREQ", value=Frequency("Y")))),
    (pattern("every num chislo"), _numbered("MONTHDAY", _MONTHLY)),
    (pattern("num chislo"), _numbered("MONTHDAY")),
    (pattern("last chislo"), lambda _: [Token("MONTHDAY", value=-1)]),
    (pattern("num business d every? mon (?! next|prior)"), _numbered("WORKDAY", _MONTHLY)),
    (pattern(f"num? raz in every? num? {_UNIT}"), _times),
    (pattern(f"every num? {_UNIT}"), _every),
    (pattern("every weekday"), lambda tokens: [Token("FREQ", value=Frequency("W")), tokens[1]]),
    (pattern("freq"), lambda tokens: [Token("FREQ", value=Frequency(str(tokens[0].value)))]),
    (pattern("next fiscal? (mon|yr) (?! doing)"), _shift("NEXT", 1)),
    (pattern("num business d (?= LAG)"), _numbered("WORKDAY")),
    (pattern("(current|reported) fiscal? yr"), lambda _: [Token("CUR")]),
    (pattern("(current|reported) (mon|quarter)"), _in_period),
    (pattern("end fiscal? (?= CUR)"), _year_end()),
    (pattern("end fiscal? yr"), _year_end()),
    (pattern("end MONTH"), _month_end),
    (pattern("till start (next|fiscal)+ yr doing?"), _year_end(Token("CUR"))),
    (pattern(f"from {_DATED} (po|dash|till) (DAY|MONTH|QUARTER|YEAR)"), _extent),
    (pattern("YEAR dash YEAR|MONTH dash MONTH"), _extent),
    (pattern(f"from {_DATED}"), _extent),
    (pattern("(?<! till) (?<! by) (?<! notlater) YEAR"), _extent),
)

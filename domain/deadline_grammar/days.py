"""Days and stretches of days: by a day, within a month, from one day to another (DOMAIN rules 1 and 2)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, TypeAlias

from msgspec.structs import replace

from domain.deadline_grammar.reading import Reading, Unread
from domain.deadline_grammar.tokens import Pattern, Tokens, first_of, kinds, pattern, values
from domain.deadline_grammar.when import When, is_certain

Build: TypeAlias = Callable[[Tokens, date | None], Reading]

_UNTIL: Final = "((till|po|notlater|by)+)"
_LEAD: Final = "(in|on|during)? (term doing? dash?)?"
_LONG: Final = "(DECADE|MONTH|QUARTER|HALF|YEAR)"
_WHEN: Final = "(DAY|DECADE|MONTH|QUARTER|HALF|YEAR)"


def read_days(tokens: Tokens, act_date: date | None) -> Reading | None:
    """Read a text that says days and nothing else; None when it says something else."""
    text = kinds(tokens)
    build = next((build for expression, build in _FORMS if expression.fullmatch(text)), None)
    return build(tokens, act_date) if build else None


def _dates(first: When, last: When, act_date: date | None) -> tuple[date, date, bool]:
    """Resolve two ends; a year stands for both, and a day without one takes it from the act (DOMAIN rule 2)."""
    year, inferred = last.year or first.year, first.short or last.short or (first.year is None and last.year is None)
    if not (is_certain(first, act_date) and is_certain(last, act_date)):
        raise Unread("two_digit_year")
    if year is None and act_date is not None and first.unit == last.unit == "day":
        year = act_date.year
    first = replace(first, year=first.year or year)
    last = replace(last, year=last.year or year)
    starts_on, due_on = first.first(), last.last()
    if due_on < starts_on:
        raise Unread("reversed")
    return starts_on, due_on, inferred


def _by(kind: str) -> Build:
    def build(tokens: Tokens, act_date: date | None) -> Reading:
        (when,) = values(tokens, When)
        _, due_on, inferred = _dates(when, when, act_date)
        return Reading(outcome="read", kind=kind, due_on=due_on, inferred=inferred)

    return build


def _by_end(tokens: Tokens, act_date: date | None) -> Reading:
    """Read "до конца мая": a day, and so it may take its year from the act."""
    when = first_of(tokens, When) or When(unit="year")
    inferred = when.year is None and when.unit in {"month", "year"}
    if inferred and act_date is not None:
        when = replace(when, year=act_date.year)
    _, due_on, uncertain = _dates(when, when, act_date)
    return Reading(outcome="read", kind="by_date", due_on=due_on, inferred=inferred or uncertain)


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
    starts_on, due_on, inferred = _dates(replace(last, day=day), last, act_date)
    return Reading(outcome="read", kind="period", starts_on=starts_on, due_on=due_on, inferred=inferred)


def _from(tokens: Tokens, act_date: date | None) -> Reading:
    (when,) = values(tokens, When)
    starts_on, _, inferred = _dates(when, when, act_date)
    return Reading(outcome="read", kind="from_date", starts_on=starts_on, inferred=inferred)


def _open(kind: str) -> Build:
    return lambda _tokens, _act_date: Unread(kind).reading()


_FORMS: Final[Sequence[tuple[Pattern, Build]]] = (
    (pattern("on DAY"), _by("on_date")),
    (pattern(f"{_LEAD} {_UNTIL}? DAY incl?"), _by("by_date")),
    (pattern(f"{_LEAD} {_UNTIL} end ({_WHEN}|yr) incl?"), _by_end),
    (pattern(f"{_LEAD} (till|by)? (notlater|po) {_LONG} incl?"), _by("by_date")),
    (pattern(f"{_LEAD} {_UNTIL} {_LONG} incl"), _by("by_date")),
    (pattern(f"{_LEAD} {_UNTIL} {_LONG}"), _open("ambiguous")),
    (pattern(f"{_LEAD} {_LONG}"), _period),
    (pattern(f"{_LEAD} YEAR dash YEAR"), _bare_years),
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

"""Deadlines that count from an event: so many days after a request is received, or before a contract ends."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from domain.deadline_grammar.reading import Reading, Unread
from domain.deadline_grammar.tokens import Pattern, Rule, Token, Tokens, first_of, kinds, pattern, rewrite, values
from domain.deadline_grammar.when import When

_ACTS: Final = ("приказ", "постановлен", "распоряжен")
_THIS: Final = frozenset(("настоящего", "данного", "этого"))
_CONTRACTS: Final = {"договор": "contract_signed", "контракт": "contract_signed", "соглашен": "agreement_signed"}
_ARRIVALS: Final = {
    "отчет": "report_received",
    "информац": "info_received",
    "сведен": "info_received",
    "уведомлен": "notified",
    "извещен": "notified",
    "": "received",
}
_SUBMISSIONS: Final = {"отчет": "report_submitted", "": "submitted"}
_SIGNATURES: Final = {**dict.fromkeys(_ACTS, "act_signed"), **_CONTRACTS, "решен": "decided"}

# What happens, by stem, then to what; "" is anything else. What is not here is not known.
_EVENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "регистрац": {"": "registered"},
    "получен": _ARRIVALS,
    "поступлен": _ARRIVALS,
    "уведомлен": {"": "notified"},
    "представлен": _SUBMISSIONS,
    "предоставлен": _SUBMISSIONS,
    "подач": _SUBMISSIONS,
    "направлен": _SUBMISSIONS,
    "подписан": _SIGNATURES,
    "издан": _SIGNATURES,
    "принят": _SIGNATURES,
    "заключен": _CONTRACTS,
    "опубликован": {"": "published"},
    "обнародован": {"": "published"},
    "вступлен": {"сил": "in_force"},
    "расторжен": {"": "termination"},
    "начал": {"программ": "programme_start"},
    "окончан": {"программ": "programme_end"},
    "завершен": {"программ": "programme_end"},
}


# Words behind an event that say more than the event.
_ELSE: Final = pattern(
    "(till|notlater|notbefore|during|from|freq|cond|standing|SPAN|num|DAY|DECADE|MONTH|QUARTER|HALF|YEAR)"
)


class Span(Struct, frozen=True):
    """A length of time: so many of D, BD (working days), W, M, Y or H."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"PT{self.count}H" if self.unit == "H" else f"P{self.count}{self.unit}"

    def after(self, day: date) -> date | None:
        """Return the last day of the span; working days and hours cannot be told without more than a date."""
        try:
            match self.unit:
                case "D":
                    return day + timedelta(days=self.count)
                case "W":
                    return day + timedelta(weeks=self.count)
                case "M":
                    return _months_after(day, self.count)
                case "Y":
                    return _months_after(day, self.count * 12)
                case _:
                    return None
        except (ValueError, OverflowError):
            raise Unread("impossible_date") from None


def read_event(tokens: Tokens, act_date: date | None) -> Reading | None:
    """Read a rule that counts from an event; None when the text says something else."""
    tokens = rewrite(tokens, _RULES)
    text = kinds(tokens)
    for expression, build in _FORMS:
        if match := expression.match(text):
            rest = tokens[text.count(" ", 0, match.end()) :]
            return None if _ELSE.search(kinds(rest)) else build(tokens, rest, act_date)
    return None


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _event(rest: Tokens) -> str:
    if not rest:
        raise Unread("cut")
    words = [token.text for token in rest]
    for index, word in enumerate(words):
        for stem, objects in _EVENTS.items():
            if word.startswith(stem):
                event = _object(words[index + 1 :], objects)
                if event is None or (event == "act_signed" and (index or not _is_this_act(words[1:]))):
                    raise Unread("unknown_event")
                return event
    raise Unread("unknown_event")


def _object(words: Sequence[str], objects: Mapping[str, str]) -> str | None:
    named = (event for word in words for stem, event in objects.items() if stem and word.startswith(stem))
    return next(named, objects.get(""))


def _is_this_act(words: Sequence[str]) -> bool:
    """Tell the act that sets the deadline from one that it cites."""
    return bool(words) and set(words[:-1]) <= _THIS


def _on_receipt(tokens: Tokens, _rest: Tokens, _act_date: date | None) -> Reading:
    """Read "в течение 10 дней": where no event is named, the task itself is received."""
    (span,) = values(tokens, Span)
    return Reading(outcome="read", kind="relative", rule=f"{span}@received")


def _relative(tokens: Tokens, rest: Tokens, act_date: date | None) -> Reading:
    span, event = first_of(tokens, Span) or Span(0, "D"), _event(rest)
    rule = f"{span}@{event}"
    if event != "act_signed" or act_date is None:
        return Reading(outcome="read", kind="relative", rule=rule)
    due_on = span.after(act_date) if span.count else None
    starts_on = act_date if due_on or not span.count else None
    return Reading(outcome="read", kind="relative", starts_on=starts_on, due_on=due_on, rule=rule)


def _before(tokens: Tokens, rest: Tokens, _act_date: date | None) -> Reading:
    (span,) = values(tokens, Span)
    return Reading(outcome="read", kind="relative", rule=f"-{span}@{_event(rest)}")


def _after_programme(tokens: Tokens, _rest: Tokens, _act_date: date | None) -> Reading:
    (when,) = values(tokens, When)
    return Reading(outcome="read", kind="relative", rule=f"{when.number:02}-{when.day:02}@programme_end+1Y")


def _span(tokens: Tokens) -> Sequence[Token]:
    (count,) = values(tokens, int) or [1]
    business = "B" if any(token.kind == "business" for token in tokens) else ""
    unit = next(_UNITS[token.kind] for token in tokens if token.kind in _UNITS)
    return [Token("SPAN", value=Span(count, business + unit))]


def _adjective(tokens: Tokens) -> Sequence[Token] | None:
    """Read "15-дневный", "трехдневный", "месячный"; "дневный" alone says no number."""
    count, unit = first_of(tokens, int), tokens[-1].text
    if count is None and unit in {"D", "H"}:
        return None
    return [Token("SPAN", value=Span(1 if count is None else count, unit))]


_UNITS: Final = {"d": "D", "week": "W", "mon": "M", "yr": "Y", "hour": "H"}
_LEAD: Final = (
    "(in|on|po|till|term)* (during|notlater|through|in (?= SPAN (term|after))|on (?= SPAN after))"
    "(in|than|through|till|term)*"
)
_PROGRAMME_END: Final = "(last yr|yr end) doing word? programme"
_START: Final = "((from|after) (d|moment)?|next za d)"
_RULES: Final[Sequence[Rule]] = (
    (pattern("num sep? calendar? business? calendar? (d|week|mon|yr|hour)"), _span),
    (pattern("(num dash?)? span"), _adjective),
    (pattern("(?<! from) business? d next za d"), lambda tokens: [*_span(tokens), Token("after")]),
    (pattern("next business? d"), _span),
    (pattern(f"(?<! from) (mon|week|yr|d) (?= {_START})"), _span),
)
_FORMS: Final[Sequence[tuple[Pattern, Callable[[Tokens, Tokens, date | None], Reading]]]] = (
    (pattern(f"({_LEAD} SPAN term?|SPAN term) incl? $"), _on_receipt),
    (pattern(f"{_LEAD}? SPAN term? {_START}"), _relative),
    (pattern("(in|term|till)* (notlater than? za?|atleast? za) SPAN till"), _before),
    (pattern("from (d|moment)"), _relative),
    (pattern("in d (?= word|given|doing)"), _relative),
    (
        pattern(f"(in|term|till|notlater)* DAY fiscal? yr next za {_PROGRAMME_END} $"),
        _after_programme,
    ),
)

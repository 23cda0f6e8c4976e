"""The grammar of deadlines as documents write them (DOMAIN rules 1 and 2)."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from domain.deadline_cycles import read_cycle
from domain.deadline_events import read_event
from domain.deadline_lexer import lex
from domain.deadline_reading import REASONS, Outcome, Reading, Unread
from domain.deadline_spans import read_span, spans
from domain.deadline_tokens import Pattern, Token, Tokens, kinds, pattern

__all__ = ["REASONS", "Outcome", "Reading", "find", "read"]

_LONGEST: Final = 400
_LABEL: Final = pattern("term doing* dash")
_CONNECTOR: Final = (
    "(till|po|from|by|in|on|za|through|after|moment|than|and|during|notlater|notbefore|atleast|dash|torn|"
    "business|calendar|fiscal|every|raz|current|this|next|prior|num)"
)
_CUT: Final = pattern(f"({_CONNECTOR}|(DAY|MONTH|QUARTER|HALF) yr) $")
_WHEN: Final = "(DAY|DECADE|MONTH|QUARTER|HALF|YEAR)"

# Why a text that no grammar reads is left open, the first that fits.
_IN_THE_WAY: Final = tuple(
    (pattern(expression), kind)
    for expression, kind in (
        ("school", "school_year"),
        ("cond", "conditional"),
        ("ref", "by_reference"),
        ("vague", "default_rule"),
        ("dmshort", "two_digit_year"),
        ("dmdot", "no_year"),
    )
)


def read(text: str, act_date: date | None = None) -> Reading:
    """Read a deadline; never raises, never guesses. ``act_date`` is the day the act was signed.

    A year of two digits is read only beside an act of about that year. A rule in working days from the act's signing
    gets no date here: it needs a calendar.
    """
    try:
        return _read(text, act_date)
    except Unread as unread:
        return unread.reading()


def _read(text: str, act_date: date | None) -> Reading:
    if len(text) > _LONGEST:
        raise Unread("too_long")
    words = list(_heard(lex(text)))
    if not words:
        raise Unread("empty" if not text.strip() else "unreadable")
    tokens = spans(words)
    reading = None
    if not pattern("school").search(kinds(tokens)):
        reading = read_span(tokens, act_date) or read_cycle(tokens) or read_event(tokens, act_date)
    return reading or Unread(_in_the_way(tokens)).reading()


def find(sentence: str, act_date: date | None = None) -> tuple[str, Reading] | None:
    """Find the deadline that ends a clause ("… до 31.12.2020 года."): its words as written and their reading."""
    clause = _CLOSING.sub("", sentence)
    for start in _OPENING.finditer(clause, max(0, len(clause) - _LONGEST)):
        words = clause[start.start() :]
        reading = read(words, act_date)
        if _ends_clause(words, reading):
            return words, reading
    return None


_CLOSING: Final = re.compile(r"[\s;,]*(?<!\bг)(?<!\bгг)\.?\s*\Z")
_OPENING: Final = re.compile(
    r"(?<!\w)(?<!\bза )(?<!\bза период )(?:в\s+срок\w*|срок\w*|в\s+период|не\s+позд?нее|не\s+позже|не\s+ранее|до|ко?|со?"
    r"|в\s+течени[еи]|еже\w+|кажд\w+|постоянно|на\s+постоянной\s+основе|незамедлительно|немедленно|срочно"
    r"|(?:один|\d+)\s+раза?|по\s+мере|в\s+\w+-?\w*\s+срок)(?!\w)",
    re.IGNORECASE,
)
_OPEN_ENDINGS: Final = frozenset(
    ("no_year", "two_digit_year", "reversed", "school_year", "default_rule", "conditional", "impossible_date", "cut")
)


def _ends_clause(words: str, reading: Reading) -> bool:
    found = kinds(spans(list(_heard(lex(words)))))
    if reading.outcome == "read":
        return reading.kind != "from_date" or "DAY" in found
    if reading.kind == "cut":
        return not _STRANGE.search(found) and "DAY" in found
    return reading.kind in _OPEN_ENDINGS and not _STRANGE.search(found)


def _heard(tokens: Iterator[Token]) -> Iterator[Token]:
    """Leave out punctuation, but not after a bare number, which a comma parts from the month behind it."""
    kept = [
        after for before, after in pairwise([Token("start"), *tokens]) if after.kind != "sep" or before.kind == "num"
    ]
    label = _LABEL.match(kinds(kept))
    yield from kept[label.group().count(" ") :] if label else kept


_STRANGE: Final = pattern("word|mark|ref")
_WHENS: Final = pattern(_WHEN)
_WORDLESS: Final = pattern("(num|dash|sep|mark|roman)+")


def _in_the_way(tokens: Tokens) -> str:
    """Tell why a text that no grammar reads is left open."""
    found = kinds(tokens)
    if "cell" in found:
        return "spreadsheet"
    if _WORDLESS.fullmatch(found):
        return "unreadable"
    if _CUT.search(found):
        return "cut"
    for expression, kind in _IN_THE_WAY:
        if expression.search(found):
            return kind
    if len(_WHENS.findall(found)) > 1:
        return "multi"
    if not _STRANGE.search(found):
        return "ambiguous"
    return "other_words" if len(tokens) > 1 else "unreadable"

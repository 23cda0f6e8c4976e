"""The grammar of deadlines as documents write them (DOMAIN rules 1 and 2)."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from domain.deadline_grammar.cycles import read_cycle
from domain.deadline_grammar.days import read_days
from domain.deadline_grammar.events import read_event
from domain.deadline_grammar.lexer import lex
from domain.deadline_grammar.reading import REASONS, Outcome, Reading, Unread
from domain.deadline_grammar.spans import spans
from domain.deadline_grammar.tokens import Token, Tokens, kinds, pattern

__all__ = ["REASONS", "Outcome", "Reading", "find", "read"]

_LONGEST: Final = 400  # characters
_MOST: Final = 80  # words
_LABEL: Final = pattern("term doing* dash")
_SCHOOL: Final = pattern("school")
_WHENS: Final = pattern("(DAY|DECADE|MONTH|QUARTER|HALF|YEAR)")
_STRANGE: Final = pattern("(word|mark|ref)")
_NO_WORDS: Final = pattern("(num|dash|sep|mark|roman)+")
_CUT: Final = pattern(
    "(till|po|from|by|in|on|za|through|after|moment|than|and|during|notlater|notbefore|atleast|dash|torn|num|"
    "business|calendar|fiscal|every|raz|current|this|next|prior|(DAY|MONTH|QUARTER|HALF) yr) $"
)

# Why a text that no grammar reads is left open: the first that fits.
_IN_THE_WAY: Final = tuple(
    (pattern(expression), kind)
    for expression, kind in {
        "school": "school_year",
        "cond": "conditional",
        "ref": "by_reference",
        "vague": "default_rule",
        "dmshort": "two_digit_year",
        "dmdot": "no_year",
    }.items()
)

# Where a deadline may begin within a clause, and the full stop that ends one.
_OPENING: Final = re.compile(
    r"(?<!\w)(?<!\bза )(?<!\bза период )(?:в\s+срок\w*|срок\w*|в\s+период|не\s+(?:позд?нее|позже|ранее)|до|ко?|со?"
    r"|в\s+течени[еи]|еже\w+|кажд\w+|постоянно|на\s+постоянной\s+основе|незамедлительно|немедленно|срочно"
    r"|(?:один|\d+)\s+раза?|по\s+мере|в\s+[\w-]+\s+срок)(?!\w)",
    re.IGNORECASE,
)
_FULL_STOP: Final = re.compile(r"(?<!\bг)(?<!\bгг)\.\Z")
_OPEN_ENDINGS: Final = frozenset(
    ("no_year", "two_digit_year", "reversed", "school_year", "default_rule", "conditional", "impossible_date", "cut")
)


def read(text: str, act_date: date | None = None) -> Reading:
    """Read a deadline; never raises, never guesses. ``act_date`` is the day the act was signed.

    A year of two digits is read only beside an act of about that year. Working days that count from the act's signing
    need a calendar: their rule is read, without a date.
    """
    try:
        return _read(text, act_date)
    except Unread as unread:
        return unread.reading()


def find(sentence: str, act_date: date | None = None) -> tuple[str, Reading] | None:
    """Find the deadline that ends a clause ("… до 31.12.2020 года."): its words as written and their reading."""
    clause = sentence[-_LONGEST:].rstrip(" \t\r\n;,")
    clause = clause[: clause.rindex(".")] if _FULL_STOP.search(clause) else clause
    for start in _OPENING.finditer(clause):
        words = clause[start.start() :]
        reading = read(words, act_date)
        if _ends_clause(words, reading):
            return words, reading
    return None


def _read(text: str, act_date: date | None) -> Reading:
    if not text.strip():
        raise Unread("empty")
    if len(text) > _LONGEST or len(words := _heard(lex(text))) > _MOST:
        raise Unread("too_long")
    tokens = spans(words)
    if not _SCHOOL.search(kinds(tokens)):
        reading = read_days(tokens, act_date) or read_cycle(tokens) or read_event(tokens, act_date)
        if reading:
            return reading
    raise Unread(_in_the_way(tokens))


def _heard(tokens: Iterable[Token]) -> Tokens:
    """Leave out punctuation, but not behind a bare number: "1, сентябрь" is not a day."""
    kept = [after for before, after in pairwise([Token(""), *tokens]) if after.kind != "sep" or before.kind == "num"]
    label = _LABEL.match(kinds(kept))
    return kept[label.group().count(" ") :] if label else kept


def _in_the_way(tokens: Tokens) -> str:
    found = kinds(tokens)
    if any(token.kind == "cell" for token in tokens):
        return "spreadsheet"
    if not tokens or _NO_WORDS.fullmatch(found) or found == "word ":
        return "unreadable"
    if _CUT.search(found):
        return "cut"
    for expression, kind in _IN_THE_WAY:
        if expression.search(found):
            return kind
    if len(_WHENS.findall(found)) > 1:
        return "multi"
    return "other_words" if _STRANGE.search(found) else "ambiguous"


def _ends_clause(words: str, reading: Reading) -> bool:
    """Tell a deadline from other words that begin like one, such as "с 2018 года" or "к учебному плану"."""
    found = kinds(spans(_heard(lex(words))))
    if reading.outcome == "read":
        return reading.kind != "from_date" or "DAY" in found
    if reading.kind == "unknown_event":
        return not found.startswith("from")
    if reading.kind == "cut" and "DAY" not in found:
        return False
    return reading.kind in _OPEN_ENDINGS and not _STRANGE.search(found)

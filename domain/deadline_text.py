"""The grammar of deadlines as documents write them (DOMAIN rules 1 and 2)."""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

Outcome: TypeAlias = Literal["read", "needs_decision", "refused"]


class Reading(Struct, frozen=True, kw_only=True):
    """What a deadline text says: dates as written, or a rule, or the reason why a person must decide.

    ``kind`` is by_date, on_date, period, scope, from_date, recurring, relative or standing when read; else what is in
    the way. ``due_on`` is the last day as written. ``reason`` is an English sentence, the msgid of its translation.
    """

    outcome: Outcome
    kind: str | None = None
    starts_on: date | None = None
    due_on: date | None = None
    rule: str | None = None
    inferred: bool = False
    reason: str | None = None


def read(text: str, act_date: date | None = None) -> Reading:
    """Read a deadline; never raises, never guesses. ``act_date`` is the day the act was signed."""
    raise NotImplementedError


def find(sentence: str, act_date: date | None = None) -> tuple[str, Reading] | None:
    """Find the deadline that ends a clause ("… до 31.12.2020 года."): its words as written and their reading."""
    raise NotImplementedError

"""What a deadline text was read as, and why it was not (DOMAIN rule 1)."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Outcome: TypeAlias = Literal["read", "needs_decision", "refused"]

UNDECIDED: Final[Mapping[str, str]] = {
    "no_year": "The deadline has no year.",
    "two_digit_year": "The year has two digits and cannot be told for certain.",
    "multi": "There is more than one deadline.",
    "ambiguous": "The words can be understood in more than one way.",
    "reversed": "The period ends before it starts.",
    "school_year": "A school year has no fixed first and last day.",
    "by_reference": "The deadline stands in another document.",
    "conditional": "The deadline depends on a condition.",
    "default_rule": "The words name no day; the office's own rule decides.",
    "unknown_event": "The event that the deadline counts from is not known.",
    "spreadsheet": "A spreadsheet has turned the date into a number.",
    "other_words": "Some of the words cannot be read as a deadline.",
}
REFUSED: Final[Mapping[str, str]] = {
    "empty": "There is no text.",
    "cut": "The text is cut off.",
    "unreadable": "The text cannot be read.",
    "impossible_date": "There is no such date.",
    "too_long": "The text is too long for a deadline.",
}
REASONS: Final = (*UNDECIDED.values(), *REFUSED.values())


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


class Unread(Exception):
    """Nothing can be read for certain; ``kind`` is a name of `UNDECIDED` or `REFUSED`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    def reading(self) -> Reading:
        if reason := UNDECIDED.get(self.kind):
            return Reading(outcome="needs_decision", kind=self.kind, reason=reason)
        return Reading(outcome="refused", kind=self.kind, reason=REFUSED[self.kind])

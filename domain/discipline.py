"""Execution discipline: what became of each assignment that was due, the counts, and the formulas (DOMAIN rule 9)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias, assert_never

from msgspec import Struct

from domain.assignment import in_force
from domain.assignment.state import State
from domain.share import Share

Fate: TypeAlias = Literal[
    "flawless", "in_time", "reworked", "late", "under_review", "under_review_late", "not_done", "not_yet_due"
]
Outside: TypeAlias = Literal["withdrawn", "undated", "undecided", "recognised"]


def fate(state: State, on: date, *, undecided: bool = False) -> Fate | Outside | None:
    """Tell what had become of an assignment on a day, by what this belief knows; nothing before it was assigned.

    It was flawless if it was in time at once, without an extension after its due day and with its target reached.
    """
    if not in_force.holds(state.in_force, on):
        return None if state.assigned_on > on else "withdrawn"
    if state.due_on is None:
        return _without_deadline(state, undecided=undecided)
    if state.submitted_on is None or state.submitted_on > on:
        return "not_done" if state.due_on < on else "not_yet_due"
    if state.state != "accepted":
        return "under_review_late" if state.timeliness == "late" else "under_review"
    return _accepted(state)


def _without_deadline(state: State, *, undecided: bool) -> Outside:
    if state.state == "accepted" and state.submitted_on is None:
        return "recognised"
    return "undecided" if undecided else "undated"


def _accepted(state: State) -> Fate:
    match state.timeliness:
        case "late" | "reworked" as judged:
            return judged
        case "in_time" | None:
            return "in_time" if state.extended_late or state.shortfall else "flawless"
        case _:
            assert_never(state.timeliness)


class Counts(Struct, frozen=True, kw_only=True):
    """Assignments by their fate; ``in_time`` has ``flawless`` and ``reworked`` among it.

    The last four stand outside: they are in no total and in no formula.
    """

    in_time: int = 0
    flawless: int = 0
    reworked: int = 0
    late: int = 0
    under_review: int = 0
    under_review_late: int = 0
    not_done: int = 0
    not_yet_due: int = 0
    withdrawn: int = 0
    undated: int = 0
    undecided: int = 0
    recognised: int = 0

    @classmethod
    def of(cls, fates: Mapping[str, int]) -> "Counts":
        """Sum up how many met which `Fate`, or stand `Outside`."""
        in_time = sum(fates.get(name, 0) for name in ("flawless", "in_time", "reworked"))
        return cls(**{**fates, "in_time": in_time})

    @property
    def total(self) -> int:
        reviewed = self.under_review + self.under_review_late
        return self.in_time + self.late + reviewed + self.not_done + self.not_yet_due


Formula: TypeAlias = Literal["default", "strict", "with_review", "execution"]


def _default(counts: Counts) -> Share:
    """Take what is in time of what fell due and has been judged."""
    return Share(part=counts.in_time, whole=counts.in_time + counts.late + counts.not_done)


def _strict(counts: Counts) -> Share:
    """Take of the same what is in time at once, without a late extension and with its target reached."""
    return Share(part=counts.flawless, whole=_default(counts).whole)


def _with_review(counts: Counts) -> Share:
    """Judge what waits for its review by the day it was sent: an executor answers for no one's delay but his."""
    waiting = counts.under_review + counts.under_review_late
    return Share(part=counts.in_time + counts.under_review, whole=_default(counts).whole + waiting)


def _execution(counts: Counts) -> Share:
    """Count what is executed, in time or late, of all that the period asked for: executed ÷ planned, as regions do."""
    return Share(part=counts.in_time + counts.late, whole=counts.total)


FORMULAS: Final[Mapping[Formula, Callable[[Counts], Share]]] = {
    "default": _default,
    "strict": _strict,
    "with_review": _with_review,
    "execution": _execution,
}

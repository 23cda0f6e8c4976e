"""What the log knows of an assignment: the belief that rules decide on and read models keep."""

from datetime import date
from typing import Final, Literal, TypeAlias, assert_never

from msgspec import Struct, json
from msgspec.structs import replace

from domain.assignment.events import (
    Assigned,
    CompletionReported,
    DeadlineSet,
    Event,
    ProgressReported,
    RecognisedExecuted,
    ReportAccepted,
    ReportReturned,
    Withdrawn,
)
from domain.deadline import Deadline
from domain.decider import Decider
from domain.entry import Recorded
from domain.target import Target

Status: TypeAlias = Literal["assigned", "reported", "accepted", "returned", "withdrawn"]
Span: TypeAlias = tuple[date, date | None]
"""Days from the first until before the second; without a second it has not ended."""


class State(Struct, frozen=True, kw_only=True):
    """Dates and figures from ``completed_on`` to ``shortfall`` are those of the standing report (DOMAIN rule 5)."""

    version: int = 0
    roadmap: str = ""
    item: str = ""
    period: str | None = None
    organisation: str = ""
    state: Status = "assigned"
    assigned_on: date = date.min
    in_force: tuple[Span, ...] = ()
    starts_on: date | None = None
    written_on: date | None = None
    due_on: date | None = None
    control_on: date | None = None
    provisional: bool = False
    extended_late: bool = False
    targets: tuple[Target, ...] = ()
    report: int = 0
    reporter: str | None = None
    rework_by: date | None = None
    completed_on: date | None = None
    submitted_on: date | None = None
    answers_due_on: date | None = None
    engaged: int | None = None
    enrolled: int | None = None
    shortfall: bool = False

    def overdue(self, on: date) -> bool:
        """Tell whether it was overdue on a day by what this belief knows (DOMAIN rule 5)."""
        return (
            self.due_on is not None
            and self.due_on < on
            and any(first <= on and (until is None or on < until) for first, until in self.in_force)
            and (self.submitted_on is None or self.submitted_on > on)
        )


def evolve(state: State, entry: Recorded[Event]) -> State:
    """Apply one fact. Total: every event is possible, because it has happened."""
    return replace(_apply(state, entry), version=entry.version)


def _apply(state: State, entry: Recorded[Event]) -> State:
    match entry.data:
        case Assigned() as assigned:
            return _assigned(assigned)
        case CompletionReported() as report:
            return _reported(state, report, entry.actor)
        case ReportAccepted():
            return replace(state, state="accepted")
        case ReportReturned(rework_by=rework_by):
            return replace(_without_report(state), state="returned", rework_by=rework_by)
        case DeadlineSet(deadline=deadline):
            return replace(_due(state, deadline), extended_late=_extended_late(state, deadline, entry.day))
        case Withdrawn(effective_on=effective_on):
            return replace(state, state="withdrawn", in_force=_until(state.in_force, effective_on))
        case RecognisedExecuted():
            return replace(state, state="accepted", due_on=None, control_on=None)
        case ProgressReported():
            return state
        case _:
            assert_never(entry.data)


def _assigned(event: Assigned) -> State:
    state = State(
        roadmap=event.roadmap,
        item=event.item,
        period=event.period,
        organisation=event.organisation,
        assigned_on=event.assigned_on,
        in_force=((event.assigned_on, None),),
        targets=tuple(event.targets),
    )
    return _due(state, event.deadline)


def _due(state: State, deadline: Deadline) -> State:
    return replace(
        state,
        starts_on=deadline.starts_on,
        written_on=deadline.written_on,
        due_on=deadline.due_on,
        control_on=deadline.control_on,
        provisional=deadline.provisional is True,
    )


def _reported(state: State, event: CompletionReported, reporter: str) -> State:
    return replace(
        state,
        state="reported",
        report=event.report,
        reporter=reporter,
        completed_on=event.completed_on,
        submitted_on=event.submitted_on,
        answers_due_on=event.due_on,
        engaged=event.figures.engaged if event.figures else None,
        enrolled=event.figures.enrolled if event.figures else None,
        shortfall=event.shortfall is True,
    )


def _without_report(state: State) -> State:
    return replace(
        state, completed_on=None, submitted_on=None, answers_due_on=None, engaged=None, enrolled=None, shortfall=False
    )


def _extended_late(state: State, deadline: Deadline, day: date) -> bool:
    """Tell whether the day moves on after it had passed without a report (DOMAIN rule 5)."""
    old, new = state.due_on, deadline.due_on
    late = old is not None and (new is None or new > old) and state.overdue(day)
    return state.extended_late or late


def _until(in_force: tuple[Span, ...], day: date) -> tuple[Span, ...]:
    return tuple((first, min(until or day, day)) for first, until in in_force if first < day)


ASSIGNMENT: Final = Decider(
    category="assignment", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event])
)

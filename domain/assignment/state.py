"""What the log knows of an assignment: the fold that rules decide on and read models keep."""

from datetime import date
from typing import Final, assert_never

from msgspec import json
from msgspec.structs import replace

from domain.assignment import in_force, standing
from domain.assignment.belief import State, Status, Timeliness
from domain.assignment.events import (
    Acknowledged,
    Annotated,
    Assigned,
    CompletionReported,
    CorrectionAccepted,
    CorrectionRefused,
    DeadlineSet,
    Event,
    EvidenceAttached,
    ExtensionDenied,
    ExtensionGranted,
    ExtensionRequested,
    MeasurementCorrected,
    ProgressReported,
    RecognisedExecuted,
    ReportAccepted,
    ReportReturned,
    ReportWithdrawn,
    Restored,
    TargetsSet,
    Transferred,
    Withdrawn,
)
from domain.deadline import Deadline
from domain.decider import Decider
from domain.entry import Recorded

__all__ = ["ASSIGNMENT", "State", "Status", "Timeliness", "evolve"]


def evolve(state: State, entry: Recorded[Event]) -> State:
    """Apply one fact. Total: every event is possible, because it has happened."""
    return replace(_apply(state, entry), version=entry.version)


def _apply(state: State, entry: Recorded[Event]) -> State:
    match entry.data:
        case Assigned() as assigned:
            return _assigned(assigned)
        case Acknowledged():
            return replace(state, acknowledged_on=entry.day, acknowledged_by=entry.actor)
        case CompletionReported() as report:
            return standing.reported(state, report, entry.actor)
        case ReportWithdrawn():
            before: Status = "returned" if state.returned_timeliness else "assigned"
            return replace(standing.without_report(state), state=before)
        case ReportAccepted():
            return replace(_unasked(standing.uncorrected(state)), state="accepted")
        case ReportReturned(rework_by=rework_by):
            left = replace(standing.without_report(state), returned_timeliness=state.timeliness)
            return replace(left, state="returned", rework_by=rework_by)
        case MeasurementCorrected(figures=figures):
            return standing.corrected(state, figures, entry.actor, entry.day)
        case CorrectionAccepted():
            return standing.with_correction(state)
        case CorrectionRefused():
            return standing.uncorrected(state)
        case ExtensionRequested(due_on=due_on):
            asked_by = entry.actor
            return replace(state, extension_due_on=due_on, extension_asked_on=entry.day, extension_asked_by=asked_by)
        case ExtensionGranted(deadline=deadline):
            return _unasked(_moved(state, deadline, entry.day))
        case ExtensionDenied():
            return _unasked(state)
        case DeadlineSet(deadline=deadline):
            return _moved(state, deadline, entry.day)
        case Transferred() as transferred:
            return _transferred(state, transferred)
        case Withdrawn() as withdrawn:
            return _withdrawn(state, withdrawn)
        case Restored(effective_on=effective_on):
            return _restored(state, effective_on)
        case RecognisedExecuted():
            return replace(_unasked(state), state="accepted", due_on=None, control_on=None)
        case TargetsSet(targets=targets):
            return replace(state, targets=tuple(targets))
        case Annotated(promised_on=promised_on):
            return replace(state, promised_on=promised_on or state.promised_on)
        case ProgressReported() | EvidenceAttached():
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


def _moved(state: State, deadline: Deadline, day: date) -> State:
    """Set another deadline; a new due day leaves a request about the old one without its object."""
    moved = replace(_due(state, deadline), extended_late=_extended_late(state, deadline, day))
    return moved if deadline.due_on == state.due_on else _unasked(moved)


def _extended_late(state: State, deadline: Deadline, day: date) -> bool:
    """Tell whether the day moves on after it had passed without a report (DOMAIN rule 5)."""
    old, new = state.due_on, deadline.due_on
    late = old is not None and (new is None or new > old) and state.overdue(day)
    return state.extended_late or late


def _unasked(state: State) -> State:
    return replace(state, extension_due_on=None, extension_asked_on=None, extension_asked_by=None)


def _transferred(state: State, event: Transferred) -> State:
    """Begin anew what was between the supervisor and the executor before."""
    return replace(
        _unasked(state),
        organisation=event.organisation,
        transferred_on=event.effective_on,
        acknowledged_on=None,
        acknowledged_by=None,
        promised_on=None,
    )


def _withdrawn(state: State, event: Withdrawn) -> State:
    return replace(
        _unasked(state),
        state="withdrawn",
        resumes=state.resumes or state.state,
        withdrawal_cause=event.cause,
        in_force=in_force.until(state.in_force, event.effective_on),
    )


def _restored(state: State, effective_on: date) -> State:
    return replace(
        state,
        state=state.resumes or state.state,
        resumes=None,
        withdrawal_cause=None,
        in_force=in_force.since(state.in_force, effective_on),
    )


ASSIGNMENT: Final = Decider(
    category="assignment", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event])
)

"""Reports: what an executor may say of the work, and take back or correct of it (DOMAIN rules 5 to 7)."""

from datetime import date

from domain.assignment.events import (
    Acknowledged,
    CompletionReported,
    EvidenceAttached,
    MeasurementCorrected,
    Paper,
    ProgressReported,
    ReportWithdrawn,
)
from domain.assignment.refusals import (
    AlreadyAcknowledged,
    AsOfTheFuture,
    Closed,
    InTheFuture,
    NothingChanges,
    NothingToCorrect,
    NothingToReview,
    PaperBeforeAct,
    PaperInTheFuture,
    UnderReview,
)
from domain.assignment.rules.figures import check_counts, check_figures
from domain.assignment.rules.openness import require_reportable
from domain.assignment.state import State
from domain.target import Figures


def acknowledge(state: State) -> Acknowledged:
    require_reportable(state)
    if state.acknowledged_on:
        raise AlreadyAcknowledged(state=state.state, acknowledged_on=state.acknowledged_on)
    return Acknowledged()


def progress(state: State, day: date, *, as_of: date, figures: Figures | None) -> ProgressReported:
    require_reportable(state)
    if as_of > day:
        raise AsOfTheFuture(as_of=as_of, day=day)
    check_counts(figures)
    return ProgressReported(as_of=as_of, figures=figures)


def report(
    state: State, day: date, *, completed_on: date, figures: Figures | None, paper: Paper | None, shortfall: bool
) -> CompletionReported:
    """Answer the due day that stands now."""
    if state.state == "reported":
        raise UnderReview(state=state.state)
    require_reportable(state)
    check_figures(state.targets, figures, shortfall=shortfall)
    return CompletionReported(
        report=state.report + 1,
        completed_on=completed_on,
        submitted_on=_submitted_on(state, day, completed_on, paper),
        due_on=state.due_on,
        figures=figures,
        paper=paper,
        shortfall=shortfall or None,
    )


def withdraw_report(state: State) -> ReportWithdrawn:
    if state.state != "reported":
        raise NothingToReview(state=state.state)
    return ReportWithdrawn(state.report)


def correct(state: State, figures: Figures) -> MeasurementCorrected:
    """Correct the figures of the report that stands; a target that is missed by them has its reason in this one's."""
    if state.state not in {"reported", "accepted"} or state.submitted_on is None:
        raise NothingToCorrect(state=state.state)
    check_counts(figures)
    if (figures.engaged, figures.enrolled) == (state.engaged, state.enrolled):
        raise NothingChanges(state=state.state)
    return MeasurementCorrected(report=state.report, figures=figures)


def attach(state: State) -> EvidenceAttached:
    """Also what was accepted may get a document later, such as the signed original."""
    if state.state == "withdrawn":
        raise Closed(state=state.state)
    return EvidenceAttached()


def _submitted_on(state: State, day: date, completed_on: date, paper: Paper | None) -> date:
    submitted_on = paper.incoming_on if paper else day
    if submitted_on > day:
        raise PaperInTheFuture(incoming_on=submitted_on, day=day)
    if paper and submitted_on < state.assigned_on:
        raise PaperBeforeAct(incoming_on=submitted_on, assigned_on=state.assigned_on)
    if completed_on > submitted_on:
        raise InTheFuture(completed_on=completed_on, submitted_on=submitted_on)
    return submitted_on

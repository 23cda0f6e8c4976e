"""What the state of an assignment allows: each function returns the event, or raises the rule that forbids it."""

from datetime import date

from domain.assignment.events import CompletionReported, Paper, ProgressReported, ReportAccepted, ReportReturned
from domain.assignment.refusals import (
    AsOfTheFuture,
    BelowTarget,
    Closed,
    FiguresMissing,
    FiguresWrong,
    InTheFuture,
    NoShortfall,
    NothingToReview,
    OwnReport,
    PaperBeforeAct,
    PaperInTheFuture,
    ReworkInThePast,
    UnderReview,
)
from domain.assignment.state import State
from domain.target import Figures, Target, meets


def report(
    state: State, day: date, *, completed_on: date, figures: Figures | None, paper: Paper | None, shortfall: bool
) -> CompletionReported:
    """Answer the due day that stands now (DOMAIN rules 5 to 7)."""
    if state.state == "reported":
        raise UnderReview
    _require_open(state)
    _check_figures(state.targets, figures, shortfall=shortfall)
    return CompletionReported(
        report=state.report + 1,
        completed_on=completed_on,
        submitted_on=_submitted_on(state, day, completed_on, paper),
        due_on=state.due_on,
        figures=figures,
        paper=paper,
        shortfall=shortfall or None,
    )


def progress(state: State, day: date, *, as_of: date, figures: Figures | None) -> ProgressReported:
    _require_open(state)
    if as_of > day:
        raise AsOfTheFuture(as_of=as_of, day=day)
    _check_counts(figures)
    return ProgressReported(as_of=as_of, figures=figures)


def accept(state: State, actor: str) -> ReportAccepted:
    return ReportAccepted(_under_review(state, actor))


def give_back(state: State, actor: str, day: date, *, rework_by: date | None) -> ReportReturned:
    report = _under_review(state, actor)
    if rework_by is not None and rework_by < day:
        raise ReworkInThePast(rework_by=rework_by, day=day)
    return ReportReturned(report=report, rework_by=rework_by)


def _require_open(state: State) -> None:
    if state.state in {"accepted", "withdrawn"}:
        raise Closed(state=state.state)


def _under_review(state: State, actor: str) -> int:
    if state.state != "reported":
        raise NothingToReview(state=state.state)
    if state.reporter == actor:
        raise OwnReport
    return state.report


def _submitted_on(state: State, day: date, completed_on: date, paper: Paper | None) -> date:
    submitted_on = paper.incoming_on if paper else day
    if submitted_on > day:
        raise PaperInTheFuture(incoming_on=submitted_on, day=day)
    if paper and submitted_on < state.assigned_on:
        raise PaperBeforeAct(incoming_on=submitted_on, assigned_on=state.assigned_on)
    if completed_on > submitted_on:
        raise InTheFuture(completed_on=completed_on, submitted_on=submitted_on)
    return submitted_on


def _check_figures(targets: tuple[Target, ...], figures: Figures | None, *, shortfall: bool) -> None:
    _check_counts(figures)
    if figures is None:
        if targets:
            raise FiguresMissing(percent=targets[0].percent)
        missed = []
    else:
        missed = [t for t in targets if t.scope == "organisation" and meets(figures, t) is False]
    if missed and figures and not shortfall:
        reached = f"{figures.engaged * 1000 // figures.enrolled / 10:g}"  # never rounded up to the target
        raise BelowTarget(
            engaged=figures.engaged, enrolled=figures.enrolled, reached=reached, percent=missed[0].percent
        )
    if shortfall and not missed:
        raise NoShortfall


def _check_counts(figures: Figures | None) -> None:
    if figures is not None and not 0 <= figures.engaged <= figures.enrolled:
        raise FiguresWrong(engaged=figures.engaged, enrolled=figures.enrolled)

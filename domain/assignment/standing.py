"""The standing report of an assignment: made, judged by its day, taken away, its figures corrected (rules 5-7)."""

from datetime import date

from msgspec.structs import replace

from domain.assignment.belief import State, Timeliness
from domain.assignment.events import CompletionReported
from domain.target import Figures, meets


def reported(state: State, event: CompletionReported, reporter: str) -> State:
    made = replace(
        uncorrected(state),
        state="reported",
        report=event.report,
        reporter=reporter,
        promised_on=None,
        completed_on=event.completed_on,
        submitted_on=event.submitted_on,
        answers_due_on=event.due_on,
        timeliness=_timeliness(state, event),
    )
    return replace(_figures(made, event.figures), shortfall=event.shortfall is True)


def _timeliness(state: State, event: CompletionReported) -> Timeliness:
    """Judge a report by the date it answers, a rework by the day its return gave (DOMAIN rule 6)."""
    if event.due_on is None or event.submitted_on <= event.due_on:
        return "in_time"
    first_in_time = state.returned_timeliness in {"in_time", "reworked"}
    by_then = state.rework_by is not None and event.submitted_on <= state.rework_by
    return "reworked" if first_in_time and by_then else "late"


def without_report(state: State) -> State:
    left = replace(uncorrected(state), completed_on=None, submitted_on=None, answers_due_on=None, timeliness=None)
    return replace(_figures(left, None), shortfall=False)


def _figures(state: State, figures: Figures | None) -> State:
    engaged, enrolled = (figures.engaged, figures.enrolled) if figures else (None, None)
    return replace(state, engaged=engaged, enrolled=enrolled)


def corrected(state: State, figures: Figures, actor: str, day: date) -> State:
    """Replace the figures under review, let the accepted ones stand (DOMAIN rule 7); who did it does not review it."""
    if state.state == "reported":
        return replace(_measured(state, figures), correction_by=actor)
    return replace(
        state,
        correction_engaged=figures.engaged,
        correction_enrolled=figures.enrolled,
        correction_on=day,
        correction_by=actor,
    )


def with_correction(state: State) -> State:
    """Let the figures stand that waited for the supervisor."""
    engaged, enrolled = state.correction_engaged, state.correction_enrolled
    if engaged is None or enrolled is None:
        return uncorrected(state)
    return uncorrected(_measured(state, Figures(engaged=engaged, enrolled=enrolled)))


def uncorrected(state: State) -> State:
    return replace(state, correction_engaged=None, correction_enrolled=None, correction_on=None, correction_by=None)


def _measured(state: State, figures: Figures) -> State:
    """Judge other figures by the targets; where they fall short, the reason is that of the correction."""
    missed = any(target.scope == "organisation" and meets(figures, target) is False for target in state.targets)
    return replace(_figures(state, figures), shortfall=missed)

"""Reviews: the supervisor's answer to a report and to corrected figures, never to his own (DOMAIN rule 11)."""

from datetime import date

from domain.assignment.events import CorrectionAccepted, CorrectionRefused, ReportAccepted, ReportReturned
from domain.assignment.refusals import NoCorrection, NothingToReview, OwnCorrection, OwnReport, ReworkInThePast
from domain.assignment.state import State


def accept(state: State, actor: str) -> ReportAccepted:
    return ReportAccepted(_under_review(state, actor))


def give_back(state: State, actor: str, day: date, *, rework_by: date | None) -> ReportReturned:
    report = _under_review(state, actor)
    if rework_by is not None and rework_by < day:
        raise ReworkInThePast(rework_by=rework_by, day=day)
    return ReportReturned(report=report, rework_by=rework_by)


def accept_correction(state: State, actor: str) -> CorrectionAccepted:
    return CorrectionAccepted(_waiting_correction(state, actor))


def refuse_correction(state: State, actor: str) -> CorrectionRefused:
    return CorrectionRefused(_waiting_correction(state, actor))


def _under_review(state: State, actor: str) -> int:
    if state.state != "reported":
        raise NothingToReview(state=state.state)
    if actor in {state.reporter, state.correction_by}:
        raise OwnReport
    return state.report


def _waiting_correction(state: State, actor: str) -> int:
    if state.state != "accepted" or state.correction_on is None:
        raise NoCorrection(state=state.state)
    if state.correction_by == actor:
        raise OwnCorrection
    return state.report

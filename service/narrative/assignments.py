"""Tells what happened to an assignment."""

from collections.abc import Iterator
from typing import assert_never

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
from service.narrative.assignment_details import details
from service.narrative.happening import Happening
from service.narrative.phrase import Phrase, Told, phrase
from service.words import _


def told(here: Happening, event: Event) -> Told:
    return [phrase(_said(event), **_named(here, event)), *details(here, event), *_change(here)]


def _named(here: Happening, event: Event) -> dict[str, object]:
    report = getattr(event, "report", None)
    return {"who": here.who, "item": here.item, **({"report": report} if report else {})}


def _said(event: Event) -> str:
    match event:
        case Assigned():
            return _("{who} assigned {item}")
        case Acknowledged():
            return _("{who} acknowledged {item}")
        case ProgressReported():
            return _("{who} reported progress on {item}")
        case CompletionReported() | ReportWithdrawn() | ReportAccepted() | ReportReturned():
            return _said_of_report(event)
        case MeasurementCorrected():
            return _("{who} corrected the figures of report {report} on {item}")
        case CorrectionAccepted():
            return _("{who} accepted the corrected figures of report {report} on {item}")
        case CorrectionRefused():
            return _("{who} refused to correct the figures of report {report} on {item}")
        case ExtensionRequested() | ExtensionGranted() | ExtensionDenied() | DeadlineSet():
            return _said_of_deadline(event)
        case Transferred() | Withdrawn() | Restored() | RecognisedExecuted():
            return _said_of_control(event)
        case TargetsSet(targets=targets):
            return _("{who} set the target of {item}") if targets else _("{who} left {item} without a target")
        case EvidenceAttached():
            return _("{who} attached a document to {item}")
        case Annotated():
            return _("{who} made a note on {item}")
        case _:
            assert_never(event)


def _said_of_report(event: CompletionReported | ReportWithdrawn | ReportAccepted | ReportReturned) -> str:
    match event:
        case CompletionReported():
            return _("{who} reported completion of {item}, report {report}")
        case ReportWithdrawn():
            return _("{who} took back report {report} on {item}")
        case ReportAccepted():
            return _("{who} accepted report {report} on {item}")
        case ReportReturned():
            return _("{who} returned report {report} on {item} for rework")
        case _:
            assert_never(event)


def _said_of_deadline(event: ExtensionRequested | ExtensionGranted | ExtensionDenied | DeadlineSet) -> str:
    match event:
        case ExtensionRequested():
            return _("{who} asked for an extension of {item}")
        case ExtensionGranted():
            return _("{who} extended the deadline of {item}")
        case ExtensionDenied():
            return _("{who} denied an extension of {item}")
        case DeadlineSet(authority=None):
            return _("{who} set the control day of {item}")
        case DeadlineSet(deadline=deadline):
            dated, undated = _("{who} set the deadline of {item}"), _("{who} left {item} without a due date")
            return dated if deadline.due_on else undated
        case _:
            assert_never(event)


def _said_of_control(event: Transferred | Withdrawn | Restored | RecognisedExecuted) -> str:
    match event:
        case Transferred():
            return _("{who} handed over {item}")
        case Withdrawn():
            return _("{who} withdrew {item}")
        case Restored():
            return _("{who} put {item} back on control")
        case RecognisedExecuted():
            return _("{who} recognised {item} as executed")
        case _:
            assert_never(event)


def _change(here: Happening) -> Iterator[Phrase]:
    """Tell how the state changed; at birth there is none before."""
    before, after = here.trace.before, here.trace.after
    if before and after and before["state"] != after["state"]:
        was, now = phrase(str(before["state"])), phrase(str(after["state"]))
        yield phrase(_("was “{before}”, is “{after}”"), before=was, after=now)

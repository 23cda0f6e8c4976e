"""The facts that go with what happened to an assignment: dates, figures, who had it before, on what it rests."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, assert_never

from domain.act import Authority
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
    WithdrawalCause,
    Withdrawn,
)
from domain.deadline import Deadline
from service.narrative import facts
from service.narrative.happening import Happening
from service.narrative.phrase import Phrase, phrase
from service.words import _

_CAUSES: Final[Mapping[WithdrawalCause, str]] = {
    "revoked": _("the item is revoked"),
    "reorganised": _("the organisation is reorganised"),
    "joined": _("the duty is joined to another item"),
}


def details(here: Happening, event: Event) -> Iterator[Phrase]:
    match event:
        case Assigned():
            yield from _assigned(event)
        case ProgressReported(as_of=as_of, figures=figures):
            yield phrase(_("as of {day}"), day=as_of)
            yield from facts.head_counts(figures)
        case CompletionReported():
            yield from _reported(event, here.entry.day)
        case ReportReturned(rework_by=rework_by):
            if rework_by:
                yield phrase(_("rework by {day}"), day=rework_by)
        case MeasurementCorrected(figures=figures):
            yield from facts.head_counts(figures)
            yield from _counted_before(here)
        case CorrectionAccepted():
            yield from _corrected(here)
        case ExtensionRequested(due_on=due_on):
            yield phrase(_("asks for {day}"), day=due_on)
            yield from _day_before(here, "due_on", _("due on {day}"))
        case ExtensionGranted(deadline=deadline, authority=authority):
            yield from _deadline(here, deadline, authority)
            yield from _day_before(here, "extension_due_on", _("asked for {day}"), unless=deadline.due_on)
        case ExtensionDenied():
            yield from _day_before(here, "extension_due_on", _("asked for {day}"))
        case DeadlineSet(authority=None, deadline=deadline):
            if deadline.control_on:
                yield phrase(_("control on {day}"), day=deadline.control_on)
            yield from _day_before(here, "control_on", _("control before on {day}"))
        case DeadlineSet(deadline=deadline, authority=authority):
            yield from _deadline(here, deadline, authority)
        case Transferred(effective_on=effective_on, cause=cause):
            yield from _executor_before(here)
            yield from _effective(effective_on, cause)
        case Withdrawn() | Restored():
            yield from _effective(event.effective_on, event.cause)
            yield facts.authority(event.authority)
        case RecognisedExecuted(authority=authority):
            yield facts.authority(authority)
        case TargetsSet(targets=targets):
            yield from facts.aims(targets)
        case Annotated(promised_on=promised_on):
            if promised_on:
                yield phrase(_("promised by {day}"), day=promised_on)
        case Acknowledged() | ReportWithdrawn() | ReportAccepted() | CorrectionRefused() | EvidenceAttached():
            pass
        case _:
            assert_never(event)


def _assigned(event: Assigned) -> Iterator[Phrase]:
    if event.period:
        yield phrase(_("period {period}"), period=event.period)
    yield phrase(_("on control from {day}"), day=event.assigned_on)
    yield from facts.dates(event.deadline)
    yield from facts.aims(event.targets)


def _reported(event: CompletionReported, day: date) -> Iterator[Phrase]:
    yield from facts.head_counts(event.figures)
    if event.shortfall:
        yield phrase(_("the target is not met"))
    yield phrase(_("completed on {day}"), day=event.completed_on)
    if event.due_on:
        yield phrase(_("due on {day}"), day=event.due_on)
    yield from facts.paper(event.paper, day)


def _corrected(here: Happening) -> Iterator[Phrase]:
    after = here.trace.after or {}
    if "engaged" in after:
        engaged, enrolled = after["engaged"], after["enrolled"]
        yield phrase(_("engaged {engaged} of {enrolled}"), engaged=engaged, enrolled=enrolled)
    yield from _counted_before(here)


def _counted_before(here: Happening) -> Iterator[Phrase]:
    before = here.trace.before or {}
    if "engaged" in before:
        engaged, enrolled = before["engaged"], before["enrolled"]
        yield phrase(_("before: {engaged} of {enrolled}"), engaged=engaged, enrolled=enrolled)


def _deadline(here: Happening, deadline: Deadline, authority: Authority | None) -> Iterator[Phrase]:
    if deadline.due_on:
        yield from facts.dates(deadline)
    yield from _day_before(here, "due_on", _("due before on {day}"), unless=deadline.due_on)
    if deadline.control_on:
        yield phrase(_("control on {day}"), day=deadline.control_on)
    if authority:
        yield facts.authority(authority)


def _day_before(here: Happening, name: str, said: str, *, unless: date | None = None) -> Iterator[Phrase]:
    was = (here.trace.before or {}).get(name)
    if was and (day := date.fromisoformat(str(was))) != unless:
        yield phrase(said, day=day)


def _executor_before(here: Happening) -> Iterator[Phrase]:
    if was := (here.trace.before or {}).get("organisation"):
        yield phrase(_("before: {organisation}"), organisation=here.trace.former_name or was)


def _effective(day: date, cause: WithdrawalCause | None) -> Iterator[Phrase]:
    yield phrase(_("effective on {day}"), day=day)
    if cause and cause != "decision":
        yield phrase(_CAUSES[cause])

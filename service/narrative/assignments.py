"""Tells what happened to an assignment."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, assert_never

from domain.assignment.events import (
    Assigned,
    CompletionReported,
    DeadlineSet,
    Event,
    ProgressReported,
    RecognisedExecuted,
    ReportAccepted,
    ReportReturned,
    WithdrawalCause,
    Withdrawn,
)
from service.narrative import facts
from service.narrative.happening import Happening
from service.narrative.phrase import Phrase, Told, phrase
from service.words import _

_CAUSES: Final[Mapping[WithdrawalCause, str]] = {
    "revoked": _("the item is revoked"),
    "reorganised": _("the organisation is reorganised"),
    "joined": _("the duty is joined to another item"),
}


def told(here: Happening, event: Event) -> Told:
    return [_what(here, event), *_facts(here, event), *_change(here)]


def _what(here: Happening, event: Event) -> Phrase:
    who, item = here.who, here.item
    match event:
        case Assigned():
            return phrase(_("{who} assigned {item}"), who=who, item=item)
        case ProgressReported():
            return phrase(_("{who} reported progress on {item}"), who=who, item=item)
        case CompletionReported(report=report):
            return phrase(_("{who} reported completion of {item}, report {report}"), who=who, item=item, report=report)
        case ReportAccepted(report=report):
            return phrase(_("{who} accepted report {report} on {item}"), who=who, item=item, report=report)
        case ReportReturned(report=report):
            return phrase(_("{who} returned report {report} on {item} for rework"), who=who, item=item, report=report)
        case DeadlineSet(deadline=deadline):
            dated, undated = _("{who} set the deadline of {item}"), _("{who} left {item} without a due date")
            return phrase(dated if deadline.due_on else undated, who=who, item=item)
        case Withdrawn():
            return phrase(_("{who} withdrew {item}"), who=who, item=item)
        case RecognisedExecuted():
            return phrase(_("{who} recognised {item} as executed"), who=who, item=item)
        case _:
            assert_never(event)


def _facts(here: Happening, event: Event) -> Iterator[Phrase]:
    match event:
        case Assigned():
            yield from _assigned(event)
        case ProgressReported(as_of=as_of, figures=figures):
            yield phrase(_("as of {day}"), day=as_of)
            yield from facts.head_counts(figures)
        case CompletionReported():
            yield from _reported(event, here.entry.day)
        case ReportAccepted():
            pass
        case ReportReturned(rework_by=rework_by):
            if rework_by:
                yield phrase(_("rework by {day}"), day=rework_by)
        case DeadlineSet():
            yield from _deadline(here, event)
        case Withdrawn(effective_on=effective_on, authority=authority, cause=cause):
            yield phrase(_("effective on {day}"), day=effective_on)
            if cause and cause != "decision":
                yield phrase(_CAUSES[cause])
            yield facts.authority(authority)
        case RecognisedExecuted(authority=authority):
            yield facts.authority(authority)
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


def _deadline(here: Happening, event: DeadlineSet) -> Iterator[Phrase]:
    if event.deadline.due_on:
        yield from facts.dates(event.deadline)
    was = (here.trace.before or {}).get("due_on")
    if was and date.fromisoformat(str(was)) != event.deadline.due_on:
        yield phrase(_("due before on {day}"), day=date.fromisoformat(str(was)))
    if event.deadline.control_on:
        yield phrase(_("control on {day}"), day=event.deadline.control_on)
    if event.authority:
        yield facts.authority(event.authority)


def _change(here: Happening) -> Iterator[Phrase]:
    """Tell how the state changed; at birth there is none before."""
    before, after = here.trace.before, here.trace.after
    if before and after and before["state"] != after["state"]:
        was, now = phrase(str(before["state"])), phrase(str(after["state"]))
        yield phrase(_("was “{before}”, is “{after}”"), before=was, after=now)

"""The facts that events have in common: dates, head counts, targets, and on what a decision rests."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from domain.act import ActReference, Authority, AuthorityKind
from domain.assignment.events import Paper
from domain.deadline import Deadline
from domain.target import Figures, Scope, Target
from service.narrative.phrase import Phrase, phrase
from service.words import _

_TARGETS: Final[Mapping[Scope, str]] = {
    "organisation": _("target {percent} % of each organisation"),
    "district": _("target {percent} % of the district"),
}
_DOCUMENTS: Final[Mapping[AuthorityKind, str]] = {
    "act": _("act"),
    "decision": _("decision of the signatory"),
    "delegation": _("delegation"),
}


def dates(deadline: Deadline) -> Iterator[Phrase]:
    """Tell the due day, and what was written where that is another one."""
    if deadline.starts_on:
        yield phrase(_("starting on {day}"), day=deadline.starts_on)
    yield phrase(_("due on {day}"), day=deadline.due_on) if deadline.due_on else phrase(_("without a due date"))
    if deadline.written_on and deadline.written_on != deadline.due_on:
        yield phrase(_("written as {day}"), day=deadline.written_on)
    if deadline.provisional:
        yield phrase(_("by a provisional calendar"))


def head_counts(figures: Figures | None) -> Iterator[Phrase]:
    if figures:
        yield phrase(_("engaged {engaged} of {enrolled}"), engaged=figures.engaged, enrolled=figures.enrolled)


def aims(targets: Iterable[Target]) -> Iterator[Phrase]:
    for target in targets:
        yield phrase(_TARGETS[target.scope], percent=target.percent)


def paper(paper: Paper | None, day: date) -> Iterator[Phrase]:
    """Tell where the paper is registered, and how much later it was entered (DOMAIN rule 6)."""
    if paper is None:
        return
    yield phrase(_("on paper, incoming No {number} of {day}"), number=paper.number, day=paper.incoming_on)
    if late := (day - paper.incoming_on).days:
        yield phrase(_("entered later by {count} d."), count=late)


def authority(authority: Authority) -> Phrase:
    document = phrase(_DOCUMENTS[authority.kind])
    if authority.number:
        document = phrase(_("{document} No {number}"), document=document, number=authority.number)
    return phrase(_("authority: {document} of {day}"), document=document, day=authority.dated_on)


def act(act: ActReference) -> Phrase:
    return authority(Authority(kind="act", number=act.number, dated_on=act.dated_on))

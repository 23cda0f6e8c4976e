"""Tells what happened to a roadmap."""

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from domain.roadmap.events import (
    Adopted,
    Closed,
    DeadlineDecided,
    Decision,
    Event,
    HeadEvent,
    ItemAdded,
    ItemAmended,
    ItemEvent,
    ItemFacts,
    ItemRevoked,
    PeriodsOpened,
    SupervisorNamed,
)
from domain.roadmap.item import says_undecided
from service.narrative import facts
from service.narrative.happening import Happening
from service.narrative.phrase import Phrase, Told, phrase
from service.words import _

_DECISIONS: Final[Mapping[Decision, str]] = {
    "dated": _("{who} set the deadline of {item}"),
    "none": _("{who} left {item} without a due date"),
    "executed": _("{who} recognised {item} as executed"),
    "withdrawn": _("{who} withdrew {item}"),
}


def told(here: Happening, event: Event) -> Told:
    match event:
        case Adopted() | SupervisorNamed() | Closed():
            return _of_the_whole(here, event)
        case _:
            return _of_an_item(here, event)


def _of_the_whole(here: Happening, event: HeadEvent) -> Told:
    who, roadmap = here.who, here.trace.roadmap
    match event:
        case Adopted(act=act, supervisor=supervisor):
            entered = _("{who} entered the roadmap {roadmap}, order No {number} of {day}")
            return [
                phrase(entered, who=who, roadmap=roadmap, number=act.number, day=act.dated_on),
                phrase(_("supervisor: {person}"), person=here.person(supervisor)),
            ]
        case SupervisorNamed(person=key, act=act):
            named = _("{who} named the supervisor of the roadmap {roadmap}: {person}")
            return [phrase(named, who=who, roadmap=roadmap, person=here.person(key)), facts.act(act)]
        case Closed(authority=authority):
            closed = _("{who} took the roadmap {roadmap} off control")
            return [phrase(closed, who=who, roadmap=roadmap), facts.authority(authority)]
        case _:
            assert_never(event)


def _of_an_item(here: Happening, event: ItemEvent) -> Told:
    who, item = here.who, here.item
    match event:
        case ItemAdded():
            return [phrase(_("{who} added {item}"), who=who, item=item), *_item(event)]
        case ItemAmended(act=act):
            return [phrase(_("{who} amended {item}"), who=who, item=item), *_item(event), facts.act(act)]
        case ItemRevoked(act=act):
            return [phrase(_("{who} revoked {item}"), who=who, item=item), facts.act(act)]
        case PeriodsOpened(until=until, periods=periods):
            opened = phrase(_("{who} opened the periods of {item}"), who=who, item=item)
            keys = phrase(_("periods: {periods}"), periods=", ".join(periods))
            return [opened, phrase(_("until {day}"), day=until), keys]
        case DeadlineDecided(decision=decision, deadline=deadline, authority=authority):
            dates = facts.dates(deadline) if deadline and decision == "dated" else ()
            return [phrase(_DECISIONS[decision], who=who, item=item), *dates, facts.authority(authority)]
        case _:
            assert_never(event)


def _item(event: ItemFacts) -> Iterator[Phrase]:
    if event.joined_to:
        yield phrase(_("joined to item {item}"), item=event.joined_to)
    if event.deadline_kind == "recurring":
        yield phrase(_("comes again by the rule {rule}"), rule=event.rule)
    else:
        yield from facts.dates(event.deadline)
    if says_undecided(event):
        yield phrase(_("the deadline waits for a decision"))
    yield from facts.aims(event.targets)

"""Tells what happened to a roadmap."""

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from domain.roadmap.events import Adopted, DeadlineDecided, Decision, Event, ItemAdded, SupervisorNamed
from domain.roadmap.item import Item, evolve
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
    who, item, roadmap = here.who, here.item, here.trace.roadmap
    match event:
        case Adopted(act=act, supervisor=supervisor):
            entered = _("{who} entered the roadmap {roadmap}, order No {number} of {day}")
            return [
                phrase(entered, who=who, roadmap=roadmap, number=act.number, day=act.dated_on),
                phrase(_("supervisor: {person}"), person=here.person(supervisor)),
            ]
        case ItemAdded():
            return [phrase(_("{who} added {item}"), who=who, item=item), *_added(event)]
        case DeadlineDecided(decision=decision, deadline=deadline, authority=authority):
            dates = facts.dates(deadline) if deadline and decision == "dated" else ()
            return [phrase(_DECISIONS[decision], who=who, item=item), *dates, facts.authority(authority)]
        case SupervisorNamed(person=key, act=act):
            named = _("{who} named the supervisor of the roadmap {roadmap}: {person}")
            return [phrase(named, who=who, roadmap=roadmap, person=here.person(key)), facts.act(act)]
        case _:
            assert_never(event)


def _added(event: ItemAdded) -> Iterator[Phrase]:
    if event.joined_to:
        yield phrase(_("joined to item {item}"), item=event.joined_to)
    yield from facts.dates(event.deadline)
    if evolve(Item(), event, "", 0).undecided:
        yield phrase(_("the deadline waits for a decision"))
    yield from facts.aims(event.targets)

"""Telling: a trace becomes one sentence, the reason that was given, and the name of who acted."""

from collections.abc import Mapping
from typing import Final

from domain import directory, district
from domain.assignment import events as assignment
from domain.roadmap import events as roadmap
from projections.audit_trail import Trace
from service.identity.people import Person
from service.narrative import accesses, assignments, districts, roadmaps
from service.narrative.happening import Happening
from service.narrative.phrase import Told, said
from service.words import Language

_REASONS: Final = ("reason", "ground", "shortfall", "note")


def summary(trace: Trace, people: Mapping[str, Person], language: Language) -> str:
    """Tell in one sentence who did what for whom, about which item, with the dates and figures that matter."""
    what, *facts = (part.said(language) for part in _told(Happening.of(trace, people)))
    sentence = " — ".join([what, ", ".join(facts)] if facts else [what])
    return f"{sentence[0].upper()}{sentence[1:]}{'' if sentence.endswith('.') else '.'}"


def reason(trace: Trace) -> str | None:
    """Return the words why, as far as there were any and they are not erased."""
    return "; ".join(trace.words[part] for part in _REASONS if part in trace.words) or None


def actor_name(trace: Trace, people: Mapping[str, Person], language: Language) -> str:
    """Name who acted: a person by name, an organisation by its short name."""
    person = people.get(trace.actor.removeprefix("person:"))
    return person.name if person else str(said(Happening.of(trace, people).party(trace.actor), language))


def _told(here: Happening) -> Told:
    event = here.entry.data
    if isinstance(event, assignment.Event):
        return assignments.told(here, event)
    if isinstance(event, roadmap.Event):
        return roadmaps.told(here, event)
    if isinstance(event, district.Event | directory.Event):
        return districts.told(here, event)
    return accesses.told(here, event)

"""Tells who was given a role, and from whom it was taken."""

from collections.abc import Iterator
from typing import assert_never

from domain.access import Event, Granted, Revoked
from service.narrative.happening import Happening
from service.narrative.phrase import Phrase, Told, phrase
from service.words import _


def told(here: Happening, event: Event) -> Told:
    whom = here.party(here.entry.stream.removeprefix("access/"))
    match event:
        case Granted(role=role):
            granted = phrase(_("{who} granted the role “{role}” to: {whom}"), who=here.who, role=role, whom=whom)
            return [granted, *_within(here, event, whom), *_days(event)]
        case Revoked(role=role):
            revoked = phrase(_("{who} took the role “{role}” from: {whom}"), who=here.who, role=role, whom=whom)
            return [revoked, *_within(here, event, whom)]
        case _:
            assert_never(event)


def _within(here: Happening, event: Event, whom: Phrase | str) -> Iterator[Phrase]:
    if event.organisation and (organisation := here.organisation(event.organisation)) != whom:
        yield phrase(_("within: {organisation}"), organisation=organisation)


def _days(event: Granted) -> Iterator[Phrase]:
    if event.from_:
        yield phrase(_("from {day}"), day=event.from_)
    if event.to:
        yield phrase(_("until {day}"), day=event.to)

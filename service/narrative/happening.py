"""A happening: one event as the trail has it, and the names of those who take part in it."""

from collections.abc import Mapping

from msgspec import Struct

from domain.entry import Recorded
from domain.events import Event, decode
from projections.audit_trail import Trace
from service.identity.people import Person
from service.narrative.phrase import Phrase, phrase
from service.words import _


class Happening(Struct, frozen=True, kw_only=True):
    trace: Trace
    entry: Recorded[Event]
    people: Mapping[str, Person]

    @classmethod
    def of(cls, trace: Trace, people: Mapping[str, Person]) -> "Happening":
        return cls(trace=trace, entry=decode(trace.entry), people=people)

    @property
    def who(self) -> Phrase | str:
        who, whom = self.party(self.trace.actor), self.trace.on_behalf_of
        if whom is None:
            return who
        if whom.startswith("person:"):
            return phrase(_("{who} as the substitute of {whom}"), who=who, whom=self.party(whom))
        return phrase(_("{who} on behalf of {whom}"), who=who, whom=self.party(whom))

    @property
    def item(self) -> Phrase:
        """The item of the roadmap, with the organisation unless that very organisation speaks."""
        item = phrase(_("item {item} of the roadmap {roadmap}"), item=self.trace.item, roadmap=self.trace.roadmap)
        organisation = self.trace.organisation
        if organisation is None or f"organisation:{organisation}" in {self.trace.actor, self.trace.on_behalf_of}:
            return item
        return phrase("{item} ({organisation})", item=item, organisation=self.organisation(organisation))

    def party(self, actor: str) -> Phrase | str:
        """Call an actor by his position, an organisation by its short name."""
        kind, _colon, key = actor.partition(":")
        match kind:
            case "person":
                return self.person(key)
            case "organisation":
                return self.organisation(key)
            case _:
                return phrase(_("the system"))

    def person(self, key: str) -> Phrase | str:
        if key in self.people:
            return self.people[key].position
        return phrase(_("person {person}"), person=key)

    def organisation(self, key: str) -> str:
        """Return its short name as far as the trace has it."""
        return self.trace.organisation_name or key if key == self.trace.organisation else key

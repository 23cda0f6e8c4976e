"""What else one may ask of a roadmap: assign an item to one more organisation, name another supervisor."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import directory, district
from domain.act import ActReference
from domain.command import Caller
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.refusals import NotFound
from domain.rights import Right
from domain.roadmap.assigning import Turn, assigned, bound, require_supervisor
from domain.roadmap.command import OnItem, OnRoadmap
from domain.roadmap.events import SupervisorNamed
from domain.roadmap.item import Item
from domain.roadmap.recurring import asked_for
from domain.roadmap.refusals import AlreadyAssigned, NotAssignable, OffControl, PeriodMissing


class Assign(OnItem, frozen=True, kw_only=True, tag="assign"):
    """Assigns an item, or a period of one, to an organisation that came later (DOMAIN rule 10)."""

    organisation: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        assignment = f"assignment/{self.roadmap}/{self.item}/{self.organisation}"
        return {caller.access, self.stream, directory.STREAM, district.STREAM, assignment}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        self._allowed(past, caller, day, Right.ASSIGN)
        item = self._item(past)
        if item.off_control:
            raise OffControl(item=self.item)
        if item.recurs and self.period is None:
            raise PeriodMissing(item=self.item, example=f"{self.item}@{next(iter(item.periods), day.year)}")
        if self.organisation not in bound(item, past.state(DIRECTORY, directory.STREAM)):
            raise NotAssignable(item=self.item, organisation=self.organisation)
        fact = assigned(item, self.organisation, day, self._turn(past, item, day))
        if past.version(fact.stream):
            raise AlreadyAssigned(item=self.item, organisation=self.organisation)
        return [fact]

    def _turn(self, past: Past, item: Item, day: date) -> Turn | None:
        """Return the period as the rule has it; raise `NotFound` where an amendment left it out."""
        if self.period is None:
            return None
        here = past.state(DISTRICT, district.STREAM)
        for period in asked_for(item, item.opened_until or day, here.calendar) or []:
            if period.key == self.period:
                return Turn(period=period.key, deadline=period.deadline(here.policy(day), here.calendar))
        raise NotFound(name=f"{self.roadmap}/{self.item}")


class NameSupervisor(OnRoadmap, frozen=True, kw_only=True, tag="name-supervisor"):
    """Names who controls the roadmap from now on, by the act that says so (DOMAIN rule 11)."""

    person: str
    act: ActReference

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, self.stream, f"access/person:{self.person}"}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        self._allowed(past, caller, day, Right.NAME_SUPERVISOR)
        require_supervisor(past, self.person, day)
        return [Fact(stream=self.stream, data=SupervisorNamed(person=self.person, act=self.act))]

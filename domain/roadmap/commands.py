"""What else one may ask of a roadmap: assign an item to one more organisation, name another supervisor."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import directory
from domain.act import ActReference
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.refusals import NotFound
from domain.rights import Right, require
from domain.roadmap.assigning import assigned, bound, require_supervisor
from domain.roadmap.events import SupervisorNamed
from domain.roadmap.refusals import AlreadyAssigned, NotAssignable, OffControl
from domain.roadmap.state import ROADMAP


class Assign(Command, frozen=True, kw_only=True, tag="assign"):
    """Assigns an item to an organisation that came later, such as a school opened since (DOMAIN rule 10)."""

    roadmap: str
    item: str
    organisation: str

    @property
    def stream(self) -> str:
        return f"roadmap/{self.roadmap}"

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {
            caller.access,
            self.stream,
            directory.STREAM,
            f"assignment/{self.roadmap}/{self.item}/{self.organisation}",
        }

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        roadmap = past.state(ROADMAP, self.stream)
        item = roadmap.items.get(self.item)
        if item is None:
            raise NotFound(name=f"{self.roadmap}/{self.item}")
        require(past, caller, day, Right.ASSIGN, name=self.item, supervisor=roadmap.head.supervisor)
        if item.withdrawn or item.joined_to:
            raise OffControl(item=self.item)
        if self.organisation not in bound(item, past.state(DIRECTORY, directory.STREAM)):
            raise NotAssignable(item=self.item, organisation=self.organisation)
        fact = assigned(item, self.organisation, day)
        if past.version(fact.stream):
            raise AlreadyAssigned(item=self.item, organisation=self.organisation)
        return [fact]


class NameSupervisor(Command, frozen=True, kw_only=True, tag="name-supervisor"):
    """Names who controls the roadmap from now on, by the act that says so (DOMAIN rule 11)."""

    roadmap: str
    person: str
    act: ActReference

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, f"roadmap/{self.roadmap}", f"access/person:{self.person}"}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        stream = f"roadmap/{self.roadmap}"
        roadmap = past.state(ROADMAP, stream)
        if roadmap.head.act is None:
            raise NotFound(name=self.roadmap)
        require(past, caller, day, Right.NAME_SUPERVISOR, name=self.roadmap, supervisor=roadmap.head.supervisor)
        require_supervisor(past, self.person, day)
        return [Fact(stream=stream, data=SupervisorNamed(person=self.person, act=self.act))]

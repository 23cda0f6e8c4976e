"""Deciding the deadline of an item that the text left open, or that was due before the act (DOMAIN section 2)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from domain import directory, district
from domain.act import Authority
from domain.assignment.events import DeadlineSet, RecognisedExecuted, Withdrawn
from domain.assignment.state import ASSIGNMENT
from domain.command import Caller, Command
from domain.deadline import Deadline, settle
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.refusals import NotFound
from domain.rights import Right, require
from domain.roadmap.events import DeadlineDecided, Decision
from domain.roadmap.item import Item
from domain.roadmap.refusals import (
    AuthorityInTheFuture,
    AuthorityWithoutNumber,
    DateMissing,
    DueBeforeAct,
    NoDelegation,
    NotUndecided,
)
from domain.roadmap.state import ROADMAP


class DecideDeadline(Command, frozen=True, kw_only=True, tag="decide-deadline"):
    """Recorded once on the roadmap and once on every assignment of the item (DOMAIN section 4)."""

    roadmap: str
    item: str
    decision: Decision
    due_on: date | None = None
    ground: str
    authority: Authority

    @property
    def stream(self) -> str:
        return f"roadmap/{self.roadmap}"

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        """Name the assignment of every organisation there is: who has none is read as having none."""
        streams = {caller.access, self.stream, directory.STREAM, district.STREAM}
        if directory.STREAM in past.streams:
            streams |= {self._assignment(key) for key in past.state(DIRECTORY, directory.STREAM).organisations}
        return streams

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        item = self._item(past, caller, day)
        check_authority(past, self.authority, day)
        self._check_due_on(past)
        deadline = self._deadline(past, item, day)
        decided = DeadlineDecided(item=self.item, decision=self.decision, deadline=deadline, authority=self.authority)
        touched = [self._assignment(key) for key in past.state(DIRECTORY, directory.STREAM).organisations]
        facts = [(self.stream, decided), *self._consequences(past, touched, deadline, day)]
        return [Fact(stream=stream, data=data, texts={"ground": self.ground}) for stream, data in facts]

    def _assignment(self, organisation: str) -> str:
        return f"assignment/{self.roadmap}/{self.item}/{organisation}"

    def _item(self, past: Past, caller: Caller, day: date) -> Item:
        roadmap = past.state(ROADMAP, self.stream)
        item = roadmap.items.get(self.item)
        if item is None:
            raise NotFound(name=f"{self.roadmap}/{self.item}")
        require(past, caller, day, Right.DECIDE_DEADLINE, name=self.item, supervisor=roadmap.head.supervisor)
        if not item.undecided:
            raise NotUndecided(item=self.item)
        return item

    def _check_due_on(self, past: Past) -> None:
        if (self.decision == "dated") != (self.due_on is not None):
            raise DateMissing
        act = past.state(ROADMAP, self.stream).head.act
        if act and self.due_on and self.due_on < act.dated_on:
            raise DueBeforeAct(due_on=self.due_on, dated_on=act.dated_on)

    def _deadline(self, past: Past, item: Item, day: date) -> Deadline | None:
        """Keep what is written; the decided day is the supervisor's own, also on a day off."""
        match self.decision:
            case "dated":
                here = past.state(DISTRICT, district.STREAM)
                policy = replace(here.policy(day), day_off_rule="as_written")
                dated = settle(item.starts_on, self.due_on, policy, here.calendar)
                return replace(dated, written_on=item.written_on)
            case "none":
                return replace(item.deadline, due_on=None, control_on=None)
            case _:
                return None

    def _consequences(
        self, past: Past, touched: Sequence[str], deadline: Deadline | None, day: date
    ) -> list[tuple[str, Struct]]:
        event: Struct
        match self.decision:
            case "executed":
                event = RecognisedExecuted(self.authority)
            case "withdrawn":
                event = Withdrawn(effective_on=day, authority=self.authority, cause="decision")
            case _:
                event = DeadlineSet(deadline=deadline or Deadline(), authority=self.authority, cause="decision")
        open_ones = [s for s in touched if past.version(s) and past.state(ASSIGNMENT, s).state not in _ENDED]
        return [(stream, event) for stream in open_ones]


_ENDED: Final = {"accepted", "withdrawn"}


def check_authority(past: Past, authority: Authority, day: date) -> None:
    """Refuse an act without a number, a date to come, a delegation that the policy does not name (DOMAIN rule 11)."""
    if authority.dated_on > day:
        raise AuthorityInTheFuture(dated_on=authority.dated_on, day=day)
    if authority.kind == "act" and authority.number is None:
        raise AuthorityWithoutNumber
    if authority.kind == "delegation" and not past.state(DISTRICT, district.STREAM).delegates(day):
        raise NoDelegation

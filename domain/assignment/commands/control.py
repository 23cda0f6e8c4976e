"""What the supervisor decides about control itself: withdrawn, put back, handed over; and notes made beside it."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import directory, district
from domain.act import Authority
from domain.assignment.commands.on_assignment import OfSupervisor
from domain.assignment.refusals import ExecutorAlready, RoadmapClosed
from domain.assignment.rules import control
from domain.assignment.state import ASSIGNMENT
from domain.authority import check_authority
from domain.command import Caller
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.rights import Right
from domain.roadmap.state import ROADMAP


class Withdraw(OfSupervisor, frozen=True, kw_only=True, tag="withdraw"):
    """Takes it off control without execution; effective today unless another day is named."""

    effective_on: date | None = None
    authority: Authority
    ground: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {*super().streams(caller, past), district.STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.CONTROL)
        check_authority(past, self.authority, day)
        effective_on = self.effective_on or day
        event = control.withdraw(state, day, effective_on=effective_on, authority=self.authority)
        return self._fact(event, ground=self.ground)


class Restore(OfSupervisor, frozen=True, kw_only=True, tag="restore"):
    """Puts it back on control as it was, but not in a roadmap that is closed itself (DOMAIN rule 15)."""

    effective_on: date | None = None
    authority: Authority
    ground: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {*super().streams(caller, past), district.STREAM, directory.STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.CONTROL)
        check_authority(past, self.authority, day)
        closed_on = past.state(ROADMAP, f"roadmap/{state.roadmap}").head.closed_on
        if closed_on is not None:
            raise RoadmapClosed(roadmap=state.roadmap, closed_on=closed_on)
        members, effective_on = past.state(DIRECTORY, directory.STREAM), self.effective_on or day
        event = control.restore(state, members, day, effective_on=effective_on, authority=self.authority)
        return self._fact(event, ground=self.ground)


class Transfer(OfSupervisor, frozen=True, kw_only=True, tag="transfer"):
    """Hands it over to another organisation, unless that one was assigned the same item itself."""

    organisation: str
    effective_on: date | None = None
    ground: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        streams = {*super().streams(caller, past), directory.STREAM}
        if past.version(self.stream):
            streams.add(self._same_item(past))
        return streams

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.CONTROL)
        members, effective_on = past.state(DIRECTORY, directory.STREAM), self.effective_on or day
        event = control.transfer(state, members, day, organisation=self.organisation, effective_on=effective_on)
        same = past.state(ASSIGNMENT, self._same_item(past))
        if same.organisation == self.organisation and same.state != "withdrawn":
            raise ExecutorAlready(organisation=self.organisation)
        return self._fact(event, ground=self.ground)

    def _same_item(self, past: Past) -> str:
        """Name the stream that the new executor's own assignment of this item would have been born with."""
        state = self._state(past)
        item = f"{state.item}@{state.period}" if state.period else state.item
        return f"assignment/{state.roadmap}/{item}/{self.organisation}"


class Annotate(OfSupervisor, frozen=True, kw_only=True, tag="annotate"):
    """Notes what was said; a promised day moves no deadline."""

    note: str
    promised_on: date | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.ANNOTATE)
        return self._fact(control.annotate(state, day, promised_on=self.promised_on), note=self.note)

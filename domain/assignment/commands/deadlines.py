"""What the supervisor decides about the deadline of one assignment."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import district
from domain.act import Authority
from domain.assignment.commands.on_assignment import OfSupervisor
from domain.assignment.rules import deadlines
from domain.authority import check_authority
from domain.command import Caller
from domain.decider import Fact, Past
from domain.district import DISTRICT
from domain.rights import Right


class _Dating(OfSupervisor, frozen=True, kw_only=True):
    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {*super().streams(caller, past), district.STREAM}


class GrantExtension(_Dating, frozen=True, kw_only=True, tag="grant-extension"):
    due_on: date
    reason: str
    authority: Authority

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.DECIDE_DEADLINE)
        check_authority(past, self.authority, day)
        here, actor = past.state(DISTRICT, district.STREAM), caller.actor
        event = deadlines.grant(state, here, actor, day, due_on=self.due_on, authority=self.authority)
        return self._fact(event, reason=self.reason)


class DenyExtension(OfSupervisor, frozen=True, kw_only=True, tag="deny-extension"):
    reason: str

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.DECIDE_DEADLINE)
        return self._fact(deadlines.deny(state, caller.actor), reason=self.reason)


class SetDeadline(_Dating, frozen=True, kw_only=True, tag="set-deadline"):
    """Moves the due day, with its authority, or the control day alone."""

    due_on: date | None = None
    control_on: date | None = None
    authority: Authority | None = None
    ground: str

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.DECIDE_DEADLINE)
        if self.authority is not None:
            check_authority(past, self.authority, day)
        here, due_on, control_on = past.state(DISTRICT, district.STREAM), self.due_on, self.control_on
        event = deadlines.set_deadline(state, here, day, due_on=due_on, control_on=control_on, authority=self.authority)
        return self._fact(event, ground=self.ground)

"""What the supervisor answers: a report accepted or returned, corrected figures accepted or refused."""

from collections.abc import Sequence
from datetime import date

from domain.assignment.commands.on_assignment import OfSupervisor
from domain.assignment.rules import reviews
from domain.command import Caller
from domain.decider import Fact, Past
from domain.rights import Right


class AcceptReport(OfSupervisor, frozen=True, kw_only=True, tag="accept-report"):
    note: str | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.REVIEW)
        return self._fact(reviews.accept(state, caller.actor), note=self.note)


class ReturnReport(OfSupervisor, frozen=True, kw_only=True, tag="return-report"):
    reason: str
    rework_by: date | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.REVIEW)
        return self._fact(reviews.give_back(state, caller.actor, day, rework_by=self.rework_by), reason=self.reason)


class AcceptCorrection(OfSupervisor, frozen=True, kw_only=True, tag="accept-correction"):
    reason: str | None = None

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.REVIEW)
        return self._fact(reviews.accept_correction(state, caller.actor), reason=self.reason)


class RefuseCorrection(OfSupervisor, frozen=True, kw_only=True, tag="refuse-correction"):
    reason: str

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        state = self._supervised(past, caller, day, Right.REVIEW)
        return self._fact(reviews.refuse_correction(state, caller.actor), reason=self.reason)

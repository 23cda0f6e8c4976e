"""Adopting a policy: from its day on deadlines are decided by other rules; what was decided stays (DOMAIN rule 3)."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec.structs import replace

from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.district import DISTRICT, STREAM, PolicyAdopted
from domain.refusals import Refused
from domain.rights import Right, require


class EffectiveInThePast(Refused):
    code, status, field = "effective-in-the-past", 422, "effective_on"
    message = "A policy takes effect today ({day}) or later, not on {effective_on}: the days before were under another."


class DelegationInTheFuture(Refused):
    code, status, field = "delegation-in-the-future", 422, "delegation.dated_on"
    message = "The act that hands decisions on cannot be of {dated_on}: today is {day}."


class SamePolicy(Refused):
    code, message = "nothing-new", "This very policy is in effect on {effective_on} already."


class AdoptPolicy(Command, frozen=True, kw_only=True, tag="adopt-policy"):
    """Replaces also what was adopted for a later day: of the policies in effect, the one recorded last holds."""

    adopted: PolicyAdopted
    ground: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.ADOPT_RULES, name=STREAM)
        effective_on, delegation = self.adopted.effective_on, self.adopted.delegation
        if effective_on < day:
            raise EffectiveInThePast(effective_on=effective_on, day=day)
        if delegation and delegation.dated_on > day:
            raise DelegationInTheFuture(dated_on=delegation.dated_on, day=day)
        known = past.state(DISTRICT, STREAM).adopted(effective_on)
        if known and replace(known, effective_on=effective_on) == self.adopted:
            raise SamePolicy(effective_on=effective_on)
        return [Fact(stream=STREAM, data=self.adopted, texts={"ground": self.ground})]

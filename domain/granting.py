"""Granting: the commands that give an actor a role and take it back, recorded on his own stream."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.access import ACCESS, Granted, Revoked, Role
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.refusals import Refused
from domain.rights import Right, require


class AlreadyGranted(Refused):
    code, message = "already-granted", "{actor} has the role “{role}” already."


class NotGranted(Refused):
    code, message = "not-granted", "{actor} does not have the role “{role}”."


class Grant(Command, frozen=True, kw_only=True, tag="grant"):
    """Gives an actor (``person:…`` or ``organisation:…``) a role."""

    actor: str
    role: Role
    organisation: str | None = None

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, f"access/{self.actor}"}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.GRANT, name=self.actor)
        if _held(past, self.actor, self.role, self.organisation):
            raise AlreadyGranted(actor=self.actor, role=self.role)
        return [Fact(stream=f"access/{self.actor}", data=Granted(role=self.role, organisation=self.organisation))]


class Revoke(Command, frozen=True, kw_only=True, tag="revoke"):
    actor: str
    role: Role
    organisation: str | None = None
    ground: str

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, f"access/{self.actor}"}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.GRANT, name=self.actor)
        if not _held(past, self.actor, self.role, self.organisation):
            raise NotGranted(actor=self.actor, role=self.role)
        data = Revoked(role=self.role, organisation=self.organisation)
        return [Fact(stream=f"access/{self.actor}", data=data, texts={"ground": self.ground})]


def _held(past: Past, actor: str, role: Role, organisation: str | None) -> bool:
    return any((g.role, g.organisation) == (role, organisation) for g in past.state(ACCESS, f"access/{actor}").grants)

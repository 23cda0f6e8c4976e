"""Reorganising an organisation: it is merged into its successor, which takes what is still open (DOMAIN rule 10)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from domain import directory, district
from domain.act import Authority
from domain.assignment.events import Transferred, Withdrawn
from domain.assignment.state import State as Assignment
from domain.authority import check_authority
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.directory import DIRECTORY, OrganisationReorganised
from domain.refusals import NotFound, Refused
from domain.rights import Right, require
from domain.roadmap.touching import ENDED, assignments, streams_of_roadmaps


class WrongSuccessor(Refused):
    code, status, field = "wrong-successor", 422, "successor"
    message = "{successor} cannot take over: it must be registered, no centre and not merged into another one itself."


class AlreadyReorganised(Refused):
    code, message = "already-reorganised", "{organisation} is merged into {successor} already."


class ReorganisedInTheFuture(Refused):
    code, status, field = "reorganised-in-the-future", 422, "effective_on"
    message = "A merger cannot have taken effect on {effective_on}: today is {day}."


class Reorganise(Command, frozen=True, kw_only=True, tag="reorganise"):
    """Recorded once on the directory and once on each open assignment, of all items of ``roadmaps``.

    ``roadmaps`` are those the read model finds. Whatever makes or moves an assignment reads the directory, so after
    the merger nothing new comes to the merged one; a roadmap adopted in the moment before is taken by asking again.
    """

    organisation: str
    successor: str
    effective_on: date
    authority: Authority
    ground: str
    roadmaps: tuple[str, ...] = ()

    @property
    def asked(self) -> Command:
        return replace(self, roadmaps=())

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        roadmaps = self._roadmaps()
        return {caller.access, directory.STREAM, district.STREAM, *roadmaps, *streams_of_roadmaps(past, roadmaps)}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.REORGANISE, name=directory.STREAM)
        merged = self._merged(past)
        check_authority(past, self.authority, day)
        if self.effective_on > day:
            raise ReorganisedInTheFuture(effective_on=self.effective_on, day=day)
        event = OrganisationReorganised(
            organisation=self.organisation,
            successor=self.successor,
            effective_on=self.effective_on,
            authority=self.authority,
        )
        facts = [*([] if merged.successor else [(directory.STREAM, event)]), *self._handed_over(past)]
        if not facts:
            raise AlreadyReorganised(organisation=self.organisation, successor=self.successor)
        return [Fact(stream=stream, data=data, texts={"ground": self.ground}) for stream, data in facts]

    def _merged(self, past: Past) -> directory.Organisation:
        """Return who is merged; again into the same successor only what is left is handed over."""
        members = past.state(DIRECTORY, directory.STREAM).organisations
        merged, successor = members.get(self.organisation), members.get(self.successor)
        if merged is None:
            raise NotFound(name=self.organisation)
        if merged.successor not in {None, self.successor}:
            raise AlreadyReorganised(organisation=self.organisation, successor=merged.successor)
        if successor is None or successor.kind == "centre" or successor.successor or successor is merged:
            raise WrongSuccessor(successor=self.successor)
        return merged

    def _handed_over(self, past: Past) -> Iterator[tuple[str, Struct]]:
        """Give each open assignment to the successor; withdraw it where the successor has the same one already."""
        known = assignments(past, streams_of_roadmaps(past, self._roadmaps()))
        kept = [state for _, state in known if state.state != "withdrawn"]
        has = {_duty(state) for state in kept if state.organisation == self.successor}
        for stream, state in known:
            if state.organisation == self.organisation and state.state not in ENDED:
                yield stream, self._withdrawn() if _duty(state) in has else self._transferred()
                has.add(_duty(state))

    def _transferred(self) -> Transferred:
        return Transferred(organisation=self.successor, effective_on=self.effective_on, cause="reorganised")

    def _withdrawn(self) -> Withdrawn:
        return Withdrawn(effective_on=self.effective_on, authority=self.authority, cause="reorganised")

    def _roadmaps(self) -> list[str]:
        return [f"roadmap/{roadmap}" for roadmap in self.roadmaps]


def _duty(assignment: Assignment) -> tuple[str, str, str | None]:
    return assignment.roadmap, assignment.item, assignment.period

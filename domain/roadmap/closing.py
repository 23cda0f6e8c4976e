"""Closing a roadmap: the order is off control once nothing of it is open (DOMAIN rule 15)."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import directory, district
from domain.act import Authority
from domain.authority import check_authority
from domain.command import Caller
from domain.decider import Fact, Past
from domain.rights import Right
from domain.roadmap.command import OnRoadmap
from domain.roadmap.events import Closed
from domain.roadmap.refusals import StillOpen
from domain.roadmap.touching import open_ones, streams_of_roadmaps


class CloseRoadmap(OnRoadmap, frozen=True, kw_only=True, tag="close-roadmap"):
    """Reads every assignment there could be, so that none comes back or is born beside it."""

    ground: str
    authority: Authority

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        assignments = streams_of_roadmaps(past, [self.stream])
        return {caller.access, self.stream, directory.STREAM, district.STREAM, *assignments}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        self._allowed(past, caller, day, Right.AMEND)
        check_authority(past, self.authority, day)
        if still := [stream for stream, _ in open_ones(past, streams_of_roadmaps(past, [self.stream]))]:
            first = still[0].removeprefix("assignment/")
            raise StillOpen(roadmap=self.roadmap, count=len(still), first=first)
        return [Fact(stream=self.stream, data=Closed(self.authority), texts={"ground": self.ground})]

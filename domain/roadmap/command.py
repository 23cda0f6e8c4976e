"""A command on a roadmap: the roadmap is there, the caller may, and it is not closed."""

from datetime import date

from domain import directory
from domain.assignment.refusals import RoadmapClosed
from domain.command import Caller, Command
from domain.decider import Past
from domain.directory import DIRECTORY
from domain.refusals import NotFound
from domain.rights import Right, require, require_at_all
from domain.roadmap.item import Item
from domain.roadmap.state import ROADMAP, State
from domain.roadmap.touching import streams_of


class OnRoadmap(Command, frozen=True, kw_only=True):
    roadmap: str

    @property
    def stream(self) -> str:
        return f"roadmap/{self.roadmap}"

    def _allowed(self, past: Past, caller: Caller, day: date, right: Right) -> State:
        """Return the roadmap where the caller has the right over it and it is on control."""
        require_at_all(past, caller, day, right)
        roadmap = past.state(ROADMAP, self.stream)
        if roadmap.head.act is None:
            raise NotFound(name=self.roadmap)
        require(past, caller, day, right, name=self.roadmap, supervisor=roadmap.head.supervisor)
        if roadmap.head.closed_on:
            raise RoadmapClosed(roadmap=self.roadmap, closed_on=roadmap.head.closed_on)
        return roadmap


class OnItem(OnRoadmap, frozen=True, kw_only=True):
    """``item`` may name one period of a recurring item, such as ``5@2021-q1``."""

    item: str

    @property
    def key(self) -> str:
        return self.item.partition("@")[0]

    @property
    def period(self) -> str | None:
        return self.item.partition("@")[2] or None

    def _item(self, past: Past) -> Item:
        """Return the item; raise `NotFound` where it, or its period, is not there."""
        item = past.state(ROADMAP, self.stream).items.get(self.key)
        if item is None or (self.period and self.period not in item.periods):
            raise NotFound(name=f"{self.roadmap}/{self.item}")
        return item

    def _touched(self, past: Past) -> list[str]:
        """Name the assignments of the item, or of the period, as far as roadmap and directory are read already."""
        if self.stream not in past.streams or directory.STREAM not in past.streams:
            return []
        item = past.state(ROADMAP, self.stream).items.get(self.key)
        members = past.state(DIRECTORY, directory.STREAM)
        return streams_of(item, members, self.period) if item else []

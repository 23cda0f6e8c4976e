"""Adopting a roadmap: an order that was read and confirmed becomes items, and an assignment for everyone they bind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from domain import directory, district
from domain.act import Act, ActReference, ExecutedAct
from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.rights import Right, require
from domain.roadmap.assigning import assigned, bound, require_few, require_supervisor
from domain.roadmap.events import Adopted, ItemAdded
from domain.roadmap.item import Item, evolve
from domain.roadmap.planned import Planned, added_by, written
from domain.roadmap.recurring import asked_for, last_day, opened
from domain.roadmap.refusals import AlreadyImported, KeyTaken, WrongJoin
from domain.roadmap.state import ROADMAP


class AdoptRoadmap(Command, frozen=True, kw_only=True, tag="adopt-roadmap"):
    """Confirms a preview: all its items and assignments at once, or nothing."""

    roadmap: str
    act: Act
    act_title: str
    executes: tuple[ExecutedAct, ...]
    executes_titles: tuple[str, ...]
    supervisor: str
    file: str
    reader: str
    items: tuple[Planned, ...]
    joins: Mapping[str, str] = {}

    @property
    def stream(self) -> str:
        return f"roadmap/{self.roadmap}"

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, self.stream, directory.STREAM, district.STREAM, f"access/person:{self.supervisor}"}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.CONFIRM_IMPORT, name=self.roadmap)
        self._check_new(past)
        require_supervisor(past, self.supervisor, day)
        members = past.state(DIRECTORY, directory.STREAM)
        here = past.state(DISTRICT, district.STREAM)
        act = ActReference(number=self.act.number, dated_on=self.act.dated_on)
        added = self._join([added_by(act, planned, members, here, day) for planned in self.items])
        return require_few([self._adopted(), *self._added(added), *self._assigned(added, members, here, day)])

    def _check_new(self, past: Past) -> None:
        known = past.state(ROADMAP, self.stream).head
        if known.file == self.file:
            raise AlreadyImported(roadmap=self.roadmap)
        if known.act is not None:
            raise KeyTaken(roadmap=self.roadmap)

    def _join(self, added: Sequence[ItemAdded]) -> list[ItemAdded]:
        """Give the basis and the targets of each joined item to the one it is joined to (DOMAIN section 2)."""
        items = {item.item: item for item in added}
        for joined, to in self.joins.items():
            one, other = items.get(joined), items.get(to)
            if one is None or other is None or joined == to or to in self.joins or one.responsible != other.responsible:
                raise WrongJoin(item=joined, to=to)
            items[to] = replace(other, bases=[*other.bases, *one.bases], targets=[*other.targets, *one.targets])
            items[joined] = replace(one, joined_to=to)
        return list(items.values())

    def _adopted(self) -> Fact:
        data = Adopted(
            act=self.act, executes=list(self.executes), supervisor=self.supervisor, file=self.file, reader=self.reader
        )
        titles = {f"executes_{n}": title for n, title in enumerate(self.executes_titles)}
        return Fact(stream=self.stream, data=data, texts=written(act_title=self.act_title, **titles))

    def _added(self, added: Sequence[ItemAdded]) -> Iterator[Fact]:
        for event, planned in zip(added, self.items, strict=True):
            yield Fact(stream=self.stream, data=event, texts=planned.words)

    def _assigned(
        self, added: Sequence[ItemAdded], members: directory.State, here: district.State, day: date
    ) -> Iterator[Fact]:
        items = [evolve(Item(), event, self.roadmap, 0) for event in added]
        until = last_day(items, self.act.dated_on)
        for item in items:
            if item.off_control:
                continue
            if item.recurs:
                yield from opened(item, asked_for(item, until, here.calendar) or [], until, members, here, day)
                continue
            for organisation in bound(item, members):
                yield assigned(item, organisation, self.act.dated_on)

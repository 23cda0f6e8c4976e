"""Adopting a roadmap: an order that was read and confirmed becomes items, and an assignment for everyone they bind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from domain import directory, district
from domain.act import Act, Basis, ExecutedAct
from domain.command import Caller, Command
from domain.deadline import settle
from domain.deadline_text import Reading
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.order.responsible import resolve
from domain.rights import Right, require
from domain.roadmap.assigning import assigned, bound, require_supervisor
from domain.roadmap.events import Adopted, ItemAdded, ItemKind, Responsible
from domain.roadmap.item import Item, evolve
from domain.roadmap.refusals import AlreadyImported, KeyTaken, TooManyAssignments, Unresolved, WrongJoin
from domain.roadmap.state import ROADMAP
from domain.target import Target

MOST: Final = 20_000
"""Assignments of one command: its append holds up the district's other writers for seconds."""


class Planned(Struct, frozen=True, kw_only=True):
    """An item as it was read; ``responsible`` is the word of the preview, ``responsible_text`` the cell verbatim."""

    key: str
    kind: ItemKind
    title: str
    responsible: str | None
    responsible_text: str
    deadline_text: str
    reading: Reading
    targets: tuple[Target, ...]


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
        added = self._join([self._item(past, members, planned, day) for planned in self.items])
        assignments = list(self._assigned(added, members))
        if len(assignments) > MOST:
            raise TooManyAssignments(count=len(assignments), limit=MOST)
        return [self._adopted(), *self._added(added), *assignments]

    def _check_new(self, past: Past) -> None:
        known = past.state(ROADMAP, self.stream).head
        if known.file == self.file:
            raise AlreadyImported(roadmap=self.roadmap)
        if known.act is not None:
            raise KeyTaken(roadmap=self.roadmap)

    def _item(self, past: Past, members: directory.State, planned: Planned, day: date) -> ItemAdded:
        here, reading = past.state(DISTRICT, district.STREAM), planned.reading
        policy, act_date = here.policy(day), self.act.dated_on
        deadline = settle(reading.starts_on, reading.due_on, policy, here.calendar, act_date)
        return ItemAdded(
            item=planned.key,
            kind=planned.kind,
            bases=[Basis(number=self.act.number, dated_on=self.act.dated_on, clause=planned.key)],
            responsible=_responsible(members, planned),
            deadline=deadline,
            outcome=reading.outcome,
            deadline_kind=reading.kind,
            rule=reading.rule,
            inferred=reading.inferred or None,
            targets=list(planned.targets),
        )

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
        return Fact(stream=self.stream, data=data, texts=_written({"act_title": self.act_title, **titles}))

    def _added(self, added: Sequence[ItemAdded]) -> Iterator[Fact]:
        for event, planned in zip(added, self.items, strict=True):
            words = {"title": planned.title, "deadline": planned.deadline_text, "responsible": planned.responsible_text}
            yield Fact(stream=self.stream, data=event, texts=_written(words))

    def _assigned(self, added: Sequence[ItemAdded], members: directory.State) -> Iterator[Fact]:
        for event in added:
            if event.joined_to is None:
                item = evolve(Item(), event, self.roadmap, 0)
                for organisation in bound(item, members):
                    yield assigned(item, organisation, self.act.dated_on)


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    return {part: text for part, text in texts.items() if text}


def _responsible(members: directory.State, planned: Planned) -> Responsible:
    words = planned.responsible or planned.responsible_text
    responsible = resolve(words, members.organisations.values())
    if responsible is None or (responsible.group and not members.of_kind("school")):
        raise Unresolved(item=planned.key, responsible=planned.responsible_text)
    return responsible

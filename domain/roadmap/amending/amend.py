"""Amending a roadmap by an act: the confirmed difference becomes events on the roadmap and on what it touches."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from domain import directory, district
from domain.act import ActReference, Authority
from domain.authority import check_authority
from domain.command import Caller
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.rights import Right
from domain.roadmap.amending.consequences import Amended, births, consequences, revoked
from domain.roadmap.amending.difference import Change
from domain.roadmap.amending.new_facts import Amendment
from domain.roadmap.amending.standing import Standing
from domain.roadmap.assigning import assigned, bound, require_few
from domain.roadmap.command import OnRoadmap
from domain.roadmap.events import ItemRevoked
from domain.roadmap.item import Item, evolve
from domain.roadmap.planned import Planned, added_by, written
from domain.roadmap.recurring import asked_for, last_day, opened
from domain.roadmap.refusals import ActTooEarly, NothingAmended, RoadmapChanged
from domain.roadmap.state import State
from domain.roadmap.touching import streams_of_roadmaps


class AmendRoadmap(OnRoadmap, frozen=True, kw_only=True, tag="amend-roadmap"):
    """Confirms a difference, all of it or nothing; ``version`` is that of the roadmap it was made against."""

    version: int
    act: ActReference
    act_title: str
    changes: tuple[Change, ...]

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        assignments = streams_of_roadmaps(past, [self.stream])
        return {caller.access, self.stream, directory.STREAM, district.STREAM, *assignments}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        roadmap = self._allowed(past, caller, day, Right.AMEND)
        self._check(past, roadmap, day)
        amendment = Amendment(
            act=self.act,
            changes=self.changes,
            standing=Standing(items=roadmap.items),
            members=past.state(DIRECTORY, directory.STREAM),
            here=past.state(DISTRICT, district.STREAM),
            day=day,
        )
        facts = [fact for change in self.changes for fact in self._facts(past, amendment, change)]
        if not facts:
            raise NothingAmended(roadmap=self.roadmap)
        return require_few(facts)

    def _check(self, past: Past, roadmap: State, day: date) -> None:
        check_authority(past, self._authority, day)
        if roadmap.head.act and self.act.dated_on < roadmap.head.act.dated_on:
            raise ActTooEarly(dated_on=self.act.dated_on, adopted_on=roadmap.head.act.dated_on)
        if past.version(self.stream) != self.version:
            raise RoadmapChanged(roadmap=self.roadmap)

    @property
    def _authority(self) -> Authority:
        return Authority(kind="act", number=self.act.number, dated_on=self.act.dated_on)

    @property
    def _ground(self) -> dict[str, str]:
        return written(ground=self.act_title)

    def _facts(self, past: Past, amendment: Amendment, change: Change) -> Iterator[Fact]:
        if change.kind == "revoked":
            yield from self._revoked(past, amendment, amendment.standing.items[change.item])
        elif change.planned and change.kind == "added":
            yield from self._added(amendment, change.planned)
        elif change.planned:
            yield from self._amended(past, amendment, change, change.planned)

    def _revoked(self, past: Past, amendment: Amendment, item: Item) -> Iterator[Fact]:
        yield Fact(stream=self.stream, data=ItemRevoked(item=item.item, act=self.act), texts=self._ground)
        for stream, event in revoked(past, item, amendment.members, self._authority):
            yield Fact(stream=stream, data=event, texts=self._ground)

    def _added(self, amendment: Amendment, planned: Planned) -> Iterator[Fact]:
        event = added_by(self.act, planned, amendment.members, amendment.here, amendment.day)
        yield Fact(stream=self.stream, data=event, texts=planned.words)
        item = evolve(Item(), event, self.roadmap, 0)
        if item.recurs:
            until = self._until(amendment)
            turns = asked_for(item, until, amendment.here.calendar) or []
            yield from opened(item, turns, until, amendment.members, amendment.here, amendment.day)
            return
        for organisation in bound(item, amendment.members):
            yield assigned(item, organisation, self.act.dated_on)

    def _amended(self, past: Past, amendment: Amendment, change: Change, planned: Planned) -> Iterator[Fact]:
        before = amendment.standing.items[change.item]
        event = amendment.amended(before, change, planned)
        yield Fact(stream=self.stream, data=event, texts=planned.words | self._ground)
        amended = Amended(
            before=before,
            after=evolve(before, event, self.roadmap, before.at),
            authority=self._authority,
            members=amendment.members,
            here=amendment.here,
            day=amendment.day,
            until=before.opened_until or self._until(amendment),
        )
        for stream, data in consequences(past, amended):
            yield Fact(stream=stream, data=data, texts=self._ground)
        yield from births(past, amended)

    def _until(self, amendment: Amendment) -> date:
        return last_day(amendment.standing.items.values(), self.act.dated_on)

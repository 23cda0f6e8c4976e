"""Setting the deadline of an item for everyone at once, by an act or a decision (DOMAIN rule 11)."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from domain import directory, district
from domain.act import Authority
from domain.assignment.events import DeadlineCause, DeadlineSet
from domain.assignment.state import State as Assignment
from domain.authority import check_authority
from domain.command import Caller
from domain.deadline import Deadline, settle
from domain.decider import Fact, Past
from domain.district import DISTRICT
from domain.rights import Right
from domain.roadmap.command import OnItem
from domain.roadmap.events import DeadlineDecided
from domain.roadmap.item import Item
from domain.roadmap.refusals import DueBeforeAct, OffControl, PeriodMissing, SameDeadline
from domain.roadmap.touching import open_ones


class SetItemDeadline(OnItem, frozen=True, kw_only=True, tag="set-item-deadline"):
    """Recorded on the roadmap and on every open assignment, also on those under review: it is no single one's change.

    Of a recurring item it is one period's, and the roadmap's rule stays as it is.
    """

    due_on: date
    ground: str
    authority: Authority

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, self.stream, directory.STREAM, district.STREAM, *self._touched(past)}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        roadmap = self._allowed(past, caller, day, Right.DECIDE_DEADLINE)
        item = self._item(past)
        if item.off_control:
            raise OffControl(item=self.item)
        if item.recurs and self.period is None:
            raise PeriodMissing(item=self.item, example=f"{self.item}@{next(iter(item.periods), day.year)}")
        check_authority(past, self.authority, day)
        if roadmap.head.act and self.due_on < roadmap.head.act.dated_on:
            raise DueBeforeAct(due_on=self.due_on, dated_on=roadmap.head.act.dated_on)
        facts = [*self._of_item(past, item, day), *self._of_assignments(past, day)]
        if not facts:
            raise SameDeadline(item=self.item, due_on=self.due_on)
        return [Fact(stream=stream, data=data, texts={"ground": self.ground}) for stream, data in facts]

    def _of_item(self, past: Past, item: Item, day: date) -> list[tuple[str, Struct]]:
        if self.period or item.due_on == self.due_on:
            return []
        deadline = self._deadline(past, item, day)
        decided = DeadlineDecided(item=self.item, decision="dated", deadline=deadline, authority=self.authority)
        return [(self.stream, decided)]

    def _of_assignments(self, past: Past, day: date) -> list[tuple[str, Struct]]:
        cause: DeadlineCause = "act" if self.authority.kind == "act" else "decision"
        return [
            (stream, DeadlineSet(deadline=self._deadline(past, state, day), authority=self.authority, cause=cause))
            for stream, state in open_ones(past, self._touched(past))
            if state.due_on != self.due_on
        ]

    def _deadline(self, past: Past, known: Item | Assignment, day: date) -> Deadline:
        """Keep what is written; the day is meant as it is given, also a day off."""
        here = past.state(DISTRICT, district.STREAM)
        policy = replace(here.policy(day), day_off_rule="as_written")
        return replace(settle(known.starts_on, self.due_on, policy, here.calendar), written_on=known.written_on)

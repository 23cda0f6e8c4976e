"""Deciding the deadline of an item that the text left open, or that was due before the act (DOMAIN section 2)."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from domain import directory, district
from domain.act import Authority
from domain.assignment.events import DeadlineSet, RecognisedExecuted, Withdrawn
from domain.authority import check_authority
from domain.command import Caller
from domain.deadline import Deadline, settle
from domain.decider import Fact, Past
from domain.district import DISTRICT
from domain.rights import Right
from domain.roadmap.command import OnItem
from domain.roadmap.events import DeadlineDecided, Decision
from domain.roadmap.item import Item
from domain.roadmap.refusals import DateMissing, DueBeforeAct, NotUndecided
from domain.roadmap.state import ROADMAP
from domain.roadmap.touching import open_ones


class DecideDeadline(OnItem, frozen=True, kw_only=True, tag="decide-deadline"):
    """Recorded once on the roadmap and once on every assignment of the item (DOMAIN section 4)."""

    decision: Decision
    due_on: date | None = None
    ground: str
    authority: Authority

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, self.stream, directory.STREAM, district.STREAM, *self._touched(past)}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        self._allowed(past, caller, day, Right.DECIDE_DEADLINE)
        item = self._item(past)
        if not item.undecided:
            raise NotUndecided(item=self.item)
        check_authority(past, self.authority, day)
        self._check_due_on(past)
        deadline = self._deadline(past, item, day)
        decided = DeadlineDecided(item=self.item, decision=self.decision, deadline=deadline, authority=self.authority)
        facts = [(self.stream, decided), *self._consequences(past, deadline, day)]
        return [Fact(stream=stream, data=data, texts={"ground": self.ground}) for stream, data in facts]

    def _check_due_on(self, past: Past) -> None:
        if (self.decision == "dated") != (self.due_on is not None):
            raise DateMissing
        act = past.state(ROADMAP, self.stream).head.act
        if act and self.due_on and self.due_on < act.dated_on:
            raise DueBeforeAct(due_on=self.due_on, dated_on=act.dated_on)

    def _deadline(self, past: Past, item: Item, day: date) -> Deadline | None:
        """Keep what is written; the decided day is the supervisor's own, also on a day off."""
        match self.decision:
            case "dated":
                here = past.state(DISTRICT, district.STREAM)
                policy = replace(here.policy(day), day_off_rule="as_written")
                dated = settle(item.starts_on, self.due_on, policy, here.calendar)
                return replace(dated, written_on=item.written_on)
            case "none":
                return replace(item.deadline, due_on=None, control_on=None)
            case _:
                return None

    def _consequences(self, past: Past, deadline: Deadline | None, day: date) -> list[tuple[str, Struct]]:
        event: Struct
        match self.decision:
            case "executed":
                event = RecognisedExecuted(self.authority)
            case "withdrawn":
                event = Withdrawn(effective_on=day, authority=self.authority, cause="decision")
            case _:
                event = DeadlineSet(deadline=deadline or Deadline(), authority=self.authority, cause="decision")
        return [(stream, event) for stream, _ in open_ones(past, self._touched(past))]

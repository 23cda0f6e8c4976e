"""What an amended item means for its assignments: another day, other targets, withdrawn, or newly assigned."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from domain import directory, district
from domain.act import Authority
from domain.assignment.events import DeadlineSet, TargetsSet, Withdrawn
from domain.assignment.state import State as Assignment
from domain.deadline import Deadline
from domain.decider import Fact, Past
from domain.recurrence.periods import Period
from domain.roadmap.assigning import assigned, bound
from domain.roadmap.item import Item
from domain.roadmap.recurring import asked_for, opened
from domain.roadmap.touching import assignments, open_ones, streams_of


class Amended(Struct, frozen=True, kw_only=True):
    """An item before and after its act; ``until`` is the day until which its periods are opened."""

    before: Item
    after: Item
    authority: Authority
    members: directory.State
    here: district.State
    day: date
    until: date

    @property
    def act_date(self) -> date:
        return self.authority.dated_on


def revoked(past: Past, item: Item, members: directory.State, authority: Authority) -> Iterator[tuple[str, Struct]]:
    for stream, _ in open_ones(past, streams_of(item, members)):
        yield stream, Withdrawn(effective_on=authority.dated_on, authority=authority, cause="revoked")


def consequences(past: Past, amended: Amended) -> Iterator[tuple[str, Struct]]:
    """Yield what happens to the assignments there are; what an item joined to another gets, that one has."""
    if amended.after.off_control:
        return
    turns = _turns(amended)
    for stream, state in open_ones(past, streams_of(amended.before, amended.members)):
        yield from ((stream, event) for event in _of_one(amended, state, turns))


def births(past: Past, amended: Amended) -> Iterator[Fact]:
    """Yield the assignments of whom the act binds newly, and of the periods that its rule asks for newly."""
    before, after = amended.before, amended.after
    rebound, reshaped = before.responsible != after.responsible, before.recurs != after.recurs
    if after.off_control or not (rebound or reshaped or (after.recurs and before.rule != after.rule)):
        return
    if after.recurs:
        turns = list(_turns(amended).values())
        yield from opened(after, turns, amended.until, amended.members, amended.here, amended.day)
        return
    known = assignments(past, streams_of(before, amended.members))
    has = {state.organisation for _, state in known if state.period is None}
    for organisation in bound(after, amended.members):
        fact = assigned(after, organisation, amended.act_date)
        if organisation not in has and not past.version(fact.stream):
            yield fact


def _turns(amended: Amended) -> dict[str, Period]:
    """Return the periods that are not over when the act comes, by key; none of an item that does not recur."""
    if not amended.after.recurs:
        return {}
    turns: Sequence[Period] = asked_for(amended.after, amended.until, amended.here.calendar) or ()
    return {turn.key: turn for turn in turns if min(turn.last, turn.written_on) >= amended.act_date}


def _of_one(amended: Amended, state: Assignment, turns: dict[str, Period]) -> Iterator[Struct]:
    after, stays = amended.after, state.organisation in bound(amended.after, amended.members)
    if state.period and (state.written_on or amended.act_date) < amended.act_date:
        return
    wanted = state.period in turns if after.recurs else state.period is None
    if not wanted or (amended.before.responsible != after.responsible and not stays):
        yield Withdrawn(effective_on=amended.act_date, authority=amended.authority, cause="revoked")
        return
    deadline = _deadline(amended, state, turns)
    if deadline and deadline.due_on != state.due_on:
        yield DeadlineSet(deadline=deadline, authority=amended.authority, cause="act")
    if after.targets != amended.before.targets:
        yield TargetsSet(targets=list(after.targets), cause="act")


def _deadline(amended: Amended, state: Assignment, turns: dict[str, Period]) -> Deadline | None:
    """Return the new deadline; None where the act moves none, so that an extension of one's own stays."""
    before, after = amended.before, amended.after
    if state.period:
        moved = before.rule != after.rule
        policy = amended.here.policy(amended.day)
        return turns[state.period].deadline(policy, amended.here.calendar) if moved else None
    return after.deadline if after.deadline != before.deadline else None

"""What the log knows of an item: how it was written, what its deadline is now, and whether that is decided."""

from datetime import date
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from domain.act import Basis
from domain.deadline import Deadline
from domain.deadline_text import Outcome
from domain.roadmap.events import (
    DeadlineDecided,
    ItemAdded,
    ItemAmended,
    ItemEvent,
    ItemFacts,
    ItemKind,
    ItemRevoked,
    PeriodsOpened,
    Responsible,
)
from domain.target import Target


class Item(Struct, frozen=True, kw_only=True):
    """``since`` is the position of the event that brought it, ``at`` that of its last wording: there lie its words.

    ``periods`` are the keys of those that were opened of a recurring item, until the day ``opened_until``.
    """

    roadmap: str = ""
    item: str = ""
    since: int = 0
    at: int = 0
    kind: ItemKind = "row"
    bases: tuple[Basis, ...] = ()
    group: Literal["schools"] | None = None
    organisation: str | None = None
    outcome: Outcome = "read"
    deadline_kind: str | None = None
    rule: str | None = None
    inferred: bool = False
    starts_on: date | None = None
    written_on: date | None = None
    due_on: date | None = None
    control_on: date | None = None
    provisional: bool = False
    targets: tuple[Target, ...] = ()
    joined_to: str | None = None
    undecided: bool = False
    withdrawn: bool = False
    revoked: bool = False
    periods: tuple[str, ...] = ()
    opened_until: date | None = None

    @property
    def recurs(self) -> bool:
        return self.deadline_kind == "recurring"

    @property
    def off_control(self) -> bool:
        """Whether it gets no assignments: it was withdrawn or revoked, or another item carries the duty."""
        return self.withdrawn or self.revoked or self.joined_to is not None

    @property
    def responsible(self) -> Responsible:
        return Responsible(group=self.group, organisation=self.organisation)

    @property
    def deadline(self) -> Deadline:
        return Deadline(
            starts_on=self.starts_on,
            written_on=self.written_on,
            due_on=self.due_on,
            control_on=self.control_on,
            provisional=self.provisional or None,
        )


def evolve(item: Item, event: ItemEvent, roadmap: str, position: int) -> Item:
    match event:
        case ItemAdded():
            return replace(_worded(event, roadmap, position), since=position)
        case ItemAmended():
            return _amended(item, event, roadmap, position)
        case ItemRevoked():
            return replace(item, revoked=True, undecided=False)
        case PeriodsOpened(until=until, periods=periods):
            return replace(item, periods=tuple(dict.fromkeys([*item.periods, *periods])), opened_until=until)
        case DeadlineDecided(decision=decision, deadline=deadline):
            decided = replace(item, undecided=False, withdrawn=decision == "withdrawn")
            return due(decided, deadline) if deadline else decided
        case _:
            assert_never(event)


def due(item: Item, deadline: Deadline) -> Item:
    return replace(
        item,
        starts_on=deadline.starts_on,
        written_on=deadline.written_on,
        due_on=deadline.due_on,
        control_on=deadline.control_on,
        provisional=deadline.provisional is True,
    )


def _worded(event: ItemFacts, roadmap: str, position: int) -> Item:
    item = Item(
        roadmap=roadmap,
        item=event.item,
        at=position,
        kind=event.kind,
        bases=tuple(event.bases),
        group=event.responsible.group,
        organisation=event.responsible.organisation,
        outcome=event.outcome,
        deadline_kind=event.deadline_kind,
        rule=event.rule,
        inferred=event.inferred is True,
        targets=tuple(event.targets),
        joined_to=event.joined_to,
        undecided=says_undecided(event),
    )
    return due(item, event.deadline)


def _amended(item: Item, event: ItemAmended, roadmap: str, position: int) -> Item:
    """Keep what the act does not touch; a deadline that stays as it was stays decided."""
    untouched = (event.outcome, event.deadline) == (item.outcome, item.deadline)
    return replace(
        _worded(event, roadmap, position),
        since=item.since,
        undecided=item.undecided if untouched else says_undecided(event),
        withdrawn=item.withdrawn,
        revoked=item.revoked,
        periods=item.periods,
        opened_until=item.opened_until,
    )


def says_undecided(event: ItemFacts) -> bool:
    """Not read, or written before the act: it waits for a decision about its deadline (EVENTS)."""
    before_the_act = event.deadline.written_on is not None and event.deadline.due_on is None
    return event.outcome != "read" or before_the_act

"""What the log knows of an item: how it was written, what its deadline is now, and whether that is decided."""

from datetime import date
from typing import Literal, TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from domain.act import Basis
from domain.deadline import Deadline
from domain.deadline_text import Outcome
from domain.roadmap.events import DeadlineDecided, ItemAdded, ItemKind, Responsible
from domain.target import Target

Event: TypeAlias = ItemAdded | DeadlineDecided


class Item(Struct, frozen=True, kw_only=True):
    """``at`` is the position of the event that brought it: there lie its words."""

    roadmap: str = ""
    item: str = ""
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


def evolve(item: Item, event: Event, roadmap: str, position: int) -> Item:
    match event:
        case ItemAdded():
            return _added(event, roadmap, position)
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


def _added(event: ItemAdded, roadmap: str, position: int) -> Item:
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
        undecided=_undecided(event),
    )
    return due(item, event.deadline)


def _undecided(event: ItemAdded) -> bool:
    """Not read, or written before the act: it waits for a decision about its deadline (EVENTS)."""
    before_the_act = event.deadline.written_on is not None and event.deadline.due_on is None
    return event.outcome != "read" or before_the_act

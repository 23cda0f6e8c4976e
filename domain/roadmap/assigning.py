"""Assigning: an item and an organisation become an assignment."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from domain import directory
from domain.access import ACCESS
from domain.assignment.events import Assigned
from domain.deadline import Deadline
from domain.decider import Fact, Past
from domain.roadmap.item import Item
from domain.roadmap.refusals import NotSupervisor, TooManyAssignments

MOST: Final = 20_000
"""Assignments of one command: its append holds up the district's other writers for seconds."""


class Turn(Struct, frozen=True, kw_only=True):
    """What is to be done by when: an item, or one period of a recurring one."""

    period: str | None = None
    deadline: Deadline


def assigned(item: Item, organisation: str, assigned_on: date, turn: Turn | None = None) -> Fact:
    """Return the birth of an assignment; its key is its name for ever and is never parsed (DOMAIN rule 10)."""
    turn = turn or Turn(deadline=item.deadline)
    event = Assigned(
        roadmap=item.roadmap,
        item=item.item,
        period=turn.period,
        organisation=organisation,
        assigned_on=assigned_on,
        deadline=turn.deadline,
        targets=list(item.targets),
        group=item.group,
    )
    name = f"{item.item}@{turn.period}" if turn.period else item.item
    return Fact(stream=f"assignment/{item.roadmap}/{name}/{organisation}", data=event)


def bound(item: Item, members: directory.State) -> list[str]:
    """Return the organisations an item binds now: a group is frozen into its present members (DOMAIN rule 10)."""
    return members.of_kind("school") if item.group else [members.heir(str(item.organisation))]


def require_few(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Return the facts; raise `TooManyAssignments` for more than one command may make."""
    count = sum(isinstance(fact.data, Assigned) for fact in facts)
    if count > MOST:
        raise TooManyAssignments(count=count, limit=MOST)
    return facts


def require_supervisor(past: Past, person: str, day: date) -> None:
    """Raise `NotSupervisor` for a person without that role."""
    grants = past.state(ACCESS, f"access/person:{person}").on(day)
    if not any(grant.role == "supervisor" for grant in grants):
        raise NotSupervisor(person=person)

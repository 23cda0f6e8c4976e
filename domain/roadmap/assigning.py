"""Assigning: an item and an organisation become an assignment."""

from datetime import date

from domain import directory
from domain.access import ACCESS
from domain.assignment.events import Assigned
from domain.decider import Fact, Past
from domain.roadmap.item import Item
from domain.roadmap.refusals import NotSupervisor


def assigned(item: Item, organisation: str, assigned_on: date) -> Fact:
    """Return the birth of an assignment; its key is its name for ever and is never parsed (DOMAIN rule 10)."""
    event = Assigned(
        roadmap=item.roadmap,
        item=item.item,
        organisation=organisation,
        assigned_on=assigned_on,
        deadline=item.deadline,
        targets=list(item.targets),
        group=item.group,
    )
    return Fact(stream=f"assignment/{item.roadmap}/{item.item}/{organisation}", data=event)


def bound(item: Item, members: directory.State) -> list[str]:
    """Return the organisations an item binds now: a group is frozen into its present members (DOMAIN rule 10)."""
    return members.of_kind("school") if item.group else [str(item.organisation)]


def require_supervisor(past: Past, person: str, day: date) -> None:
    """Raise `NotSupervisor` for a person without that role."""
    grants = past.state(ACCESS, f"access/person:{person}").on(day)
    if not any(grant.role == "supervisor" for grant in grants):
        raise NotSupervisor(person=person)

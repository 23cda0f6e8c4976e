"""Control: an assignment is withdrawn, put back, handed over, or noted on (DOMAIN rules 10 and 11)."""

from datetime import date

from domain import directory
from domain.act import Authority
from domain.assignment.events import Annotated, Restored, Transferred, Withdrawn
from domain.assignment.refusals import (
    EffectiveInTheFuture,
    EffectiveTooEarly,
    ExecutorAlready,
    Merged,
    NeverResponsible,
    NotWithdrawn,
    PromiseInThePast,
    UnknownOrganisation,
)
from domain.assignment.rules.openness import require_movable, require_on_control
from domain.assignment.state import State


def withdraw(state: State, day: date, *, effective_on: date, authority: Authority) -> Withdrawn:
    """Let a report under review wait on: it is there again once the assignment is restored."""
    require_on_control(state)
    _check_effective(effective_on, day, state.assigned_on)
    return Withdrawn(effective_on=effective_on, authority=authority, cause="decision")


def restore(state: State, members: directory.State, day: date, *, effective_on: date, authority: Authority) -> Restored:
    if state.state != "withdrawn":
        raise NotWithdrawn(state=state.state)
    require_responsible(members, state.organisation)
    _check_effective(effective_on, day, state.ended_on)
    return Restored(effective_on=effective_on, authority=authority, cause="decision")


def transfer(
    state: State, members: directory.State, day: date, *, organisation: str, effective_on: date
) -> Transferred:
    require_movable(state)
    if organisation == state.organisation:
        raise ExecutorAlready(organisation=organisation)
    require_responsible(members, organisation)
    _check_effective(effective_on, day, state.transferred_on or state.assigned_on)
    return Transferred(organisation=organisation, effective_on=effective_on)


def annotate(state: State, day: date, *, promised_on: date | None) -> Annotated:
    """Let a note stand in every state, a promise only while something is to be done."""
    if promised_on is not None:
        require_on_control(state)
        if promised_on < day:
            raise PromiseInThePast(promised_on=promised_on, day=day)
    return Annotated(promised_on=promised_on)


def require_responsible(members: directory.State, key: str) -> None:
    """Raise `UnknownOrganisation`, `NeverResponsible` or `Merged` for one that nothing can be asked of."""
    organisation = members.organisations.get(key)
    if organisation is None:
        raise UnknownOrganisation(organisation=key)
    if organisation.kind == "centre":
        raise NeverResponsible(organisation=organisation.short_name)
    if organisation.successor is not None:
        raise Merged(organisation=organisation.short_name, successor=organisation.successor)


def _check_effective(effective_on: date, day: date, since: date) -> None:
    if effective_on > day:
        raise EffectiveInTheFuture(effective_on=effective_on, day=day)
    if effective_on < since:
        raise EffectiveTooEarly(effective_on=effective_on, since=since)

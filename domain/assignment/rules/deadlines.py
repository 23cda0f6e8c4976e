"""Deadlines of a single assignment: an extension asked for, granted or denied, and a day set (DOMAIN rules 3, 11)."""

from datetime import date

from msgspec.structs import replace

from domain import district
from domain.act import Authority
from domain.assignment.events import DeadlineCause, DeadlineSet, ExtensionDenied, ExtensionGranted, ExtensionRequested
from domain.assignment.refusals import (
    AuthorityMissing,
    ControlAfterDue,
    ControlInThePast,
    DayMissing,
    DueInThePast,
    DueOnDayOff,
    NoDueDay,
    NothingAsked,
    NothingChanges,
    NotLater,
    OwnRequest,
)
from domain.assignment.rules.openness import require_movable
from domain.assignment.state import State
from domain.deadline import Deadline, settle


def request(state: State, here: district.State, day: date, *, due_on: date) -> ExtensionRequested:
    require_movable(state)
    _check_extension(state, here, day, due_on)
    return ExtensionRequested(due_on)


def grant(
    state: State, here: district.State, actor: str, day: date, *, due_on: date, authority: Authority
) -> ExtensionGranted:
    """Extend to the day that was asked for or to another one; also where nobody asked."""
    require_movable(state)
    _check_not_own(state, actor)
    _check_extension(state, here, day, due_on)
    return ExtensionGranted(deadline=_dated(state, here, day, due_on), authority=authority)


def deny(state: State, actor: str) -> ExtensionDenied:
    if state.extension_due_on is None:
        raise NothingAsked(state=state.state)
    _check_not_own(state, actor)
    return ExtensionDenied()


def set_deadline(
    state: State,
    here: district.State,
    day: date,
    *,
    due_on: date | None,
    control_on: date | None,
    authority: Authority | None,
) -> DeadlineSet:
    """Set the due day with its authority, or the control day alone without; a day off may be meant."""
    require_movable(state)
    deadline = _standing(state)
    if due_on is not None:
        if authority is None:
            raise AuthorityMissing
        _check_to_come(day, due_on)
        deadline = _dated(state, here, day, due_on)
    elif control_on is None:
        raise DayMissing
    if control_on is not None:
        deadline = replace(deadline, control_on=_checked_control(control_on, deadline.due_on, day))
    if deadline == _standing(state):
        raise NothingChanges(state=state.state)
    cause: DeadlineCause = "act" if authority and authority.kind == "act" else "decision"
    return DeadlineSet(deadline=deadline, authority=authority, cause=cause)


def _check_extension(state: State, here: district.State, day: date, due_on: date) -> None:
    if state.due_on is None:
        raise NoDueDay(state=state.state)
    if due_on <= state.due_on:
        raise NotLater(due_on=due_on, stands=state.due_on)
    _check_to_come(day, due_on)
    calendar = here.calendar
    if here.policy(day).day_off_rule != "as_written" and not calendar.is_working(due_on):
        before, after = calendar.preceding_working_day(due_on), calendar.next_working_day(due_on)
        raise DueOnDayOff(due_on=due_on, before=before, after=after)


def _check_to_come(day: date, due_on: date) -> None:
    if due_on < day:
        raise DueInThePast(due_on=due_on, day=day)


def _check_not_own(state: State, actor: str) -> None:
    if state.extension_asked_by == actor:
        raise OwnRequest


def _checked_control(control_on: date, due_on: date | None, day: date) -> date:
    if control_on < day:
        raise ControlInThePast(control_on=control_on, day=day)
    if due_on is not None and control_on > due_on:
        raise ControlAfterDue(control_on=control_on, due_on=due_on)
    return control_on


def _dated(state: State, here: district.State, day: date, due_on: date) -> Deadline:
    """Keep what is written; the decided day is the supervisor's own."""
    policy = replace(here.policy(day), day_off_rule="as_written")
    return replace(settle(state.starts_on, due_on, policy, here.calendar), written_on=state.written_on)


def _standing(state: State) -> Deadline:
    return Deadline(
        starts_on=state.starts_on,
        written_on=state.written_on,
        due_on=state.due_on,
        control_on=state.control_on,
        provisional=state.provisional or None,
    )

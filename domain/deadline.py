"""A deadline: five facts, never one (DOMAIN glossary), computed when decided and stored (rule 3)."""

from datetime import date
from typing import assert_never

from msgspec import Struct

from domain.calendar import Calendar
from domain.policy import ControlRule, DayOffRule, Policy


class Deadline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Dates of one duty; ``provisional`` is true or absent: a provisional calendar was used (rule 4)."""

    starts_on: date | None = None
    written_on: date | None = None
    due_on: date | None = None
    control_on: date | None = None
    provisional: bool | None = None


def due_before_adoption(written_on: date, act_date: date) -> bool:
    return written_on < act_date


def settle(
    starts_on: date | None, written_on: date | None, policy: Policy, calendar: Calendar, act_date: date | None = None
) -> Deadline:
    """Compute the dates that a policy makes of the written ones.

    A day before the act of ``act_date`` gets no due day: the deputy decides (DOMAIN section 2, row 1).
    """
    if written_on is None or (act_date is not None and due_before_adoption(written_on, act_date)):
        return Deadline(starts_on=starts_on, written_on=written_on)
    due_on = _due_on(written_on, policy.day_off_rule, calendar)
    control_on = _control_on(due_on, policy.control_rule, calendar)
    asked = policy.day_off_rule != "as_written" or policy.control_rule != "as_due"
    touched = written_on, due_on, control_on
    return Deadline(
        starts_on=starts_on,
        written_on=written_on,
        due_on=due_on,
        control_on=control_on,
        provisional=True if asked and calendar.is_provisional(min(touched), max(touched)) else None,
    )


def _due_on(written_on: date, rule: DayOffRule, calendar: Calendar) -> date:
    match rule:
        case "as_written":
            return written_on
        case "preceding":
            return calendar.preceding_working_day(written_on)
        case "next":
            return calendar.next_working_day(written_on)
        case _:
            assert_never(rule)


def _control_on(due_on: date, rule: ControlRule, calendar: Calendar) -> date:
    match rule:
        case "preceding":
            return calendar.preceding_working_day(due_on)
        case "as_due":
            return due_on
        case _:
            assert_never(rule)

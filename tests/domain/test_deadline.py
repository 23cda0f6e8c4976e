"""The day-off rules on the eight rows of order 647 of 8.10.2020 (DOMAIN rule 3)."""

from datetime import date

import pytest

from domain.calendar import Calendar
from domain.deadline import Deadline, settle
from domain.policy import DayOffRule, Policy
from service.calendars import published

ORDER_647 = date(2020, 10, 8)
ROW_1 = date(2020, 9, 8)
AS_WRITTEN = [
    *(date(2020, 9, 8), date(2020, 10, 31), date(2020, 10, 31), date(2020, 12, 31)),
    *(date(2021, 12, 31), date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)),
]
PRECEDING = [
    *(date(2020, 9, 8), date(2020, 10, 30), date(2020, 10, 30), date(2020, 12, 31)),
    *(date(2021, 12, 30), date(2022, 12, 30), date(2023, 12, 29), date(2024, 12, 28)),
]
NEXT = [
    *(date(2020, 9, 8), date(2020, 11, 2), date(2020, 11, 2), date(2020, 12, 31)),
    *(date(2022, 1, 10), date(2023, 1, 9), date(2024, 1, 9), date(2025, 1, 9)),
]


def _published() -> Calendar:
    calendar = Calendar()
    for year in published(range(2020, 2026)):
        calendar = calendar.with_year(year)
    return calendar


CALENDAR = _published()


@pytest.mark.parametrize(("rule", "expected"), [("as_written", AS_WRITTEN), ("preceding", PRECEDING), ("next", NEXT)])
def test_each_rule_moves_the_eight_rows_to_their_due_days(rule: DayOffRule, expected: list[date]) -> None:
    settled = [settle(None, day, Policy(day_off_rule=rule), CALENDAR) for day in AS_WRITTEN]
    assert expected == [deadline.due_on for deadline in settled]


def test_reminders_aim_at_the_working_day_before_a_day_off() -> None:
    assert PRECEDING == [settle(None, day, Policy(), CALENDAR).control_on for day in AS_WRITTEN]


def test_reminders_aim_at_the_due_day_itself_where_the_policy_says_so() -> None:
    policy = Policy(control_rule="as_due")
    assert AS_WRITTEN == [settle(None, day, policy, CALENDAR).control_on for day in AS_WRITTEN]


def test_a_day_before_the_act_is_due_on_no_day_until_decided() -> None:
    assert Deadline(written_on=ROW_1) == settle(None, ROW_1, Policy(), CALENDAR, ORDER_647)


def test_the_day_of_the_act_itself_is_due() -> None:
    assert ORDER_647 == settle(None, ORDER_647, Policy(), CALENDAR, ORDER_647).due_on


def test_a_duty_without_a_last_day_keeps_its_first() -> None:
    assert Deadline(starts_on=ORDER_647) == settle(ORDER_647, None, Policy(), CALENDAR)


@pytest.mark.parametrize(
    ("calendar", "policy", "provisional"),
    [
        (CALENDAR, Policy(), None),
        (CALENDAR, Policy(day_off_rule="next"), None),
        (Calendar(), Policy(), True),
        (Calendar(), Policy(control_rule="as_due"), None),  # no calendar was asked
        (Calendar(), Policy(day_off_rule="next", control_rule="as_due"), True),
    ],
)
def test_dates_by_an_unpublished_year_are_provisional(
    calendar: Calendar, policy: Policy, *, provisional: bool | None
) -> None:
    assert provisional == settle(None, date(2024, 12, 31), policy, calendar).provisional

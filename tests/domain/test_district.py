"""The district: opened once; a policy holds from its day on, a calendar is data of the log (DOMAIN rules 3 and 4)."""

from datetime import date
from typing import Final

from domain.assignment.state import ASSIGNMENT
from domain.deadline import settle
from domain.decider import Fact
from domain.district import DISTRICT, STREAM, AlreadyOpen, OpenDistrict, Opened, State
from domain.refusals import Forbidden
from tests.factories import (
    ADMINISTRATOR,
    AMENDMENT,
    DEPUTY,
    OPENED,
    PEOPLE,
    SETUP,
    assigned,
    calendar,
    policy,
)
from tests.scenario import Given, Happened, happened, stored

DAY: Final = date(2020, 10, 12)
SATURDAY: Final = date(2020, 10, 31)
OPENING: Final = OpenDistrict(
    name="Аксайский район", time_zone="Europe/Moscow", policy=policy(), calendars=(calendar(2020),)
)


def known(*history: Happened) -> State:
    return DISTRICT.fold([line for stream, line in stored(history) if stream == STREAM])


def test_a_district_is_opened_with_its_policy_and_its_calendars() -> None:
    opened = Opened(name="Аксайский район", time_zone="Europe/Moscow")

    Given().when(OPENING, SETUP, DAY).then(
        *(Fact(stream=STREAM, data=data) for data in (opened, policy(), calendar(2020)))
    )


def test_a_district_is_opened_once() -> None:
    Given(*OPENED).when(OPENING, SETUP, DAY).then_refused(AlreadyOpen)


def test_nobody_opens_a_district_over_the_network() -> None:
    for caller in (DEPUTY, ADMINISTRATOR):
        Given(*PEOPLE).when(OPENING, caller, DAY).then_refused(Forbidden)


def test_rule_3_a_policy_holds_from_its_day_on() -> None:
    later = policy(effective_on=date(2020, 11, 1), day_off_rule="next")
    here = known(*OPENED, happened(later, STREAM))

    assert ["as_written", "next"] == [here.policy(day).day_off_rule for day in (SATURDAY, date(2020, 11, 1))]


def test_rule_3_of_two_policies_in_effect_the_one_recorded_last_holds() -> None:
    here = known(happened(policy(day_off_rule="preceding"), STREAM), happened(policy(day_off_rule="next"), STREAM))

    assert "next" == here.policy(DAY).day_off_rule


def test_rule_3_before_any_policy_days_stay_as_written() -> None:
    here = known(happened(policy(effective_on=date(2021, 1, 1), day_off_rule="next"), STREAM))

    assert "as_written" == here.policy(DAY).day_off_rule


def test_rule_3_and_4_a_later_policy_or_calendar_changes_no_recorded_deadline() -> None:
    before = ASSIGNMENT.fold([line for _, line in stored([assigned()])])
    history = [*OPENED, assigned(), happened(policy(day_off_rule="next"), STREAM), happened(calendar(2020), STREAM)]
    after = ASSIGNMENT.fold([line for stream, line in stored(history) if stream.startswith("assignment/")])

    assert before == after


def test_rule_4_a_later_edition_of_a_year_replaces_an_earlier_one() -> None:
    friday = date(2020, 10, 30)
    earlier, later = calendar(2020, friday), calendar(2020, edition=2)
    here = known(happened(earlier, STREAM), happened(later, STREAM))

    assert here.calendar.is_working(friday)


def test_rule_4_what_rests_on_an_unpublished_year_is_provisional() -> None:
    here = known(*OPENED)
    days = [SATURDAY, date(2024, 12, 31)]

    assert [None, True] == [settle(None, day, here.policy(DAY), here.calendar).provisional for day in days]


def test_a_policy_that_names_an_act_delegates_from_its_day_on() -> None:
    here = known(happened(policy(effective_on=DAY, delegation=AMENDMENT), STREAM))

    assert [False, True] == [here.delegates(day) for day in (date(2020, 10, 11), DAY)]

"""Rule 14: a recurring item has no assignment of its own; the supervisor opens its periods until a day."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.assignment.events import Assigned
from domain.assignment.refusals import RoadmapClosed
from domain.command import Caller
from domain.deadline import Deadline
from domain.deadline_text import read
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.commands import Assign
from domain.roadmap.decide_deadline import DecideDeadline
from domain.roadmap.events import Closed, PeriodsOpened
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.refusals import NoNewPeriods, NotRecurring, NotUndecided, OffControl, PeriodMissing, RuleLeftOpen
from tests.domain.roadmaps import DAY, NEW, STREAM, adopting, assignments_of, items_of, known, planned
from tests.factories import (
    AUDITOR,
    DECISION,
    DEPUTY,
    EXECUTOR,
    OTHER_DEPUTY,
    ROADMAP,
    SCHOOL,
    SCHOOLS,
    TOWN,
    added,
    organisation,
    policy,
    recurring,
    registered,
)
from tests.scenario import ADOPTED_ON, Given, Happened, happened

RECURRING: Final = Given(*TOWN, recurring())
TWO_YEARS: Final = date(2022, 12, 31)


def opening(until: date | None = TWO_YEARS, item: str = "5") -> OpenPeriods:
    return OpenPeriods(roadmap=ROADMAP, item=item, until=until)


def opened_by(given: Given, command: OpenPeriods) -> Given:
    facts = given.when(command, DEPUTY, DAY).facts()
    return Given(*given.history, *(Happened(fact=fact) for fact in facts))


def deadlines(facts: list[Fact]) -> dict[str, tuple[str, str, str]]:
    """Return written, due and control day of each period."""
    return {
        str(event.period): (str(event.deadline.written_on), str(event.deadline.due_on), str(event.deadline.control_on))
        for fact in facts
        if isinstance(event := fact.data, Assigned)
    }


def test_a_quarterly_item_over_two_years_has_eight_periods_and_one_begun_with_the_act() -> None:
    """By the policy "next" a Saturday moves to Monday; of 2022 no calendar is published."""
    moving = Given(*RECURRING.history, happened(policy(day_off_rule="next", control_rule="as_due"), "district"))
    facts = moving.when(opening(), DEPUTY, DAY).facts()

    assert {
        "2020-q4": ("2021-01-10", "2021-01-11", "2021-01-11"),  # Sunday
        "2021-q1": ("2021-04-10", "2021-04-12", "2021-04-12"),  # Saturday
        "2021-q2": ("2021-07-10", "2021-07-12", "2021-07-12"),  # Saturday
        "2021-q3": ("2021-10-10", "2021-10-11", "2021-10-11"),  # Sunday
        "2021-q4": ("2022-01-10", "2022-01-10", "2022-01-10"),  # Monday
        "2022-q1": ("2022-04-10", "2022-04-11", "2022-04-11"),  # Sunday
        "2022-q2": ("2022-07-10", "2022-07-11", "2022-07-11"),  # Sunday
        "2022-q3": ("2022-10-10", "2022-10-10", "2022-10-10"),  # Monday
        "2022-q4": ("2023-01-10", "2023-01-10", "2023-01-10"),  # Tuesday
    } == deadlines(facts)


def test_a_period_is_assigned_to_everyone_bound_under_a_key_of_its_own() -> None:
    opened, *assignments = RECURRING.when(opening(date(2021, 3, 31)), DEPUTY, DAY).facts()

    assert (
        Fact(stream=STREAM, data=PeriodsOpened(item="5", until=date(2021, 3, 31), periods=["2020-q4", "2021-q1"]))
        == opened
    )
    assert [f"assignment/{ROADMAP}/5@{key}/{school}" for key in ("2020-q4", "2021-q1") for school in SCHOOLS] == [
        fact.stream for fact in assignments
    ]
    assert (
        Assigned(
            roadmap=ROADMAP,
            item="5",
            period="2021-q1",
            organisation="school-3",
            assigned_on=ADOPTED_ON,
            deadline=Deadline(written_on=date(2021, 4, 10), due_on=date(2021, 4, 10), control_on=date(2021, 4, 9)),
            targets=[],
            group="schools",
        )
        == assignments[-1].data
    )


def test_sent_again_with_a_later_day_only_new_periods_are_opened() -> None:
    first = opened_by(RECURRING, opening(date(2021, 12, 31)))
    more = first.when(opening(TWO_YEARS), DEPUTY, DAY).facts()

    assert ["2022-q1", "2022-q2", "2022-q3", "2022-q4"] == list(deadlines(more))


def test_without_a_new_period_nothing_is_recorded() -> None:
    opened_by(RECURRING, opening()).when(opening(), DEPUTY, DAY).then_refused(NoNewPeriods, item="5", until=TWO_YEARS)


def test_where_nobody_says_until_when_the_roadmaps_last_date_does() -> None:
    with_row_4 = Given(*RECURRING.history, added("4"))

    assert ["2020-q4"] == list(deadlines(with_row_4.when(opening(None), DEPUTY, DAY).facts()))


def test_without_any_date_it_is_the_end_of_the_acts_year() -> None:
    opened, *_ = RECURRING.when(opening(None), DEPUTY, DAY).facts()

    assert PeriodsOpened(item="5", until=date(2020, 12, 31), periods=["2020-q4"]) == opened.data


def test_an_adopted_order_opens_its_periods_by_default() -> None:
    rule = replace(planned("5"), deadline_text="ежеквартально до 10 числа", reading=read("ежеквартально до 10 числа"))
    facts = NEW.when(adopting(planned("4"), rule), DEPUTY, DAY).facts()

    assert {"5@2020-q4", "4"} == {stream.split("/")[2] for stream in assignments_of(facts)}
    assert "recurring" == items_of(facts)["5"].deadline_kind


def test_an_adopted_rule_that_leaves_its_days_open_gets_no_assignment() -> None:
    facts = NEW.when(adopting(replace(planned("5"), reading=read("3 раза в год"))), DEPUTY, DAY).facts()

    assert [] == assignments_of(facts)


def test_the_rule_itself_is_never_undecided() -> None:
    decision = DecideDeadline(roadmap=ROADMAP, item="5", decision="none", ground="нет", authority=DECISION)

    RECURRING.when(decision, DEPUTY, DAY).then_refused(NotUndecided)
    assert not known(*RECURRING.history).items["5"].undecided


def test_a_school_opened_later_is_assigned_one_period() -> None:
    later = Given(*opened_by(RECURRING, opening()).history, *registered(organisation("school-4")))
    [fact] = later.when(
        Assign(roadmap=ROADMAP, item="5@2021-q1", organisation="school-4"), DEPUTY, date(2021, 2, 1)
    ).facts()

    assert f"assignment/{ROADMAP}/5@2021-q1/school-4" == fact.stream
    assert {"2021-q1": ("2021-04-10", "2021-04-10", "2021-04-09")} == deadlines([fact])


def test_the_rule_itself_is_assigned_to_nobody() -> None:
    opened_by(RECURRING, opening()).when(
        Assign(roadmap=ROADMAP, item="5", organisation="school-1"), DEPUTY, DAY
    ).then_refused(PeriodMissing, example="5@2020-q4")


@pytest.mark.parametrize("item", ["9", "5@2030-q1"])
def test_a_period_that_is_not_open_is_not_there(item: str) -> None:
    RECURRING.when(Assign(roadmap=ROADMAP, item=item, organisation="school-1"), DEPUTY, DAY).then_refused(NotFound)


def test_what_does_not_come_again_has_no_periods() -> None:
    Given(*TOWN, added("5")).when(opening(), DEPUTY, DAY).then_refused(NotRecurring)


def test_what_is_joined_to_another_item_has_no_periods() -> None:
    Given(*TOWN, recurring(joined_to="4")).when(opening(), DEPUTY, DAY).then_refused(OffControl)


def test_a_rule_without_days_is_named_in_the_refusal() -> None:
    three_times = Given(*TOWN, recurring(rule="FREQ=YEARLY;TIMES=3"))

    three_times.when(opening(), DEPUTY, DAY).then_refused(RuleLeftOpen, rule="FREQ=YEARLY;TIMES=3")


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_only_the_supervisor_opens_periods(stranger: Caller) -> None:
    RECURRING.when(opening(), stranger, DAY).then_refused(Forbidden)


def test_rule_15_a_closed_roadmap_opens_none() -> None:
    closed = Given(*RECURRING.history, happened(Closed(DECISION), STREAM))

    closed.when(opening(), DEPUTY, DAY).then_refused(RoadmapClosed)

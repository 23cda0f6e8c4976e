"""A working calendar is published by the supervisor, edition by edition (DOMAIN rule 4)."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.command import Caller
from domain.decider import Fact
from domain.district import STREAM, CalendarPublished
from domain.publish_calendar import (
    AnotherEdition,
    DayOfAnotherYear,
    NoWeekend,
    PublishCalendar,
    SameCalendar,
    WorkedAndOff,
    WrongDay,
)
from domain.refusals import Forbidden
from tests.factories import ADMINISTRATOR, AUDITOR, DEPUTY, EXECUTOR, OPENED, PEOPLE, SCHOOL, SETUP
from tests.scenario import Given, happened

DAY: Final = date(2023, 11, 1)
TOWN: Final = (*OPENED, *PEOPLE)
MONDAY, TUESDAY, SATURDAY = date(2024, 4, 29), date(2024, 4, 30), date(2024, 4, 27)
PUBLISHING: Final = PublishCalendar(
    year=2024, days_off=(MONDAY, TUESDAY), working_weekends=(SATURDAY,), source="Постановление № 1314"
)
FIRST: Final = CalendarPublished(
    year=2024, edition=1, days_off=(MONDAY, TUESDAY), working_weekends=(SATURDAY,), source="Постановление № 1314"
)
PUBLISHED: Final = happened(FIRST, STREAM)


@pytest.mark.parametrize("caller", [DEPUTY, SETUP])
def test_rule_4_a_supervisor_publishes_the_calendar_of_a_year(caller: Caller) -> None:
    Given(*TOWN).when(PUBLISHING, caller, DAY).then(Fact(stream=STREAM, data=FIRST))


@pytest.mark.parametrize("caller", [EXECUTOR, SCHOOL, AUDITOR, ADMINISTRATOR])
def test_rule_11_nobody_else_publishes(caller: Caller) -> None:
    Given(*TOWN).when(PUBLISHING, caller, DAY).then_refused(Forbidden)


def test_days_stand_in_their_order_once_and_without_weekends_that_are_off_anyway() -> None:
    sunday = date(2024, 4, 28)
    typed = replace(PUBLISHING, days_off=(TUESDAY, MONDAY, sunday, MONDAY), working_weekends=(SATURDAY, SATURDAY))

    Given(*TOWN).when(typed, DEPUTY, DAY).then(Fact(stream=STREAM, data=FIRST))


def test_rule_4_editions_of_a_year_count_up() -> None:
    final = replace(PUBLISHING, days_off=(MONDAY,), edition=2)

    Given(*TOWN, PUBLISHED).when(final, DEPUTY, DAY).then(
        Fact(stream=STREAM, data=replace(FIRST, days_off=(MONDAY,), edition=2))
    )


@pytest.mark.parametrize("edition", [1, 3])
def test_an_edition_that_is_not_the_next_one_is_refused(edition: int) -> None:
    other = replace(PUBLISHING, days_off=(MONDAY,), edition=edition)

    Given(*TOWN, PUBLISHED).when(other, DEPUTY, DAY).then_refused(AnotherEdition, year=2024, edition=2)


def test_a_provisional_calendar_becomes_certain_by_the_same_days() -> None:
    provisional = happened(replace(FIRST, provisional=True), STREAM)

    Given(*TOWN, provisional).when(PUBLISHING, DEPUTY, DAY).then(Fact(stream=STREAM, data=replace(FIRST, edition=2)))


@pytest.mark.parametrize("edition", [None, 1, 2])
def test_the_same_calendar_again_is_nothing_new(edition: int | None) -> None:
    again = replace(PUBLISHING, edition=edition)

    Given(*TOWN, PUBLISHED).when(again, DEPUTY, DAY).then_refused(SameCalendar, year=2024, edition=1)


@pytest.mark.parametrize(
    ("days_off", "working_weekends", "refusal", "place"),
    [
        ((MONDAY, date(2025, 1, 1)), (), DayOfAnotherYear, "days_off[1]"),
        ((MONDAY,), (date(2023, 4, 29),), DayOfAnotherYear, "working_weekends[0]"),
        ((MONDAY,), (SATURDAY, TUESDAY), NoWeekend, "working_weekends[1]"),
        ((MONDAY, SATURDAY), (SATURDAY,), WorkedAndOff, "working_weekends[0]"),
    ],
)
def test_a_day_that_cannot_be_is_named_with_its_place(
    days_off: tuple[date, ...], working_weekends: tuple[date, ...], refusal: type[WrongDay], place: str
) -> None:
    wrong = replace(PUBLISHING, days_off=days_off, working_weekends=working_weekends)

    with pytest.raises(refusal) as refused:
        Given(*TOWN).when(wrong, DEPUTY, DAY).facts()
    assert place == refused.value.field

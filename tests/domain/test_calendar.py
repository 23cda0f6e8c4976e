"""The working calendar (DOMAIN rules 3 and 4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar, YearCalendar

YEAR_2024 = YearCalendar(
    year=2024,
    edition=1,
    days_off=(date(2024, 12, 30), date(2024, 12, 31)),
    working_weekends=(date(2024, 12, 28),),
    source="order of a government",
)
PUBLISHED = Calendar().with_year(YEAR_2024)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def test_a_published_saturday_is_worked_and_the_days_it_pays_for_are_not() -> None:
    worked = [day for day in range(27, 32) if PUBLISHED.is_working(date(2024, 12, day))]
    assert [27, 28] == worked


@pytest.mark.parametrize(
    ("day", "preceding", "following"),
    [
        (date(2024, 12, 31), date(2024, 12, 28), date(2025, 1, 9)),
        (date(2024, 12, 28), date(2024, 12, 28), date(2024, 12, 28)),
        (date(2025, 1, 1), date(2024, 12, 28), date(2025, 1, 9)),
    ],
)
def test_the_working_day_nearby_may_lie_in_another_year(day: date, preceding: date, following: date) -> None:
    assert (preceding, following) == (PUBLISHED.preceding_working_day(day), PUBLISHED.next_working_day(day))


def test_a_year_without_a_calendar_counts_weekends_and_statutory_holidays() -> None:
    off = [day for day in range(1, 18) if not Calendar().is_working(date(2023, 1, day))]
    assert [*range(1, 9), 14, 15] == off


@pytest.mark.parametrize(
    ("first", "last", "provisional"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), False),
        (date(2024, 12, 31), date(2025, 1, 9), True),
        (date(2023, 1, 1), date(2023, 1, 1), True),
    ],
)
def test_an_answer_is_provisional_when_it_looked_at_an_unpublished_year(
    first: date, last: date, *, provisional: bool
) -> None:
    assert provisional == PUBLISHED.is_provisional(first, last)


def test_a_calendar_published_as_provisional_stays_so_until_its_next_edition() -> None:
    guessed = YearCalendar(year=2030, edition=1, days_off=(), working_weekends=(), source="guess", provisional=True)
    certain = YearCalendar(year=2030, edition=2, days_off=(), working_weekends=(), source="order of a government")
    day = date(2030, 6, 3)
    states = [
        calendar.is_provisional(day, day) for calendar in (PUBLISHED.with_year(guessed), PUBLISHED.with_year(certain))
    ]
    assert [True, False] == states


@given(DAYS, DAYS)
def test_working_days_are_counted_after_the_first_day_up_to_the_last(after: date, until: date) -> None:
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    assert sum(PUBLISHED.is_working(day) for day in days) == PUBLISHED.working_days(after, until)


@given(DAYS)
def test_the_working_days_around_a_day_enclose_it_and_nothing_that_is_worked(day: date) -> None:
    before, after = PUBLISHED.preceding_working_day(day), PUBLISHED.next_working_day(day)
    assert before <= day <= after
    assert PUBLISHED.working_days(before, after) == (0 if before == after else 1)

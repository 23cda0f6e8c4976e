"""The seed of the working calendars (DOMAIN rule 4)."""

from datetime import date

import pytest

from service.calendars import published


def test_a_published_year_has_its_transfers() -> None:
    (year,) = published([2024])
    assert (date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28)) == year.working_weekends
    assert {date(2024, 4, 29), date(2024, 4, 30), date(2024, 12, 30), date(2024, 12, 31)} <= set(year.days_off)


@pytest.mark.parametrize(
    ("year", "days"), [(2020, 248), (2021, 247), (2022, 247), (2023, 247), (2024, 248), (2025, 247)]
)
def test_a_year_has_as_many_working_days_as_the_production_calendar_says(year: int, days: int) -> None:
    (calendar,) = published([year])
    weekdays = sum(
        date.fromordinal(ordinal).weekday() < 5
        for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )
    assert days == weekdays - len(calendar.days_off) + len(calendar.working_weekends)


def test_only_weekdays_are_days_off_and_only_weekends_are_worked_in_their_stead() -> None:
    calendars = published(range(2014, 2028))
    assert {True} == {day.weekday() < 5 for calendar in calendars for day in calendar.days_off}
    assert {False} == {day.weekday() < 5 for calendar in calendars for day in calendar.working_weekends}


def test_a_year_whose_transfers_nobody_knows_yet_is_provisional() -> None:
    certain, unknown = published([2025, 2100])
    assert (None, True) == (certain.provisional, unknown.provisional)


def test_the_source_names_the_library_and_its_version() -> None:
    (year,) = published([2020])
    name, version, country = year.source.split()
    assert ("holidays", "RU") == (name, country)
    assert version.rstrip(",").replace(".", "").isdigit()

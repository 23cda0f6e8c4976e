"""ICS is read by another library as it was meant, and every line of it keeps the format's rules."""

from datetime import UTC, date, datetime
from typing import Any, Final

import icalendar
import pytest
from msgspec.structs import replace

from projections.calendar_days import Duty
from service.reports.calendar import days
from service.reports.rendering.ics import Day, calendar

AT: Final = datetime(2020, 10, 8, 9, 30, tzinfo=UTC)
DAY: Final = Day(
    uid="due:647-2020/4/school-1@aksay.roadmap-ledger",
    sequence=3,
    on=date(2020, 12, 31),
    summary="Срок: Уроки — Школа 1",
    description="поручено",
    category="Срок",
    changed_at=AT,
)
DUTY: Final = Duty(
    assignment="647-2020/4/school-1",
    version=3,
    title="Уроки",
    organisation_name="Школа 1",
    state="assigned",
    due_on=date(2020, 10, 31),
    control_on=date(2020, 10, 30),
    rework_by=None,
    changed_at=AT,
)


def read(*written: Day) -> list[Any]:  # Any: icalendar leaves its types open
    return list(icalendar.Calendar.from_ical(calendar("Поручения", written)).walk("VEVENT"))


def marked(duty: Duty, today: date) -> list[tuple[str, date]]:
    return [(day.category, day.on) for day in days([duty], "aksay", today, "ru")]


def test_a_day_is_read_as_it_was_meant() -> None:
    event = read(DAY)[0]

    assert (DAY.uid, 3, DAY.summary) == (str(event["uid"]), event["sequence"], str(event["summary"]))
    assert (date(2020, 12, 31), date(2021, 1, 1), AT) == (event.start, event.end, event["dtstamp"].dt)


@pytest.mark.parametrize("text", ["a;b,c\\d", "две\nстроки", "END:VEVENT\r\nBEGIN:VEVENT", "я" * 500, "a" + "я" * 500])
def test_a_text_is_read_as_it_was_and_never_as_a_line_of_its_own(text: str) -> None:
    events = read(replace(DAY, summary=text))

    assert [text.replace("\r", "")] == [str(event["summary"]) for event in events]


def test_no_line_is_longer_than_the_format_allows() -> None:
    lines = calendar("Поручения", [replace(DAY, summary="яa" * 300)]).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])


def test_a_duty_has_its_day_and_before_it_the_one_that_reminders_aim_at() -> None:
    expected = [("Срок", date(2020, 10, 31)), ("Контрольная дата", date(2020, 10, 30))]

    assert expected == marked(DUTY, date(2020, 10, 31))


def test_a_duty_overdue_says_so_on_its_day() -> None:
    assert [("Просрочено", date(2020, 10, 31))] == marked(DUTY, date(2020, 11, 1))


def test_a_returned_one_has_the_day_of_its_rework_too() -> None:
    returned = replace(DUTY, state="returned", rework_by=date(2020, 11, 10))
    expected = [("Просрочено", date(2020, 10, 31)), ("Доработать до", date(2020, 11, 10))]

    assert expected == marked(returned, date(2020, 11, 1))

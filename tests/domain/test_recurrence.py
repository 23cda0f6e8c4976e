"""Rule 14: what a rule of the grammar asks for, period by period; the dates are counted by hand."""

import csv
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from domain.calendar import Calendar
from domain.deadline import Deadline
from domain.deadline_text import read
from domain.policy import Policy
from domain.recurrence.periods import Period, periods
from domain.recurrence.rule import parse
from tests.factories import calendar

ACT: Final = date(2020, 10, 8)
WORKED: Final = Calendar().with_year(calendar(2021))
"""Every weekday of 2021 is worked."""


TWICE: Final = (
    "2 раза в год (полугодовой отчет — до 25 июля отчетного года, годовой отчет — до 01 марта года, "
    "следующим за отчетным)"
)


def asked_for(text: str, until: date, *, first: date = ACT, worked: Calendar = WORKED) -> list[Period]:
    rule = parse(read(text).rule or "")
    assert rule is not None
    return periods(rule, first, until, worked)


def days(text: str, until: date, *, first: date = ACT) -> dict[str, str]:
    return {period.key: period.written_on.isoformat() for period in asked_for(text, until, first=first)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ежеквартально до 10 числа",
            {"2020-q4": "2021-01-10", "2021-q1": "2021-04-10", "2021-q2": "2021-07-10"},
        ),
        (
            "ежеквартально до 10 числа месяца, следующего за отчетным кварталом",
            {"2020-q4": "2021-01-10", "2021-q1": "2021-04-10", "2021-q2": "2021-07-10"},
        ),
        (
            "ежеквартально, до 25-го числа второго месяца, следующего за отчетным кварталом",
            {"2020-q4": "2021-02-25", "2021-q1": "2021-05-25", "2021-q2": "2021-08-25"},
        ),
        ("ежеквартально", {"2020-q4": "2020-12-31", "2021-q1": "2021-03-31", "2021-q2": "2021-06-30"}),
        (
            "последний рабочий день квартала",
            {"2020-q4": "2020-12-31", "2021-q1": "2021-03-31", "2021-q2": "2021-06-30"},
        ),
        ("ежегодно до 1 февраля", {"2021": "2021-02-01"}),
        ("не позднее 1 февраля года, следующего за отчетным годом", {"2020": "2021-02-01"}),
        ("2 раза в год", {"2020-h2": "2020-12-31", "2021-h1": "2021-06-30"}),
        ("в апреле и октябре ежегодно", {"2020-10": "2020-10-31", "2021-04": "2021-04-30"}),
        ("май, ежегодно", {"2021": "2021-05-31"}),
        (
            TWICE,
            {"2021-03-01": "2021-03-01"},
        ),
    ],
)
def test_a_rule_asks_for_the_periods_from_its_act_until_a_day(text: str, expected: dict[str, str]) -> None:
    assert expected == days(text, date(2021, 6, 30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ежемесячно до 5 числа следующего месяца", {"2020-10": "2020-11-05", "2020-11": "2020-12-05"}),
        ("ежемесячно до 31 числа", {"2020-10": "2020-10-31", "2020-11": "2020-11-30"}),
        ("первый понедельник месяца", {"2020-11": "2020-11-02"}),
        ("последняя пятница месяца", {"2020-10": "2020-10-30", "2020-11": "2020-11-27"}),
    ],
)
def test_a_month_has_its_day_or_its_last_one(text: str, expected: dict[str, str]) -> None:
    assert expected == days(text, date(2020, 11, 30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("еженедельно", {"2020-10-05": "2020-10-11", "2020-10-12": "2020-10-18"}),
        ("еженедельно по понедельникам", {"2020-10-12": "2020-10-12"}),
        ("раз в две недели", {"2020-10-12": "2020-10-18"}),
        ("ежедневно", {f"2020-10-{day:02}": f"2020-10-{day:02}" for day in range(8, 19)}),
    ],
)
def test_weeks_and_days_are_known_by_their_date(text: str, expected: dict[str, str]) -> None:
    assert expected == days(text, date(2020, 10, 18))


def test_a_period_that_was_due_before_the_act_is_not_asked_for() -> None:
    assert "2020-10" not in days("ежемесячно до 5 числа", date(2020, 12, 31))


def test_a_period_that_was_over_before_the_act_is_not_asked_for() -> None:
    assert ["2020-q4"] == list(days("ежеквартально до 10 числа", date(2020, 12, 31)))


def test_a_period_goes_until_the_day_where_it_is_due_by_then_though_it_does_not_end() -> None:
    assert "2021-05" in days("ежемесячно до 25 числа", date(2021, 5, 25))
    assert "2021-05" not in days("ежемесячно до 25 числа", date(2021, 5, 24))


def test_the_end_that_the_text_names_holds_whatever_is_asked() -> None:
    until_may = "ежемесячно с января 2021 по май 2021 года"

    assert [f"2021-{month:02}" for month in range(1, 6)] == list(
        days(until_may, date(2030, 1, 1), first=date(2021, 1, 1))
    )


def test_more_is_asked_for_by_a_later_day_and_what_was_stays() -> None:
    first, more = (asked_for("ежеквартально до 10 числа", date(year, 12, 31)) for year in (2021, 2022))

    assert first == more[: len(first)]
    assert 4 == len(more) - len(first)


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;TIMES=3", "FREQ=QUARTERLY;TIMES=2", ""])
def test_a_rule_that_says_only_how_often_asks_for_no_days(rule: str) -> None:
    assert parse(rule) is None


def test_a_day_off_moves_by_the_policy() -> None:
    [saturday] = [p for p in asked_for("ежеквартально до 10 числа", date(2021, 6, 30)) if p.key == "2021-q1"]

    assert date(2021, 4, 10) == saturday.written_on
    assert Deadline(
        written_on=date(2021, 4, 10), due_on=date(2021, 4, 12), control_on=date(2021, 4, 12)
    ) == saturday.deadline(Policy(day_off_rule="next"), WORKED)


def test_a_working_day_of_a_year_without_a_calendar_is_provisional() -> None:
    [last] = [p for p in asked_for("последний рабочий день квартала", date(2022, 3, 31)) if p.key == "2022-q1"]

    assert last.provisional
    assert last.deadline(Policy(control_rule="as_due"), WORKED).provisional


def test_what_names_no_day_is_a_stretch_with_its_beginning() -> None:
    [period] = asked_for("май, ежегодно", date(2021, 12, 31))

    assert (date(2021, 5, 1), date(2021, 5, 31)) == (period.starts_on, period.written_on)


def test_every_rule_of_real_documents_asks_for_something() -> None:
    table = Path(__file__).parents[2] / "../shared/data/deadlines.tsv"
    if not table.exists():
        pytest.skip(f"{table.name} is not beside the checkout")
    with table.open(encoding="utf-8", newline="") as file:
        found = [row["expression"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    recurring = [text for text in found if read(text, ACT).kind == "recurring"]

    assert recurring
    assert [] == [text for text in recurring if not asked_for(text, date(2024, 12, 31))]

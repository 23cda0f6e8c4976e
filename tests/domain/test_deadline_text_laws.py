"""What holds for every deadline text, not only for those we have seen."""

from collections.abc import Callable
from datetime import date
from time import thread_time
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline_grammar.words import MONTHS
from domain.deadline_text import REASONS, find, read

VOCABULARY = """
до по с со к в на за через после от чем и включительно конца начала срок периода исполнения г год года годов месяца
квартал полугодие декада недели день дня дней суток час рабочих финансового числа каждый раз раза последний текущего
сего отчетным следующего предшествующего получения отчет программы учебного при мере согласно графику срочно постоянно
сентябрь мая пятницу первого трех десяти 1 2 10 31 99 2020 2024 30.11.2020 31.12.20 01.09 01.09. I IV 15-дневный 3-х
10-го - – , . ( ) : № % / ежегодно ежеквартально один не позднее течение ноя ноябр сен.20 44196 12:00 с.г. подписания
приказа регистрации х
"""
GENITIVES = [
    next(form for form, month in MONTHS.items() if month == number and form[-1] in "ая") for number in range(1, 13)
]
SPELLINGS: list[Callable[[date], str]] = [
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"до {day.day}.{day:%m.%Y} г.",
    lambda day: f"в срок до {day.day} {GENITIVES[day.month - 1]} {day.year} года",
    lambda day: f"не позднее {day.day}{GENITIVES[day.month - 1]} {day.year}г",
    lambda day: f"К {day.day}-го {GENITIVES[day.month - 1].upper()}, {day.year} года включительно",
]
ACTS = st.none() | st.dates()
SOUPS = st.lists(st.sampled_from(VOCABULARY.split()) | st.text(max_size=6), max_size=40).map(" ".join) | st.text(
    max_size=500
)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(SOUPS, ACTS)
def test_no_text_raises_or_takes_longer_than_50_ms(text: str, act_date: date | None) -> None:
    assert timeit(lambda: read(text, act_date), timer=thread_time, number=1) < 0.05
    reading = read(text, act_date)
    assert (reading.outcome == "read") == (reading.reason is None)
    assert reading.reason is None or (reading.reason in REASONS and reading.due_on is reading.starts_on is None)


@pytest.mark.parametrize(
    "piece", ["1 ", "не ", "(1)", "й-", "1-", "раз в 1 ", "c 1 по ", "2020 - ", "1.", " ", "до конца года "]
)
def test_no_long_repetition_takes_longer_than_50_ms(piece: str) -> None:
    text = (piece * 400)[:400]

    assert timeit(lambda: read(text, date(2020, 10, 8)), timer=thread_time, number=1) < 0.05


@given(SOUPS, ACTS)
def test_what_is_found_in_a_sentence_stands_there_and_is_read_alike(sentence: str, act_date: date | None) -> None:
    found = find(sentence, act_date)
    assert found is None or (found[0] in sentence and found[1] == read(found[0], act_date))


@given(DAYS, st.sampled_from([*SPELLINGS, str]), ACTS)
def test_a_written_day_is_read_as_that_day(day: date, spell: Callable[[date], str], act_date: date | None) -> None:
    reading = read(spell(day), act_date)
    assert ("by_date", day, False) == (reading.kind, reading.due_on, reading.inferred)


@given(DAYS, st.sampled_from(SPELLINGS), st.integers(1, 12))
def test_a_day_whose_year_is_cut_off_is_never_another_day(day: date, spell: Callable[[date], str], cut: int) -> None:
    reading = read(spell(day)[:-cut], date(2020, 10, 8))
    in_the_act_year = reading.inferred and (
        reading.due_on is None or (reading.due_on.month, reading.due_on.day) == (day.month, day.day)
    )
    assert reading.due_on in {None, day} or in_the_act_year


@given(DAYS, DAYS)
def test_a_period_is_read_forwards_and_left_open_backwards(one: date, other: date) -> None:
    reading = read(f"с {one:%d.%m.%Y} по {other:%d.%m.%Y}")
    forwards = (one, other) if one <= other else (None, None)
    assert forwards == (reading.starts_on, reading.due_on)

"""Deadlines as real documents write them (DOMAIN rules 1 and 2)."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.deadline_text import Reading, find, read

ORDER_647 = date(2020, 10, 8)
TABLE = Path(__file__).parents[2] / "../shared/data/deadlines.tsv"
ACT_DATES = {  # of the acts that the table quotes and whose day a reading needs
    "до 15 июня": date(2011, 4, 25),
    "Не позднее 20 дней с даты подписания данного постановления": date(2019, 2, 27),
}
OPEN_KINDS = {"error_no_year", "multi", "by_reference", "conditional", "default_rule", "ambiguous"}


def _shown(reading: Reading) -> str:
    """Write a reading on one line: kind, dates, rule; "?" asks for a decision, "!" refuses."""
    if reading.outcome != "read":
        return f"{'?' if reading.outcome == 'needs_decision' else '!'} {reading.kind}"
    dates = f"{reading.starts_on or ''}..{reading.due_on or ''}" if reading.starts_on or reading.due_on else ""
    parts = (reading.kind, dates, reading.rule, "inferred" if reading.inferred else "")
    return " ".join(part for part in parts if part)


def _table() -> Iterator[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("deadlines.tsv is not beside this checkout")
    with TABLE.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _expected(line: dict[str, str]) -> str:
    """Translate a line of the table into the outcome that issue 3 maps it to."""
    kind, _, rule = line["kind"].partition(":")
    if kind in OPEN_KINDS or "учебный год" in line["expression"]:
        return "needs_decision"
    start = "" if kind in {"by_date", "on_date"} else line["start"]
    mapped = {"open": "standing", "on_date": "by_date", "by_date_no_year": "by_date"}.get(kind, kind)
    return f"{mapped} {start} {line['end']} {rule}"


def _read_as(line: dict[str, str]) -> str:
    reading = read(line["expression"], ACT_DATES.get(line["expression"], ORDER_647))
    if reading.outcome != "read":
        return reading.outcome
    return f"{reading.kind} {reading.starts_on or ''} {reading.due_on or ''} {reading.rule or ''}"


def test_every_line_of_the_real_table_is_read_as_it_says_or_left_open() -> None:
    lines = list(_table())
    assert {line["expression"]: _expected(line) for line in lines} == {
        line["expression"]: _read_as(line) for line in lines
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("до 31.12.2020", "by_date ..2020-12-31"),
        ("До 8.09.2020", "by_date ..2020-09-08"),
        ("31.12.2020г.", "by_date ..2020-12-31"),
        ("«31» декабря 2020 г.", "by_date ..2020-12-31"),
        ("10 ноября 2020* года", "by_date ..2020-11-10"),
        ("до1 сентября 2020", "by_date ..2020-09-01"),
        ("10-го сентября 2020", "by_date ..2020-09-10"),
        ("до двадцать пятого декабря 2020 года", "by_date ..2020-12-25"),
        ("до 31.12 2020", "by_date ..2020-12-31"),
        ("2020-12-31 00:00:00", "by_date ..2020-12-31"),
        ("до 31/12/2020", "by_date ..2020-12-31"),
        ("не позднее, чем 31.12.2020 (включительно)", "by_date ..2020-12-31"),
        ("в срок не позднее 31 декабря 2020 года", "by_date ..2020-12-31"),
        ("до 15:00 15 сентября 2020", "by_date ..2020-09-15"),
        ("к 1 сентября 2020 г.", "by_date ..2020-09-01"),
        ("до конца мая 2021", "by_date ..2021-05-31"),
        ("до конца I квартала 2021 года", "by_date ..2021-03-31"),
        ("до 2024 года включительно", "by_date ..2024-12-31"),
        ("не позднее декабря 2020 года", "by_date ..2020-12-31"),
        ("воскресенье, 30.05.2021", "by_date ..2021-05-30"),
        ("в 2020 году до 25 мая", "by_date ..2020-05-25"),
        ("до 25 декабря текущего 2020 года", "by_date ..2020-12-25"),
        ("Срок исполнения - 31.12.2020", "by_date ..2020-12-31"),
        ("на 1 октября 2020 года", "on_date ..2020-10-01"),
    ],
)
def test_a_day_is_the_last_day_whatever_its_spelling(text: str, expected: str) -> None:
    assert expected == _shown(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сентябрь-октябрь 2020", "period 2020-09-01..2020-10-31"),
        ("август 2021 г.", "period 2021-08-01..2021-08-31"),
        ("сент. 2020", "period 2020-09-01..2020-09-30"),
        ("ІІ квартал 2021", "period 2021-04-01..2021-06-30"),
        ("1-й квартал 2021", "period 2021-01-01..2021-03-31"),
        ("III - IV квартал 2020 года", "period 2020-07-01..2020-12-31"),
        ("первое полугодие 2021", "period 2021-01-01..2021-06-30"),
        ("II полугодие 2021 г.г.", "period 2021-07-01..2021-12-31"),
        ("третья декада февраля 2021", "period 2021-02-21..2021-02-28"),
        ("в течение 2021 года", "period 2021-01-01..2021-12-31"),
        ("с 1 по 10 августа 2014 года", "period 2014-08-01..2014-08-10"),
        ("15 – 20 сентября 2020 г.", "period 2020-09-15..2020-09-20"),
        ("с 01.09. по 31.10.2020", "period 2020-09-01..2020-10-31"),
        ("01.09-31.10.2020", "period 2020-09-01..2020-10-31"),
        ("с 01.09.2020г. по 31.05.2021г.", "period 2020-09-01..2021-05-31"),
        ("сентябрь 2020 - май 2021", "scope 2020-09-01..2021-05-31"),
        ("с сентября 2020 г. по май 2021 г.", "scope 2020-09-01..2021-05-31"),
        ("2020 – 2024 г.г.", "scope 2020-01-01..2024-12-31"),
        ("Начало - 2014 год, окончание - 2016 год", "scope 2014-01-01..2016-12-31"),
        ("с 1 сентября 2020 года", "from_date 2020-09-01.."),
        ("c 1 сентября 2020 года", "from_date 2020-09-01.."),  # a Latin letter
        ("не ранее 1 сентября 2020", "from_date 2020-09-01.."),
    ],
)
def test_a_period_has_its_first_and_its_last_day(text: str, expected: str) -> None:
    assert expected == _shown(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ежемесячно, до 5-го числа месяца, следующего за отчетным", "recurring FREQ=MONTHLY;BYMONTHDAY=5;LAG=1M"),
        ("до 10 числа месяца, следующего за отчетным кварталом", "recurring FREQ=QUARTERLY;BYMONTHDAY=10;LAG=1M"),
        ("до 5 числа каждого месяца", "recurring FREQ=MONTHLY;BYMONTHDAY=5"),
        ("последний рабочий день месяца", "recurring FREQ=MONTHLY;BYWORKDAY=-1"),
        ("каждый первый понедельник месяца", "recurring FREQ=MONTHLY;BYDAY=1MO"),
        ("еженедельно по пятницам", "recurring FREQ=WEEKLY;BYDAY=FR"),
        ("раз в полугодие", "recurring FREQ=HALFYEARLY"),
        ("не менее двух раз в год", "recurring FREQ=YEARLY;TIMES=2"),
        ("один раз в три года", "recurring FREQ=YEARLY;INTERVAL=3"),
        ("ежегодно до 1 октября и 1 декабря", "recurring FREQ=YEARLY;ON=10-01,12-01"),
        ("ежегодно, IV квартал", "recurring FREQ=YEARLY;BYMONTH=10,11,12"),
        ("2 раза в год (май, октябрь)", "recurring FREQ=YEARLY;BYMONTH=5,10"),
        ("до конца текущего года", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("Май, ежегодно с 2023", "recurring 2023-05-01.. FREQ=YEARLY;BYMONTH=5"),
        ("ежегодно 2020-2024 гг.", "recurring 2020-01-01.. FREQ=YEARLY;UNTIL=2024-12-31"),
        ("постоянно", "standing"),
        ("в течение всего периода реализации программы", "standing"),
        ("постоянно с 2021 года", "standing 2021-01-01.."),
    ],
)
def test_what_comes_again_is_a_rule_without_a_date(text: str, expected: str) -> None:
    assert expected == _shown(read(text, ORDER_647))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("в течение 10 (десяти) рабочих дней", "relative P10BD@received"),
        ("в 10-ти дневный срок", "relative P10D@received"),
        ("в двухмесячный срок со дня вступления в силу настоящего постановления", "relative P2M@in_force"),
        ("не позднее дня, следующего за днем получения", "relative P1D@received"),
        ("в течение 10 дней со дня, следующего за днем получения запроса", "relative P10D@received"),
        ("не позднее чем за 30 дней до расторжения договора", "relative -P30D@termination"),
        ("в течение трёх дней со дня издания приказа", "relative 2020-10-08..2020-10-11 P3D@act_signed"),
        ("в месячный срок со дня подписания настоящего приказа", "relative 2020-10-08..2020-11-08 P1M@act_signed"),
        ("не позднее 5 рабочих дней с даты подписания настоящего приказа", "relative P5BD@act_signed"),
        ("в течение 3 дней со дня подписания приказа министерства", "? unknown_event"),
        ("в течение 7 дней после проведения мероприятия", "? unknown_event"),
        ("в течение 5 дней со дня регистрации, но не позднее 31.12.2020", "? other_words"),
        ("в течение 5 дней со дня", "! cut"),
    ],
)
def test_what_counts_from_an_event_has_a_date_only_when_the_act_is_the_event(text: str, expected: str) -> None:
    assert expected == _shown(read(text, ORDER_647))


@pytest.mark.parametrize(
    ("text", "with_act", "alone"),
    [
        ("05 июля", "by_date ..2020-07-05 inferred", "? no_year"),
        ("до 15.09", "by_date ..2020-09-15 inferred", "? no_year"),
        ("до 1 сентября с.г.", "by_date ..2020-09-01 inferred", "? no_year"),
        ("с 1 сентября по 31 октября", "period 2020-09-01..2020-10-31 inferred", "? no_year"),
        ("до конца мая", "by_date ..2020-05-31 inferred", "? no_year"),
        ("31.12.21", "by_date ..2021-12-31 inferred", "? two_digit_year"),
        ("31.12.20 г.", "by_date ..2020-12-31 inferred", "? two_digit_year"),
        ("31.12.20", "? two_digit_year", "? two_digit_year"),
        ("31.12.99", "? two_digit_year", "? two_digit_year"),
    ],
)
def test_a_year_comes_from_the_act_and_is_marked_or_needs_a_decision(text: str, with_act: str, alone: str) -> None:
    assert (with_act, alone) == (_shown(read(text, ORDER_647)), _shown(read(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IV квартал", "? no_year"),
        ("сентябрь", "? no_year"),
        ("до 30.11.", "? no_year"),
        ("2020/2021 уч. год", "? school_year"),
        ("до конца учебного года", "? school_year"),
        ("сентябрь, декабрь 2020", "? multi"),
        ("до 1 октября, до 1 декабря 2020", "? multi"),
        ("до 2024 года", "? ambiguous"),
        ("до сентября 2020", "? ambiguous"),
        ("2021-2022", "? ambiguous"),
        ("на 2021-2022", "? ambiguous"),
        ("в течение года", "? ambiguous"),
        ("понедельник 30.05.2021", "? ambiguous"),  # a Sunday
        ("до 20 января следующего года", "? ambiguous"),
        ("сентябрь - май 2021", "? reversed"),
        ("с 31.12.2020 по 01.09.2020", "? reversed"),
        ("по отдельному плану", "? by_reference"),
        ("до 31.12.2020 при наличии финансирования", "? conditional"),
        ("в кратчайшие сроки", "? default_rule"),
        ("44196", "? spreadsheet"),
        ("сен.20", "? spreadsheet"),
        ("до 1 сентября 2020 года и далее ежегодно", "? other_words"),
    ],
)
def test_what_can_be_understood_in_two_ways_needs_a_decision(text: str, expected: str) -> None:
    assert expected == _shown(read(text, ORDER_647))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("до 30 ноября 2", "! cut"),
        ("до 30 ноября 202", "! cut"),
        ("до 30 ноя", "! cut"),
        ("до 30.11.202", "! cut"),
        ("с 1 сентября 2020 по", "! cut"),
        ("не позднее 20 января года", "! cut"),
        ("31.11.2020", "! impossible_date"),
        ("29.02.2021", "! impossible_date"),
        ("31.12.2202", "! impossible_date"),
        ("####", "! unreadable"),
        ("ОО", "! unreadable"),
        (" ", "! empty"),
        ("до " * 200, "! too_long"),
    ],
)
def test_what_is_cut_off_or_unreadable_is_refused(text: str, expected: str) -> None:
    assert expected == _shown(read(text, ORDER_647))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Провести обучение ответственных лиц до 31.12.2020 года.", "до 31.12.2020 года"),
        ("Обеспечить участие обучающихся до 31.12.2020.", "до 31.12.2020"),
        ("Представить отчет в срок до 1 декабря 2020 г.", "в срок до 1 декабря 2020 г."),
        ("Провести мониторинг с 1 по 10 декабря 2020 года;", "с 1 по 10 декабря 2020 года"),
        ("Сообщать ежеквартально до 10 числа.", "ежеквартально до 10 числа"),
        ("Обеспечить до 30 ноября 2", "до 30 ноября 2"),
        ("Провести до конца учебного года.", "до конца учебного года"),
    ],
)
def test_the_deadline_that_ends_a_clause_is_found_as_written(sentence: str, words: str) -> None:
    assert (words, read(words, ORDER_647)) == find(sentence, ORDER_647)


@pytest.mark.parametrize(
    "sentence",
    [
        "Назначить ответственных лиц в учреждении за внедрение целевой модели.",
        "Во исполнение приказа от 8.10.2020 № 647",
        "Внести изменения в приказ от 8.10.2020.",
        "Представить отчет за период с 01.09.2020 по 31.12.2020.",
        "Довести долю обучающихся до 70 %.",
        "Организовать обучение детей до 18 лет.",
        "Работать по программам, действующим с 2018 года.",
        "Привести уроки к учебному плану.",
    ],
)
def test_a_clause_without_a_deadline_has_none(sentence: str) -> None:
    assert None is find(sentence, ORDER_647)

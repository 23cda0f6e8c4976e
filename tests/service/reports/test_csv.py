"""CSV opens in Excel as it is, and nothing in it is calculated."""

import csv
from io import BytesIO, StringIO

import pytest

from service.reports.rendering.csv import write
from service.reports.report import Report, Row
from tests.service.reports.sample import ENGLISH, FORMULAS, REPORT, ROW, row


def written(*rows: Row, report: Report = REPORT) -> bytes:
    file = BytesIO()
    write(report, rows, file)
    return file.getvalue()


def test_a_russian_excel_finds_its_mark_its_semicolons_and_its_decimal_comma() -> None:
    assert (
        "\ufeffМероприятие;Дней;Срок;Записано;Охват;ИНН\r\nУроки;-3;2020-10-31;2020-11-01 09:30;14,96;0012345678\r\n"
    ) == written(ROW).decode()


def test_an_english_one_finds_commas_and_a_decimal_point() -> None:
    assert b"-3,2020-10-31,2020-11-01 09:30,14.96," in written(ROW, report=ENGLISH)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    content = written(row(text)).decode("utf-8-sig")

    assert f"'{text}" == list(csv.reader(StringIO(content, newline=""), delimiter=";"))[1][0]


@pytest.mark.parametrize("text", ["a;b", 'сказал: "да"', "две\nстроки", " =1"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    content = written(row(text)).decode("utf-8-sig")

    assert text == list(csv.reader(StringIO(content, newline=""), delimiter=";"))[1][0]


def test_what_is_not_known_is_empty() -> None:
    assert written((None,) * 6).endswith(b"\r\n;;;;;\r\n")

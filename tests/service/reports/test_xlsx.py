"""XLSX holds dates as dates and texts as texts, its head stays in sight, and a second sheet says what it is."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest

from service.reports.rendering.xlsx import write
from service.reports.report import Row
from tests.service.reports.sample import FORMULAS, REPORT, ROW, row, sheet


def written(*rows: Row) -> bytes:
    file = BytesIO()
    write(REPORT, rows, file)
    return file.getvalue()


def cells(*rows: Row) -> Any:  # noqa: ANN401  openpyxl has no types
    return openpyxl.load_workbook(BytesIO(written(*rows)))["Список"]


def test_each_value_is_read_back_as_what_it_is() -> None:
    expected = ("Уроки", -3, datetime(2020, 10, 31), datetime(2020, 11, 1, 9, 30), 0.1496, "0012345678")  # noqa: DTZ001  as Excel has them

    assert expected == sheet(written(ROW), "Список")[1]


def test_dates_and_percents_are_shown_as_people_write_them() -> None:
    assert ["General", "0", "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "0.00%", "General"] == [
        cell.number_format for cell in cells(ROW)[2]
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    assert "s" == cells(row(text))["A2"].data_type


def test_the_head_stays_in_sight_and_filters_all_rows() -> None:
    found = cells(ROW, ROW)

    assert ("A2", "A1:F3") == (found.freeze_panes, found.auto_filter.ref)


def test_columns_are_as_wide_as_their_words() -> None:
    assert [32, 12, 14, 19, 12, 14] == [round(cells(ROW).column_dimensions[name].width - 0.71) for name in "ABCDEF"]


def test_a_text_longer_than_a_cell_may_be_is_cut() -> None:
    assert 32_767 == len(str(cells(row("я" * 40_000))["A2"].value))


def test_the_second_sheet_says_what_the_first_one_is() -> None:
    assert [
        ("Поручения на контроле", "Состояние на 01.11.2020, по сведениям на 01.11.2020 09:30"),
        ("Управление", "Управление образования"),
        ("Район", "Район"),
        ("Распорядительный акт", "Приказ от 08.10.2020 № 647 «О дорожной карте»"),
        ("Отбор", "Организация: Школа 1"),
        ("Состояние на дату", datetime.combine(date(2020, 11, 1), datetime.min.time())),
        ("По сведениям на", datetime(2020, 11, 1, 9, 30)),  # noqa: DTZ001  as Excel has it
        ("Позиция журнала", 47),
        ("Просрочено", 3),
        ("Строк", 2),
        ("Примечание", "Ждёт решения о сроке: 1"),
    ] == sheet(written(ROW, ROW), "О списке")


def test_a_list_without_rows_is_a_head_alone() -> None:
    assert 1 == len(sheet(written(), "Список"))

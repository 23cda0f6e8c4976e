"""What only a sheet has: other sheets, hidden rows, formulas, days as numbers, tables that begin anywhere."""

from datetime import date
from io import BytesIO

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from domain.order.preview import Preview
from service.importing.preview import preview_file
from service.importing.xlsx_values import Format, written
from tests.service.importing.building import fill, saved, words
from tests.service.importing.layouts import ACT, Layout

TABLE = Layout(
    name="a table",
    table=[
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["1", "Провести собрания", "до 15.10.2024", "ОО"],
        ["2", "Сверить базы", "до 25.10.2024", "УОААР"],
    ],
    items=[],
)


def titles(found: Preview) -> list[tuple[str, str]]:
    return [(item.key, item.title) for item in found.items]


def warnings(found: Preview) -> list[str]:
    return [str(warning) for warning in found.warnings]


async def test_the_sheet_with_the_header_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Список телефонов"])
    fill(book.create_sheet("План"), TABLE)
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await preview_file(saved(book), ACT))


async def test_a_second_sheet_with_a_header_is_left_out_with_a_warning() -> None:
    book = openpyxl.Workbook()
    book.active.title = "2024"
    fill(book.active, TABLE)
    fill(book.create_sheet("2023"), TABLE)
    assert "The sheet “2023” has a table of a roadmap too; only “2024” is read." in warnings(
        await preview_file(saved(book), ACT)
    )


async def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.Workbook()
    fill(book.active, Layout(name="", table=[*TABLE.table, ["3", "Старое", "до 25.10.2024", "ОО"]], items=[]))
    book.active.sheet_state = "hidden"
    fill(book.create_sheet("План"), TABLE)
    assert 2 == len((await preview_file(saved(book), ACT)).items)


async def test_hidden_rows_and_columns_are_read_with_a_warning() -> None:
    book = openpyxl.Workbook()
    fill(book.active, TABLE)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["D"].hidden = True
    found = await preview_file(saved(book), ACT)
    assert 2 == len(found.items)
    assert "Rows that are hidden in the sheet are read too: 3." in warnings(found)
    assert "Columns that are hidden in the sheet are read too: D." in warnings(found)


async def test_a_table_may_begin_anywhere() -> None:
    book = openpyxl.Workbook()
    fill(book.active, Layout(name="", table=TABLE.table, items=[], above=["План", ""]), first_row=7, first_column=5)
    found = await preview_file(saved(book), ACT)
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(found)
    assert [7, 9, 10, 11] == [row.row for row in found.rows]


async def test_a_formula_gives_the_value_it_had() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for row, cells in enumerate(TABLE.table):
            page.write_row(row, 0, map(words, cells))
        page.write_formula(1, 0, "=ROW()-1", value=1)
        page.write_formula(2, 0, "=ROW()-1", value=2)
        page.write_formula(1, 1, '="Провести"&" собрания"', value="Провести собрания")
    assert [("1", "Провести собрания"), ("2", "Сверить базы")] == titles(await preview_file(file.getvalue(), ACT))


async def test_a_formula_without_a_value_is_warned_of() -> None:
    book = openpyxl.Workbook()
    fill(book.active, TABLE)
    book.active["C3"] = "=C2"
    found = await preview_file(saved(book), ACT)
    assert "Formulas whose value is not in the file are read as empty: C3." in warnings(found)
    assert "needs_decision" == found.items[1].reading.outcome


async def test_days_of_the_other_calendar_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    fill(book.active, TABLE)
    book.active["C2"] = date(2024, 10, 15)
    found = await preview_file(saved(book), ACT)
    assert date(2024, 10, 15) == found.items[0].deadline.written_on


async def test_the_rows_of_the_preview_are_those_of_the_sheet() -> None:
    book = openpyxl.Workbook()
    fill(book.active, Layout(name="", table=TABLE.table, items=[], above=["План"]))
    assert [1, 2, 3, 4] == [row.row for row in (await preview_file(saved(book), ACT)).rows]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        ("1", Format(), "1"),
        ("2.0", Format(), "2"),
        ("1.1", Format(decimals=2), "1.10"),
        ("0.15", Format(shown="percent"), "15%"),
        ("0.1", Format(), "0.1"),
        ("45580", Format(shown="day"), "15.10.2024"),
        ("45580.75", Format(shown="day"), "15.10.2024"),
        ("45580", Format(shown="month"), "октябрь 2024"),
        ("45580", Format(shown="day of a month"), "15 октября"),
        ("45580", Format(shown="year"), "2024"),
        ("1", Format(shown="day"), "01.01.1900"),
        ("-5", Format(shown="day"), "-5"),
        ("1e300", Format(shown="day"), "1e+300"),
        ("nan", Format(shown="day"), "nan"),
        ("скоро", Format(shown="day"), "скоро"),
    ],
)
def test_a_number_is_written_as_its_format_has_it(number: str, form: Format, expected: str) -> None:
    assert expected == written(number, form)

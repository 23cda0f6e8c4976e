"""DOCX is a paper that an office can send: a head, both dates, the table on every page, a place to sign."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from service.reports.rendering.docx import write
from service.reports.report import Report, Row, Signatory
from tests.service.reports.sample import COLUMNS, MARKUP, REPORT, ROW, row


def written(*rows: Row, report: Report = REPORT) -> Any:  # noqa: ANN401  half of python-docx has no types
    file = BytesIO()
    write(report, rows, file)
    return Document(file)


def lines(book: Any) -> list[str]:  # noqa: ANN401  python-docx has no types
    return [paragraph.text for paragraph in book.paragraphs if paragraph.text]


def test_it_says_whose_it_is_after_which_order_of_what_day_and_who_signs() -> None:
    assert [
        "Управление образования",
        "Приказ от 08.10.2020 № 647 «О дорожной карте»",
        "Поручения на контроле",
        "Состояние на 01.11.2020, по сведениям на 01.11.2020 09:30",
        "Организация: Школа 1",
        "Просрочено: 3",
        "Ждёт решения о сроке: 1",
        "Заместитель начальника\t_______________\tИ. О. Фамилия",
    ] == lines(written(ROW))


def test_its_table_has_numbered_rows_and_no_codes_for_machines() -> None:
    table = written(ROW, ROW).tables[0]

    assert [
        ["№", "Мероприятие", "Дней", "Срок", "Записано", "Охват"],
        ["1", "Уроки", "-3", "31.10.2020", "01.11.2020 09:30", "14,96 %"],
        ["2", "Уроки", "-3", "31.10.2020", "01.11.2020 09:30", "14,96 %"],
    ] == [[cell.text for cell in found.cells] for found in table.rows]


def test_the_head_of_the_table_stands_on_every_page() -> None:
    heads = [found._tr.trPr.find(qn("w:tblHeader")) is not None for found in written(ROW, ROW).tables[0].rows]  # noqa: SLF001  its element

    assert [True, False, False] == heads


@pytest.mark.parametrize("text", [MARKUP, "две\nстроки", " края "])
def test_words_are_printed_as_they_are(text: str) -> None:
    assert text == written(row(text)).tables[0].cell(1, 1).text


def test_many_columns_lie_on_the_long_side() -> None:
    wide = written(ROW, report=replace(REPORT, columns=[replace(column, width=40) for column in COLUMNS]))
    narrow = written(ROW)
    upright = [book.sections[0].page_width < book.sections[0].page_height for book in (narrow, wide)]

    assert [True, False] == upright


def test_it_says_its_title_and_its_language() -> None:
    properties = written(ROW).core_properties

    assert ("Поручения на контроле", "ru") == (properties.title, properties.language)


def test_pages_are_numbered() -> None:
    assert "PAGE" in written(ROW).sections[0].footer._element.xml  # noqa: SLF001  python-docx knows no fields


def test_who_signs_is_left_to_be_written_where_nobody_is_known() -> None:
    book = written(ROW, report=replace(REPORT, signatory=Signatory()))

    assert lines(book)[-1].startswith("Контроль исполнения осуществляет\t___")


def test_a_list_without_rows_says_so_where_nothing_else_does() -> None:
    bare = written(report=replace(REPORT, totals=[], notes=[]))

    assert ([], True) == (bare.tables, "Записей нет." in lines(bare))
    assert "Записей нет." not in lines(written())

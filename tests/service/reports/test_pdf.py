"""PDF keeps PDF/UA-1: a language, a title, tags; its words are the report's and never markup."""

from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from msgspec.structs import replace

from service.reports.rendering.pdf import write
from service.reports.report import Report, Row
from tests.service.reports.sample import COLUMNS, MARKUP, REPORT, ROW, row


def written(*rows: Row, report: Report = REPORT) -> bytes:
    file = BytesIO()
    write(report, rows, file)
    return file.getvalue()


def words(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as book:
        return " ".join((page.extract_text() or "").replace("\n", " ") for page in book.pages)


def test_it_is_tagged_as_pdf_ua_asks() -> None:
    with pikepdf.open(BytesIO(written(ROW))) as book:
        root = book.Root
        metadata = book.open_metadata()

        assert "1" == metadata["pdfuaid:part"]
        assert ("ru", True) == (str(root.Lang), bool(root.MarkInfo.Marked))
        assert "Поручения на контроле" == metadata["dc:title"]
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" == str(root.StructTreeRoot.Type)


def test_a_reader_aloud_finds_a_heading_and_a_table_with_its_head() -> None:
    with pikepdf.open(BytesIO(written(ROW))) as book:
        tags = {str(thing.S) for thing in book.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing}

    assert {"/H1", "/Table", "/THead", "/TH", "/TR", "/TD"} <= tags


def test_every_letter_has_its_font_in_the_file() -> None:
    with pikepdf.open(BytesIO(written(ROW))) as book:
        fonts = [thing for thing in book.objects if isinstance(thing, pikepdf.Dictionary) and "/FontBBox" in thing]

        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_it_says_whose_it_is_after_which_order_of_what_day_and_who_signs() -> None:
    found = words(written(ROW))

    for line in (
        "Управление образования",
        "Приказ от 08.10.2020 № 647 «О дорожной карте»",
        "Состояние на 01.11.2020, по сведениям на 01.11.2020 09:30",
        "Просрочено: 3",
        "31.10.2020",
        "14,96 %",
        "Ждёт решения о сроке: 1",
        "Заместитель начальника",
        "И. О. Фамилия",
        "1 / 1",
    ):
        assert line in found


def test_words_are_printed_as_they_are() -> None:
    report = replace(REPORT, title=MARKUP, office=MARKUP, orders=[MARKUP], notes=[MARKUP])
    found = words(written(row("#panic()"), report=report))

    assert 5 == found.count("#panic()")
    assert 4 == found.count("$x$")


def test_the_head_of_the_table_stands_on_every_page() -> None:
    with pdfplumber.open(BytesIO(written(*[ROW] * 120))) as book:
        heads = ["Мероприятие" in (page.extract_text() or "") for page in book.pages]

    assert len(heads) > 2
    assert all(heads)


@pytest.mark.parametrize(("width", "upright"), [(10, True), (40, False)])
def test_many_columns_lie_on_the_long_side(width: int, *, upright: bool) -> None:
    columns = [replace(column, width=width) for column in COLUMNS]
    with pdfplumber.open(BytesIO(written(ROW, report=replace(REPORT, columns=columns)))) as book:
        assert upright == (book.pages[0].width < book.pages[0].height)


def test_the_same_report_is_the_same_bytes() -> None:
    assert written(ROW) == written(ROW)


def test_an_address_without_a_space_stays_in_its_column() -> None:
    with pdfplumber.open(BytesIO(written(row("https://example.org/" + "a" * 300)))) as book:
        page = book.pages[0]
        edge = next(word["x0"] for word in page.extract_words() if word["text"] == "31.10.2020")
        letters = [letter["x1"] for letter in page.chars if letter["text"].startswith("a")]

    assert max(letters) < edge


def test_a_list_without_rows_says_so_where_nothing_else_does() -> None:
    assert "Записей нет." in words(written(report=replace(REPORT, totals=[], notes=[])))
    assert "Записей нет." not in words(written())

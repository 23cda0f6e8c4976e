"""The content of a file tells how it is read; its name is never asked."""

import codecs

import pytest

from domain.order.document import Line, Row
from service.importing.documents import read, read_text
from service.importing.refusals import NotDelimited, NotText
from tests.service.importing.building import BUILDERS
from tests.service.importing.layouts import ALL, Format, Layout

TABLE = Layout(
    name="",
    table=[["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Провести собрания", "до 15.10.2024", "ОО"]],
    items=[],
)


@pytest.mark.parametrize("format_", ALL)
async def test_every_format_is_known_by_its_content(format_: Format) -> None:
    rows = [part.cells for part in (await read(BUILDERS[format_](TABLE))).parts if isinstance(part, Row)]
    assert [tuple(row) for row in TABLE.table] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
def test_a_table_between_delimiters_is_read_with_its_quotes(delimiter: str, encoding: str) -> None:
    header = delimiter.join(["№", "Мероприятие", "Срок", "Ответственный"])
    row = delimiter.join(["1", f'"Турнир{delimiter} финал\nс ""гостями"""', "май 2024", "ОО"])
    (_, found) = read_text(f"{header}\r\n{row}\r\n".encode(encoding)).parts
    title = f'Турнир{delimiter} финал с "гостями"'.replace("\t", "")
    assert isinstance(found, Row)
    assert ("1", title, "май 2024", "ОО") == found.cells


def test_a_text_with_tabs_keeps_its_quotes() -> None:
    text = '№\tМероприятие\tСрок\tОтветственный\n1\t"Чтец" и "Певец"\tмай 2024\tОО\n'
    assert ("1", '"Чтец" и "Певец"', "май 2024", "ОО") == read_text(text.encode()).parts[1].cells  # type: ignore[union-attr]  # a row


def test_semicolons_and_commas_of_an_order_are_of_its_words() -> None:
    text = "ПРИКАЗЫВАЮ:\n1. Школам, садам и центрам: сдать отчёты; сверить базы, списки; обновить сайт.\n"
    assert [Line, Line] == [type(part) for part in read_text(text.encode()).parts]


def test_words_above_a_table_keep_their_semicolons() -> None:
    text = "План; проект\n№;Мероприятие;Срок;Ответственный\n1;Сверка;май 2024;ОО\n"
    assert "План; проект" == read_text(text.encode()).parts[0].text


def test_an_open_quote_in_a_table_is_refused_with_its_line() -> None:
    with pytest.raises(NotDelimited, match="Line 2"):
        read_text('№;Мероприятие;Срок\n1;"Сверка;май\n'.encode())


@pytest.mark.parametrize("data", [bytes(range(1, 256)), codecs.BOM_UTF16 + "план".encode("utf-16-le")])
async def test_what_is_of_no_format_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        await read(data)

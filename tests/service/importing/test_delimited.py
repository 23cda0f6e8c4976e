"""Comma, semicolon and tab are told by the file itself, quotes are kept together."""

import pytest

from domain.order.document import Row
from service.importing.delimited import read
from service.importing.refusals import NotDelimited


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
def test_the_delimiter_and_the_encoding_are_told_by_the_file(delimiter: str, encoding: str) -> None:
    data = f"№{delimiter}Мероприятие\r\n1{delimiter}Встреча\r\n".encode(encoding)
    assert [("№", "Мероприятие"), ("1", "Встреча")] == [row.cells for row in read(data)]


def test_a_delimiter_inside_quotes_belongs_to_the_cell() -> None:
    data = '№;Мероприятие;Срок\n1;"Встреча; ""круглый"" стол, отчёт";май\n'.encode()
    assert ("1", 'Встреча; "круглый" стол, отчёт', "май") == read(data)[1].cells


def test_a_cell_over_two_lines_is_one_and_the_lines_are_counted() -> None:
    data = '№;Мероприятие\n1;"Встреча\nс родителями"\n\n2;Итоги\n'.encode()
    assert [
        Row(number=1, cells=("№", "Мероприятие"), verbatim="№;Мероприятие"),
        Row(number=2, cells=("1", "Встреча с родителями"), verbatim='1;"Встреча\nс родителями"'),
        Row(number=5, cells=("2", "Итоги"), verbatim="2;Итоги"),
    ] == read(data)


@pytest.mark.parametrize("text", ["одна колонка\nи всё", '№;Мероприятие\n1;"Встреча\n'])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(NotDelimited):
        read(text.encode())


def test_an_open_quote_far_down_is_refused_with_its_line() -> None:
    with pytest.raises(NotDelimited, match="Line 102"):
        read(("№;Мероприятие\n" + "1;Встреча\n" * 100 + '2;"Итоги\n').encode())

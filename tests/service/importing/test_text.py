"""A text file becomes lines and rows, whatever its encoding; junk is refused with a sentence."""

import codecs

import pytest

from domain.order.document import Line, Row
from service.importing.refusals import FileEmpty, FileTooLarge, NotText, TooManyLines
from service.importing.text import LARGEST, MOST_LINES, decode, read

TEXT = "О наставничестве «в школах» № 647 — не менее 15 %…"


@pytest.mark.parametrize(
    "data", [TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.encode("windows-1251")], ids=["utf-8", "bom", "1251"]
)
def test_the_bytes_tell_the_encoding(data: bytes) -> None:
    assert TEXT == decode(data)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    assert [
        Line(number=1, text="один", verbatim=" один"),
        Row(number=3, cells=("4", "два", ""), verbatim="4\tдва \t"),
    ] == read(end.join([" один", "", "4\tдва \t", ""]).encode()).parts


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(FileEmpty):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3\x00",
        TEXT.encode("utf-16"),
        TEXT.encode() + b"\0",
        bytes(range(128, 256)),
        "привет".encode("cp866"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_a_huge_file_is_refused_with_both_sizes() -> None:
    with pytest.raises(FileTooLarge, match=f"{LARGEST + 1} bytes, more than the {LARGEST}"):
        decode(b"a" * (LARGEST + 1))


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(TooManyLines, match=f"more than the {MOST_LINES}"):
        read(b"a\n" * MOST_LINES)

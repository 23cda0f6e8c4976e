"""Files that are made to do harm: each is answered by a sentence, soon, and by a process that is gone afterwards."""

import asyncio
import os
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest

from domain.refusals import Refused
from service.importing.documents import read
from service.importing.preview import preview_file
from service.importing.refusals import (
    Damaged,
    Declares,
    FileEmpty,
    FileTooLarge,
    OldExcel,
    OldWord,
    OtherFormat,
    PasswordProtected,
    TooHeavy,
    TooManyCells,
    TooManyLines,
    TooManyPages,
    UnpacksTooLarge,
)
from tests.service.importing.building import portable, typeset, word
from tests.service.importing.building import sheet as sheet_of
from tests.service.importing.layouts import ACT, Layout
from tests.service.importing.packages import package, pdf, sheet
from tests.service.importing.packages import word as word_of

HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]
TABLE = Layout(name="", table=[HEADER, ["1", "Провести собрания", "до 15.10.2024", "ОО"]], items=[])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
MIB = 2**20
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def with_macros(data: bytes, folder: str) -> bytes:
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"{folder}/vbaProject.bin", b"Sub AutoOpen()")
    return file.getvalue()


def lying() -> bytes:
    """Return a bomb whose directory says that it is small."""
    data = bytearray(word_of(b" " * (100 * MIB)))
    place = data.rindex(b"word/document.xml")
    data[place - 46 + 24 : place - 46 + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def encrypted_zip() -> bytes:
    data = bytearray(word_of("<w:p/>"))
    for mark, shift in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + shift] |= 1
    return bytes(data)


def many_pages() -> bytes:
    return typeset("#set page(width: 2cm, height: 2cm, margin: 0pt)\n" + "a #pagebreak()\n" * 2_500)


def flate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    block = b"1 0 0 1 0 0 cm\n" * (MIB // 15)
    return pdf(b"", compressed=b"".join([*(packer.compress(block) for _ in range(700)), packer.flush()]))


def many_rules() -> bytes:
    lines = (
        f"{n % 600} {n % 800} m {n % 600} {n * 7 % 800} l S\n0 {n % 800} m 600 {n % 800} l S" for n in range(60_000)
    )
    return pdf("\n".join(lines).encode())


def merges() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>а</v></c></row>' for n in range(1, 4_000))
    areas = "".join(f'<mergeCell ref="A{n}:XFD5000"/>' for n in range(1, 4_000))
    wide = '<row r="4001"><c r="XFD4001" t="str"><v>а</v></c></row>'
    return sheet(f"<sheetData>{rows}{wide}</sheetData><mergeCells>{areas}</mergeCells>")


def million_cells() -> bytes:
    rows = (f'<row r="{n}">' + "".join(f'<c r="A{n}" s="{n * m % 97}"/>' for m in range(1_000)) for n in range(1_000))
    return sheet(f"<sheetData>{'</row>'.join(rows)}</row></sheetData>")


def million_rows() -> bytes:
    rows = (f'<row r="{n}" ht="{n * n % 97}"/>' for n in range(1_000_000))
    return sheet(f"<sheetData>{''.join(rows)}</sheetData>")


def nested(name: str, depth: int) -> str:
    return f"<w:{name}>" * depth + f"</w:{name}>" * depth


def tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


CASES: list[tuple[str, Callable[[], bytes], type[Refused]]] = [
    ("an empty file", lambda: b" \n", FileEmpty),
    ("a file that is too large", lambda: b"PK\x03\x04" + bytes(10 * MIB), FileTooLarge),
    ("a zip bomb", lambda: word_of(b" " * (300 * MIB)), UnpacksTooLarge),
    ("a zip bomb of a sheet", lambda: sheet(b" " * (200 * MIB)), UnpacksTooLarge),
    ("a zip bomb that lies", lying, Damaged),
    ("a bomb of many parts", lambda: package("a/b", "", {f"p{n}": "" for n in range(3_000)}), UnpacksTooLarge),
    ("a million cells", million_cells, TooManyCells),
    ("a million rows", million_rows, TooManyCells),
    (
        "ten thousand rows",
        lambda: sheet("<sheetData>" + '<row><c t="str"><v>а</v></c></row>' * 10_000 + "</sheetData>"),
        TooManyLines,
    ),
    ("ten thousand paragraphs", lambda: word_of("<w:p><w:r><w:t>а</w:t></w:r></w:p>" * 10_000), TooManyLines),
    ("merged cells over everything", merges, TooHeavy),
    ("entities that multiply", lambda: word_of("&l9;", f'<!DOCTYPE w [<!ENTITY l0 "ха">{LAUGHS}]>'), Declares),
    (
        "an external entity",
        lambda: word_of("&x;", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        Declares,
    ),
    ("a declaration in UTF-16", lambda: word_of("<!DOCTYPE w><w/>".encode("utf-16")), Declares),
    ("a declaration in UTF-7", lambda: word_of(b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE w>'), Declares),
    ("a locked document", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), PasswordProtected),
    ("a locked archive", encrypted_zip, PasswordProtected),
    ("an old document", lambda: OLE + "WordDocument".encode("utf-16-le"), OldWord),
    ("an old sheet", lambda: OLE + "Workbook".encode("utf-16-le"), OldExcel),
    ("a binary sheet", lambda: package("a/b", "application/vnd.ms-excel.sheet.binary.macroEnabled.main", {}), OldExcel),
    ("a presentation", lambda: package("a/b", "presentationml.presentation.main+xml", {"a/b": ""}), OtherFormat),
    ("an archive", lambda: with_macros(b"", "a"), OtherFormat),
    ("a picture", lambda: b"\xff\xd8\xff\xe0" + bytes(100), OtherFormat),
    ("a rich text", lambda: rb"{\rtf1 \ansi }", OtherFormat),
    ("a web page", lambda: b"<!DOCTYPE html><table>", OtherFormat),
    ("a document that is cut off", lambda: cut(word(TABLE)), Damaged),
    ("a sheet that is cut off", lambda: cut(sheet_of(TABLE)), Damaged),
    ("a PDF that is cut off", lambda: cut(portable(TABLE)), Damaged),
    ("a PDF of its mark alone", lambda: b"%PDF-1.7\n", Damaged),
    ("a document of nothing", lambda: word_of(b""), Damaged),
    ("paragraphs in paragraphs", lambda: word_of(nested("p", 20_000)), TooHeavy),
    ("controls in controls", lambda: word_of(nested("sdt", 20_000)), TooHeavy),
    ("tables in tables", lambda: word_of(tables(5_000)), TooHeavy),
    ("thousands of pages", many_pages, TooManyPages),
    ("a PDF that unpacks to gigabytes", flate_bomb, TooHeavy),
    ("a page of nothing but rules", many_rules, TooHeavy),
]


@pytest.mark.parametrize(("make", "refusal"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
async def test_a_hostile_file_is_answered_by_a_sentence(make: Callable[[], bytes], refusal: type[Refused]) -> None:
    data = make()
    begin = perf_counter()
    with pytest.raises(refusal):
        await read(data)
    assert perf_counter() - begin < 10
    assert [] == children()


@pytest.mark.parametrize(("make", "folder"), [(word, "word"), (sheet_of, "xl")])
async def test_macros_are_not_run_and_the_file_is_read(make: Callable[[Layout], bytes], folder: str) -> None:
    found = await preview_file(with_macros(make(TABLE), folder), ACT)
    assert ["1"] == [item.key for item in found.items]
    assert "The file has macros: they are not run." in map(str, found.warnings)


async def test_a_reader_that_is_no_longer_waited_for_is_ended() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await read(many_rules())
    assert [] == children()


async def test_a_reader_knows_no_secret_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    reading = asyncio.create_task(read(many_rules()))
    while not (running := children()):  # noqa: ASYNC110  a process tells nobody that it was started
        await asyncio.sleep(0)
    environment = environment_of(running[0])
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert b"secret" not in environment


def environment_of(process: int) -> bytes:
    return Path(f"/proc/{process}/environ").read_bytes()


def children() -> list[int]:
    """Return the processes of readers that this one has."""
    found = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    ours = [int(child) for file in found for child in file.read_text().split()]
    return [child for child in ours if b"service.importing.reader" in Path(f"/proc/{child}/cmdline").read_bytes()]

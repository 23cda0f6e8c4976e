"""What a file is, its content says; one that is none of those kept, damaged, or two things at once is refused."""

from base64 import b64encode

import pytest

from domain.refusals import Refused
from service.importing.refusals import FileEmpty
from service.media.recognise import recognise
from service.media.refusals import Damaged, TwoFaced, UnknownKind, WithMacros
from tests.service.media.samples import (
    EVERY,
    RTF,
    SIGNED_DATA,
    TEXT,
    archive,
    chunk,
    compound,
    der,
    jpeg,
    open_document,
    pdf,
    pem,
    png,
)

PAGE = b"<html><script>alert(1)</script></html>"
ZIP = archive({"a.txt": "a"})
ODT = "application/vnd.oasis.opendocument.text"
TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(("name", "content"), EVERY.items(), ids=EVERY)
def test_a_file_is_what_its_content_is(name: str, content: bytes) -> None:
    assert name == recognise(content).name


@pytest.mark.parametrize(
    ("name", "content"),
    {
        "a phone's two pictures": ("JPEG", jpeg() + b"\0" * 8 + jpeg(20)),
        "a picture in colour and steps": ("JPEG", jpeg(200)),
        "a picture whose bytes spell a tag": ("PNG", png()[:33] + chunk(b"tEXt", b"Comment\0<a >") + png()[33:]),
        "a PDF with a line end": ("PDF", pdf() + b"\r\n\0"),
        "a text of Windows": ("TXT", TEXT.encode("windows-1251")),
        "a text with a BOM": ("TXT", b"\xef\xbb\xbf" + TEXT.encode()),
        "a table as text": ("TXT", "№;Мероприятие\r\n1;Урок\r\n".encode()),
        "a signature in PEM": ("SIG", pem()),
        "a signature in base64 alone": ("SIG", b64encode(der())),
        "a signature of no stated length": ("SIG", b"\x30\x80" + SIGNED_DATA + b"\0\0"),
        "a signature around its document": ("SIG", der(SIGNED_DATA + pdf()[:20_000] + ZIP)),
        "a document of the web": ("DOCX", archive({TYPES: "", "word/document2.xml": ""})),
        "slides": ("ZIP", archive({TYPES: "", "ppt/presentation.xml": ""})),
    }.values(),
)
def test_kinds_have_many_forms(name: str, content: bytes) -> None:
    assert name == recognise(content).name


REFUSED: dict[str, tuple[bytes, type[Refused]]] = {
    "nothing": (b"", FileEmpty),
    "spaces": (b" \r\n", FileEmpty),
    "NULs": (bytes(100), UnknownKind),
    "a page": (PAGE, UnknownKind),
    "a page after words": (TEXT.encode() * 200 + PAGE, UnknownKind),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>', UnknownKind),
    "XML": (b'<?xml version="1.0"?><a/>', UnknownKind),
    "a shell script": (b"#!/bin/sh\necho\n", UnknownKind),
    "a program of Windows": (b"MZ\x90\x00" + bytes(200), UnknownKind),
    "a program of Linux": (b"\x7fELF\x02\x01\x01" + bytes(200), UnknownKind),
    "a program in Java": (archive({"META-INF/MANIFEST.MF": "", "A.class": ""}), UnknownKind),
    "a program of Android": (archive({"classes.dex": ""}), UnknownKind),
    "a text in UTF-16": (TEXT.encode("utf-16"), UnknownKind),
    "GIF": (b"GIF89a" + bytes(50), UnknownKind),
    "an installer": (compound("!_Columns"), UnknownKind),
    "an encrypted document": (compound("EncryptedPackage", "EncryptionInfo"), UnknownKind),
    "a DOCX with macros": (archive({TYPES: "", "word/document.xml": "", "word/vbaProject.bin": ""}), WithMacros),
    "an XLSX with macros": (archive({TYPES: "", "xl/workbook.xml": "", "xl/vbaProject.bin": ""}), WithMacros),
    "an ODT with macros": (open_document(ODT, **{"Basic/Standard/Module1.xml": ""}), WithMacros),
    "a DOC with macros": (compound("WordDocument", "Macros"), WithMacros),
    "an XLS with macros": (compound("Workbook", "_VBA_PROJECT_CUR"), WithMacros),
    "a PDF without an end": (pdf()[:-40], Damaged),
    "a PDF of an unknown version": (b"%PDF-9.0\n" + pdf()[9:], Damaged),
    "half a JPEG": (jpeg()[: len(jpeg()) // 2], Damaged),
    "a JPEG's head alone": (b"\xff\xd8\xff\xd9", Damaged),
    "half a PNG": (png()[:-20], Damaged),
    "a PNG with a changed byte": (png()[:60] + bytes([png()[60] ^ 1]) + png()[61:], Damaged),
    "a PNG without a picture": (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b""), Damaged),
    "half a ZIP": (ZIP[: len(ZIP) // 2], Damaged),
    "a ZIP of which one entry is gone": (ZIP.replace(b"PK\x01\x02", b"PK\x01\x03"), Damaged),
    "half a DOC": (compound("WordDocument")[:1200], Damaged),
    "a DOC without its last sector": (compound("WordDocument")[:1536], Damaged),
    "half an RTF": (RTF[:20], Damaged),
    "half a signature": (der()[:-10], UnknownKind),
    "a PDF behind spaces": (b"  " + pdf(), UnknownKind),
    "a PDF behind words": (b"report\n" + pdf(), UnknownKind),
    "a PDF behind a text": (b"%PDF-1.4 is how a PDF begins.", Damaged),
    "a text that a reader of PDF opens": (b"report\n%PDF-1.4\n", TwoFaced),
    "a PDF with a ZIP behind": (pdf() + ZIP, TwoFaced),
    "a PDF with a ZIP inside": (pdf().replace(b"startxref", ZIP + b"\nstartxref"), TwoFaced),
    "a PDF that is the comment of a ZIP": (pdf().replace(b"startxref", ZIP[:-2] + b"\x20\x00startxref"), TwoFaced),
    "a PDF with a page behind": (pdf() + PAGE, TwoFaced),
    "a PDF with a page in its head": (pdf().replace(b"\n", b"\n" + PAGE + b"\n", 1), TwoFaced),
    "a JPEG with a ZIP behind": (jpeg() + ZIP, TwoFaced),
    "a JPEG with a page behind": (jpeg() + PAGE, TwoFaced),
    "a JPEG with a program behind": (jpeg() + b"MZ\x90\x00", TwoFaced),
    "a JPEG with a page in its comment": (
        jpeg()[:2] + b"\xff\xfe" + (len(PAGE) + 2).to_bytes(2, "big") + PAGE + jpeg()[2:],
        TwoFaced,
    ),
    "a JPEG with a PDF in its comment": (
        jpeg()[:2] + b"\xff\xfe\x00\x0a%PDF-1.4" + jpeg()[2:],
        TwoFaced,
    ),
    "a PNG with a ZIP behind": (png() + ZIP, TwoFaced),
    "a PNG with a page in its words": (png()[:33] + chunk(b"tEXt", b"Comment\0" + PAGE) + png()[33:], TwoFaced),
    "a ZIP with a page behind": (ZIP + PAGE, TwoFaced),
    "a ZIP with a page in its comment": (archive({"a": "b"}, comment=PAGE), TwoFaced),
    "a ZIP with a page before its directory": (ZIP.replace(b"PK\x01\x02", PAGE + b"PK\x01\x02"), TwoFaced),
    "a ZIP with a PDF in front": (archive({"a": "b"})[:30] + b"%PDF-1.4\n" + archive({"a": "b"})[30:], TwoFaced),
    "a DOC with a ZIP behind": (compound("WordDocument") + ZIP, TwoFaced),
    "a DOC with a long tail": (compound("WordDocument") + bytes(512 * 200), TwoFaced),
    "an RTF with a ZIP behind": (RTF + ZIP, Damaged),
    "a signature with a page behind": (der() + PAGE, UnknownKind),
}


@pytest.mark.parametrize(("content", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_kept_is_refused_with_its_reason(content: bytes, refusal: type[Refused]) -> None:
    with pytest.raises(Refused) as refused:
        recognise(content)

    assert refusal is refused.type


@pytest.mark.parametrize("name", ["PDF", "JPEG", "PNG", "DOCX", "XLSX", "ODT", "ZIP", "RTF"])
def test_a_file_that_is_cut_off_is_never_taken_for_a_whole_one(name: str) -> None:
    content = EVERY[name].rstrip()
    for end in range(8, len(content), max(1, len(content) // 200)):
        with pytest.raises(Refused):
            recognise(content[:end])


@pytest.mark.parametrize(
    "content", [b"< " * 2**20 + b"\x01", b"\xff\xd8\xff\xe0" + b"\0\2\xff\xe0" * 2**18, b" " * 2**20 + b"\x01"]
)
def test_hostile_bytes_take_no_time(content: bytes) -> None:
    with pytest.raises(Refused):
        recognise(content)

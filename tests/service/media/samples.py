"""Files of every kind that is kept: the smallest that are still true ones."""

import io
import struct
import zlib
from base64 import encodebytes
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import typst
import xlsxwriter  # type: ignore[import-untyped]  # it has no types
from PIL import Image


def pdf(words: str = "Отчёт") -> bytes:
    return bytes(typst.compile(words.encode()))


def jpeg(size: int = 40) -> bytes:
    return _picture("JPEG", size)


def png(size: int = 40) -> bytes:
    return _picture("PNG", size)


def _picture(kind: str, size: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((size, size), 60).convert("RGB").save(file, kind)
    return file.getvalue()


def word() -> bytes:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Отчёт об исполнении")
    document.save(file)
    return file.getvalue()


def excel() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet()
    return file.getvalue()


def open_document(media: str, **more: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", media)
        for name, words in ({"content.xml": "<a/>"} | more).items():
            archive.writestr(name, words, ZIP_DEFLATED)
    return file.getvalue()


def archive(files: Mapping[str, bytes | str], *, comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
        made.comment = comment
    return file.getvalue()


def compound(*streams: str) -> bytes:
    """Lay out a compound file of version 3: an allocation table, a directory, and a sector of content."""
    chain = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE] + [0xFFFFFFFF] * 125
    names = ["Root Entry", *streams]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    entries = b"".join(_entry(name) for name in names)
    return header + struct.pack("<128L", *chain) + entries.ljust(512, b"\0") + bytes(512)


def _entry(name: str) -> bytes:
    written = name.encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<HB", len(written) + 2, 2) + bytes(61)


SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0" + b"\x82\x01\x00" + bytes(256)


def der(body: bytes = SIGNED_DATA) -> bytes:
    return b"\x30\x82" + struct.pack(">H", len(body)) + body


def pem(body: bytes = SIGNED_DATA) -> bytes:
    return b"-----BEGIN PKCS7-----\n" + encodebytes(der(body)) + b"-----END PKCS7-----\n"


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))


RTF = b"{\\rtf1\\ansi \\'ee\\'f2\\'f7\\'b8\\'f2}\r\n"
TEXT = "Отчёт: охвачены все классы.\r\n"
EVERY: Mapping[str, bytes] = {
    "PDF": pdf(),
    "JPEG": jpeg(),
    "PNG": png(),
    "DOCX": word(),
    "XLSX": excel(),
    "DOC": compound("WordDocument", "1Table"),
    "XLS": compound("Workbook"),
    "ODT": open_document("application/vnd.oasis.opendocument.text"),
    "ODS": open_document("application/vnd.oasis.opendocument.spreadsheet"),
    "RTF": RTF,
    "TXT": TEXT.encode(),
    "ZIP": archive({"фото.jpg": jpeg()}),
    "SIG": der(),
}

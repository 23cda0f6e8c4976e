"""A file becomes a document: its content, not its name, tells how it is read, and where.

A text is read here. DOCX, XLSX and PDF are read by a process of their own with little memory and little time
(`service.importing.reader`): a hostile file ends that process and nothing else.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

import structlog

from domain.order.document import Document
from service.importing import delimited, text
from service.importing.answers import Answer, decode
from service.importing.refusals import (
    Damaged,
    FileEmpty,
    FileTooLarge,
    OldExcel,
    OldWord,
    OtherFormat,
    PasswordProtected,
    TooHeavy,
)

log = structlog.get_logger()

SECONDS: Final = 9.0
_TURNS: Final = asyncio.Semaphore(2)
"""Of readers in one process of the service: what they hold together is bounded too."""
_ROOT: Final = Path(__file__).parents[2]
_SIGNATURE: Final = 1_024  # bytes that may stand before the mark of a PDF
_OF_ITS_OWN: Final = (
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_WEB_PAGE: Final = (b"<!doctype html", b"<html", b"mime-version:")


async def read(data: bytes) -> Document:
    """Read a file of any format; raise a `Refused` that says why it cannot be read."""
    check(data)
    if is_text(data):
        return await asyncio.to_thread(read_text, data)
    async with _TURNS:
        return _document(await _answer(data))


def read_text(data: bytes) -> Document:
    """Read a text or a table between delimiters."""
    lines = text.lines(data)
    return delimited.document(lines) or text.document(lines)


def is_text(data: bytes) -> bool:
    return not (data.startswith(b"PK\x03\x04") or b"%PDF-" in data[:_SIGNATURE])


def check(data: bytes) -> None:
    """Raise a `Refused` for what is empty, too large or of a format that nobody reads here."""
    if not data.strip():
        raise FileEmpty
    if len(data) > text.LARGEST:
        raise FileTooLarge(size=len(data), limit=text.LARGEST)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _compound(data)
    for mark, name in _OF_ITS_OWN:
        if data.startswith(mark):
            raise OtherFormat(format=name)
    if data[:_SIGNATURE].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB_PAGE):
        raise OtherFormat(format="HTML")


def _compound(data: bytes) -> Exception:
    """Tell by its streams what an OLE file is."""
    for stream, refusal in (
        ("EncryptedPackage", PasswordProtected),
        ("WordDocument", OldWord),
        ("Workbook", OldExcel),
        ("Book", OldExcel),
    ):
        if stream.encode("utf-16-le") in data:
            return refusal()
    return OtherFormat(format="OLE")


async def _answer(data: bytes) -> Answer:
    reader = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "service.importing.reader"),
        cwd=_ROOT,
        env={"PYTHONUTF8": "1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await reader.communicate(data)
    except TimeoutError:
        log.warning("import.reader_too_slow", seconds=SECONDS)
        raise TooHeavy from None
    finally:
        if reader.returncode is None:
            reader.kill()
            await asyncio.shield(reader.wait())
    if reader.returncode:
        log.warning("import.reader_died", code=reader.returncode)
        raise TooHeavy
    return decode(answer)


def _document(answer: Answer) -> Document:
    if answer.fault:
        log.warning("import.reader_failed", fault=answer.fault)
        raise Damaged
    return answer.document()

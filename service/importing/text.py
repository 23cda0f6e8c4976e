"""A text file becomes lines and rows: a line with tabs is a row of a table."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from domain.order.document import Document, Line, Row, flow
from service.importing.refusals import FileEmpty, FileTooLarge, NotText, TooManyLines

LARGEST: Final = 10 * 2**20
MOST_LINES: Final = 5_000
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINE_END: Final = re.compile(r"\r\n?|[\n\f\u2028\u2029]")
_NOT_RUSSIAN: Final = re.compile(r"[^\x00-\x7fА-Яа-яЁё«»„“”‘’–—…№§°±· \xad•€©®™]")
_FEW: Final = 0.1  # of the characters beyond ASCII: a Windows-1251 text is Russian


def read(data: bytes) -> Document:
    """Read a text; raise a `Refused` where it is none."""
    return document(lines(data))


def document(lines: Sequence[str]) -> Document:
    found = (part(number, verbatim) for number, verbatim in enumerate(lines, start=1))
    return Document(parts=list(filter(None, found)))


def part(number: int, verbatim: str) -> Line | Row | None:
    """Return the row or the line that one line of a text is; None where it has no words."""
    if "\t" not in verbatim:
        words = clean(verbatim)
        return Line(number=number, text=words, verbatim=verbatim) if words else None
    cells = tuple(clean(cell) for cell in verbatim.split("\t"))
    return Row(number=number, cells=cells, verbatim=verbatim) if any(cells) else None


def lines(data: bytes) -> list[str]:
    """Return the lines of a text, empty ones too; raise a `Refused` where it is none."""
    found = _LINE_END.split(decode(data))
    if len(found) > MOST_LINES:
        raise TooManyLines(count=len(found), limit=MOST_LINES)
    return found


def decode(data: bytes) -> str:
    """Tell UTF-8 (with or without BOM) from Windows-1251 by the bytes; raise a `Refused` for anything else."""
    if not data.strip():
        raise FileEmpty
    if len(data) > LARGEST:
        raise FileTooLarge(size=len(data), limit=LARGEST)
    text = _utf8(data) or _windows_1251(data)
    if text is None or _CONTROLS.search(text):
        raise NotText
    return unicodedata.normalize("NFC", text)


def cell(words: str) -> str:
    """Return the words of a cell of several lines."""
    return clean(flow(line.rstrip() for line in _LINE_END.split(words)))


def clean(cell: str) -> str:
    """Return the words of a cell between single spaces; soft hyphens and the marks of directions go."""
    return unicodedata.normalize("NFC", " ".join(re.sub("[\xad\u200b-\u200f\ufeff]", "", cell).split()))


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _windows_1251(data: bytes) -> str | None:
    try:
        text = data.decode("windows-1251")
    except UnicodeDecodeError:
        return None
    beyond = sum(not character.isascii() for character in text)
    return text if len(_NOT_RUSSIAN.findall(text)) <= _FEW * beyond else None

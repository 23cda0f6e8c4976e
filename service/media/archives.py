"""ZIP and the documents that are one: told apart by the names in its directory; nothing is ever unpacked."""

import re
import struct
from typing import Final

from msgspec import Struct

from service.media.kinds import DOCX, ODS, ODT, XLSX, ZIP, Kind
from service.media.refusals import Damaged, TwoFaced, UnknownKind, WithMacros

_MARK: Final = b"PK\x03\x04"
_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_FARTHEST: Final = _END.size + 0xFFFF  # bytes from the end of a ZIP in which its last record begins

_OFFICE: Final = ((re.compile(r"word/document\d*\.xml"), DOCX), (re.compile(r"xl/workbook\d*\.xml"), XLSX))
_OPEN_DOCUMENTS: Final = {kind.media.encode(): kind for kind in (ODT, ODS)}
_OPEN_HEAD: Final = struct.Struct("<4s3H2H3L2H8s")  # of the first entry, "mimetype", which is never compressed
_MACROS: Final = re.compile(r"(?:.*/)?vbaProject\.bin|(?:Basic|Scripts)/.+", re.IGNORECASE)
_PROGRAMS: Final = frozenset({"META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex"})


class _Last(Struct, frozen=True, kw_only=True):
    """The last record: where it stands, and the directory before it."""

    place: int
    begin: int
    entries: int
    directory: int
    """Where the directory begins by its own account."""


def zipped(content: bytes) -> Kind | None:
    if not content.startswith(_MARK):
        return None
    if (last := _last(content)) is None:
        raise Damaged(kind=ZIP.name)
    if last.place + _END.size != len(content) or last.begin != last.directory:
        raise TwoFaced(kind=ZIP.name)
    names = _names(content, last)
    kind = _open_document(content) or _office(names) or ZIP
    if kind is not ZIP and any(_MACROS.fullmatch(name) for name in names):
        raise WithMacros
    if kind is ZIP and not _PROGRAMS.isdisjoint(names):
        raise UnknownKind
    return kind


def hidden(content: bytes) -> bool:
    """Tell whether somebody who reads from the end, as readers of ZIP do, finds one."""
    return _last(content) is not None


def _last(content: bytes) -> _Last | None:
    place = content.rfind(b"PK\x05\x06", max(0, len(content) - _FARTHEST))
    if place < 0 or place + _END.size > len(content):
        return None
    _, _, _, _, entries, size, directory, _ = _END.unpack_from(content, place)
    begin = place - size
    if begin < 0 or content[begin : begin + 4] != b"PK\x01\x02":
        return None
    return _Last(place=place, begin=begin, entries=entries, directory=directory)


def _names(content: bytes, last: _Last) -> set[str]:
    names, place = set[str](), last.begin
    for _ in range(last.entries):
        if place + _ENTRY.size > last.place or not content.startswith(b"PK\x01\x02", place):
            raise Damaged(kind=ZIP.name)
        fields = _ENTRY.unpack_from(content, place)
        name, extra, comment = fields[10:13]
        place += _ENTRY.size
        names.add(content[place : place + name].decode("utf-8", "replace"))
        place += name + extra + comment
    if place != last.place:
        raise Damaged(kind=ZIP.name)
    return names


def _office(names: set[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for pattern, kind in _OFFICE if any(pattern.fullmatch(name) for name in names)), None)


def _open_document(content: bytes) -> Kind | None:
    if len(content) < _OPEN_HEAD.size:
        return None
    *_, size, name_length, extra, name = _OPEN_HEAD.unpack_from(content)
    if name != b"mimetype" or name_length != len(name):
        return None
    begin = _OPEN_HEAD.size + extra
    return _OPEN_DOCUMENTS.get(content[begin : begin + size])

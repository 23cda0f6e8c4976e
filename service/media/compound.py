"""DOC and XLS: compound files, known by the names of their streams."""

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from service.media.kinds import DOC, XLS, Kind
from service.media.refusals import Damaged, TwoFaced, UnknownKind, WithMacros

_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME: Final = "DOC"
_SHIFTS: Final = (9, 12)  # sectors of 512 or 4,096 bytes
_IN_HEADER: Final = 109  # sectors of the allocation table that the header itself names
_LAST: Final = 0xFFFFFFFC  # from here on a number is no sector
_FREE: Final = 0xFFFFFFFF
_ENTRY: Final = 128  # bytes of a directory entry
_MACROS: Final = frozenset({"Macros", "VBA", "_VBA_PROJECT_CUR", "_VBA_PROJECT"})


def compound(content: bytes) -> Kind | None:
    if not content.startswith(_MARK):
        return None
    try:
        names = set(_names(content))
    except (struct.error, IndexError):
        raise Damaged(kind=_NAME) from None
    if names & _MACROS:
        raise WithMacros
    if "WordDocument" in names:
        return DOC
    if names & {"Workbook", "Book"}:
        return XLS
    raise UnknownKind


def _names(content: bytes) -> Iterator[str]:
    [shift] = struct.unpack_from("<H", content, 30)
    if shift not in _SHIFTS:
        raise Damaged(kind=_NAME)
    size = 1 << shift
    table = _table(content, size)
    _check_end(content, size, table)
    [first] = struct.unpack_from("<L", content, 48)
    for sector in _chain(first, table):
        begin = (sector + 1) * size
        for place in range(begin, begin + size, _ENTRY):
            [length] = struct.unpack_from("<H", content, place + 64)
            yield content[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")


def _table(content: bytes, size: int) -> Sequence[int]:
    """Read the allocation table: the number of the sector that follows each sector."""
    sectors = list(struct.unpack_from(f"<{_IN_HEADER}L", content, 76))
    [further, count] = struct.unpack_from("<2L", content, 68)
    numbers = size // 4
    for _ in range(min(count, len(content) // size)):
        *more, further = struct.unpack_from(f"<{numbers}L", content, (further + 1) * size)
        sectors += more
    used = [sector for sector in sectors if sector < _LAST]
    if len(used) > len(content) // size:
        raise Damaged(kind=_NAME)
    return [number for sector in used for number in struct.unpack_from(f"<{numbers}L", content, (sector + 1) * size)]


def _check_end(content: bytes, size: int, table: Sequence[int]) -> None:
    """Raise where the file ends before its last sector, or goes on beyond all that the table knows."""
    last = max((sector for sector, following in enumerate(table) if following != _FREE), default=-1)
    if (last + 1) * size >= len(content):
        raise Damaged(kind=_NAME)
    if len(content) > (len(table) + 1) * size:
        raise TwoFaced(kind=_NAME)


def _chain(first: int, table: Sequence[int]) -> Iterator[int]:
    sector = first
    for _ in range(len(table)):  # a chain that bites its tail ends too
        if sector >= _LAST:
            return
        yield sector
        sector = table[sector]

"""Pictures: JPEG and PNG are walked from segment to segment, and nothing follows their end."""

import re
import struct
from typing import Final
from zlib import crc32

from service.media.kinds import JPEG, PNG, Kind
from service.media.refusals import Damaged, TwoFaced

_JPEG: Final = b"\xff\xd8\xff"
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BEHIND_SCAN: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # in a scan, FF 00 is a byte and FF D0 to D7 a restart

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_CHUNK: Final = struct.Struct(">I4s")


def jpeg(content: bytes) -> Kind | None:
    """Recognise one picture, or several in a row, as phones write them: a smaller one follows the large one."""
    if not content.startswith(_JPEG):
        return None
    end = 0
    try:
        while content.startswith(_JPEG, end):
            end = _padded(content, _jpeg_end(content, end))
    except IndexError:
        raise Damaged(kind=JPEG.name) from None
    if end < len(content):
        raise TwoFaced(kind=JPEG.name)
    return JPEG


def _jpeg_end(content: bytes, start: int) -> int:
    """Return where the picture ends; raise `IndexError` where the file ends before it."""
    place, seen = start + 2, set[int]()
    while (marker := content[place + 1]) != _END_OF_IMAGE:
        if content[place] != 0xFF:  # noqa: PLR2004  before every marker
            raise Damaged(kind=JPEG.name)
        if marker == 0xFF:  # noqa: PLR2004  a filler
            place += 1
            continue
        seen.add(marker)
        place += 2 + (content[place + 2] << 8 | content[place + 3])
        if marker == _START_OF_SCAN:
            behind = _BEHIND_SCAN.search(content, place)
            place = behind.start() if behind else len(content)
    if not seen & _FRAMES or _START_OF_SCAN not in seen:
        raise Damaged(kind=JPEG.name)
    return place + 2


def _padded(content: bytes, place: int) -> int:
    return len(content) - len(content[place:].lstrip(b"\0"))


def png(content: bytes) -> Kind | None:
    if not content.startswith(_PNG):
        return None
    place, seen = len(_PNG), set[bytes]()
    while b"IEND" not in seen:
        if place + 12 > len(content):
            raise Damaged(kind=PNG.name)
        length, name = _CHUNK.unpack_from(content, place)
        end = place + 8 + length
        first = not seen
        seen.add(name)
        intact = content[end : end + 4] == crc32(content[place + 4 : end]).to_bytes(4, "big")
        if not intact or (first and name != b"IHDR"):
            raise Damaged(kind=PNG.name)
        place = end + 4
    if b"IDAT" not in seen:
        raise Damaged(kind=PNG.name)
    if place < len(content):
        raise TwoFaced(kind=PNG.name)
    return PNG

"""PDF: its header stands at the very first byte, and nothing follows its end."""

import re
from typing import Final

from service.media.kinds import PDF, Kind
from service.media.refusals import Damaged, TwoFaced

MARK: Final = b"%PDF-"

_HEADER: Final = re.compile(rb"%PDF-[12]\.\d\s")
_END: Final = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_PADDING: Final = b"\0\t\n\f\r "


def pdf(content: bytes) -> Kind | None:
    if not content.startswith(MARK):
        return None
    last = content.rfind(b"startxref")
    end = _END.match(content, max(last, 0))
    if not _HEADER.match(content) or end is None or int(end[1]) >= len(content):
        raise Damaged(kind=PDF.name)
    if content[end.end() :].strip(_PADDING):
        raise TwoFaced(kind=PDF.name)
    return PDF

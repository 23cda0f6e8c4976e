"""Texts: RTF, and plain ones in UTF-8 or Windows-1251; a page or a program is no text."""

import re
from typing import Final

from service.importing import text
from service.importing.refusals import NotText
from service.media.kinds import RTF, TXT, Kind
from service.media.refusals import Damaged, UnknownKind

MARKUP: Final = re.compile(
    rb"</?(?:!doctype|\?xml|body|embed|form|head|html|iframe|img|link|meta|object|script|style|svg|table)\b",
    re.IGNORECASE,
)
"""What makes a browser take something for a page."""

_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def rtf(content: bytes) -> Kind | None:
    if not content.startswith(b"{\\rtf"):
        return None
    body = content.rstrip(b"\0\r\n\t ")
    if not body.endswith(b"}") or _CONTROLS.search(body):
        raise Damaged(kind=RTF.name)
    return RTF


def plain(content: bytes) -> Kind | None:
    try:
        text.decode(content)
    except NotText:
        return None
    if content.startswith(b"#!") or MARKUP.search(content):
        raise UnknownKind
    return TXT

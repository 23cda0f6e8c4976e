"""Signatures in files of their own: CMS signed data in DER, in PEM, or in base64 as signing programs write it."""

import re
from base64 import b64decode
from binascii import Error
from typing import Final

from service.media.kinds import SIG, Kind

_SIGNED_DATA: Final = re.compile(
    rb"\x30(?:\x80|[\x00-\x7f]|\x81(.)|\x82(..)|\x83(...))\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0", re.DOTALL
)
_HEAD: Final = len(b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0")
_ARMOUR: Final = re.compile(
    rb"\s*+(?:-----BEGIN [A-Z0-9 #]{1,40}-----)?([A-Za-z0-9+/=\s]++)(?:-----END [A-Z0-9 #]{1,40}-----)?\s*+"
)
_BEGIN: Final = b"MI"  # of a long SEQUENCE in base64


def signature(content: bytes) -> Kind | None:
    return SIG if _is_signed_data(content) or _is_signed_data(_bare(content)) else None


def _bare(content: bytes) -> bytes:
    """Take the armour of a text off; nothing where it has none."""
    if not (found := _ARMOUR.fullmatch(content)) or not found[1].lstrip().startswith(_BEGIN):
        return b""
    try:
        return b64decode(b"".join(found[1].split()), validate=True)
    except Error:
        return b""


def _is_signed_data(content: bytes) -> bool:
    """Tell whether it is one value, signed data, from the first byte to the last."""
    if not (head := _SIGNED_DATA.match(content)):
        return False
    length = next((part for part in head.groups() if part is not None), None)
    body = len(content) - head.end() + _HEAD
    if length is not None:
        return int.from_bytes(length, "big") == body
    return content[1] == body or (content[1] == 0x80 and content.endswith(b"\0\0"))  # noqa: PLR2004  of no stated length

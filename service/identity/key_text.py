"""The text of an API key, ``rmk_<id>_<secret>_<crc>``: 256 random bits; the check sum finds slips of the pen."""

import hashlib
import re
import secrets
from base64 import b32encode
from typing import Final
from zlib import crc32

from msgspec import Struct

_KEY: Final = re.compile(r"(rmk_([a-z2-7]{8})_([a-z2-7]{52}))_([0-9a-f]{8})")


class KeyText(Struct, frozen=True, kw_only=True):
    """``text`` is what its owner gets; the hash alone is kept."""

    id: str
    text: str
    secret_sha256: bytes


def make() -> KeyText:
    key_id, secret = _random(5), _random(32)
    head = f"rmk_{key_id}_{secret}"
    return KeyText(id=key_id, text=f"{head}_{_check_sum(head)}", secret_sha256=sha256(secret))


def parse(text: str) -> tuple[str, bytes] | None:
    """Return id and hash of the secret; None for what is no key."""
    found = _KEY.fullmatch(text)
    if found is None or found[4] != _check_sum(found[1]):
        return None
    return found[2], sha256(found[3])


def sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _random(size: int) -> str:
    return b32encode(secrets.token_bytes(size)).decode().rstrip("=").lower()


def _check_sum(head: str) -> str:
    return f"{crc32(head.encode()):08x}"

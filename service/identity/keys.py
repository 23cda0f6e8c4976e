"""API keys ``rmk_<id>_<secret>_<crc>``: shown once, kept as a hash; the check sum finds slips of the pen."""

import hashlib
import hmac
import secrets
from base64 import b32encode
from datetime import timedelta
from time import monotonic
from typing import Final
from zlib import crc32

import asyncpg
from msgspec import Struct

from domain.access import ACCESS
from domain.command import Caller
from service import clock
from service.identity import calendar_tokens
from service.identity.principal import Principal
from service.postgres.pool import Connection, lent

LIFE: Final = timedelta(days=365)
_PARTS: Final = 4
_REMEMBERED: Final = 1.0  # seconds
_MOST: Final = 10_000  # keys


class NewKey(Struct, frozen=True, kw_only=True):
    """``key`` is what its owner gets, and nobody can read again."""

    id: str
    key: str
    secret_sha256: bytes


def make() -> NewKey:
    """Make a key of 256 random bits."""
    key_id, secret = _random(5), _random(32)
    head = f"rmk_{key_id}_{secret}"
    return NewKey(id=key_id, key=f"{head}_{_check_sum(head)}", secret_sha256=_hash(secret))


def parse(text: str) -> tuple[str, bytes] | None:
    """Return id and hash of the secret; None for what is no key."""
    head, _, check_sum = text.rpartition("_")
    parts = text.split("_")
    if len(parts) != _PARTS or parts[0] != "rmk" or check_sum != _check_sum(head):
        return None
    return parts[1], _hash(parts[2])


_ISSUE: Final = """
    insert into identity.keys (id, district, actor, secret_sha256, label, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7)
"""


async def issue(connection: Connection, district: str, actor: str, label: str) -> NewKey:
    """Record a key of an actor, good for a year."""
    new, now = make(), clock.now()
    await connection.execute(_ISSUE, new.id, district, actor, new.secret_sha256, label, now, now + LIFE)
    return new


_HAS_ONE: Final = """
    select exists (
        select from identity.keys where district = $1 and actor = $2 and expires_at > $3 and revoked_at is null
    )
"""


async def has_key(connection: Connection, district: str, actor: str) -> bool:
    """Tell whether an actor has a key that still opens."""
    return bool(await connection.fetchval(_HAS_ONE, district, actor, clock.now()))


_FIND: Final = """
    select k.district, k.actor, k.secret_sha256, a.entries as access
    from identity.keys as k, log.load(k.district, array['access/' || k.actor]) as a
    where k.id = $1 and k.expires_at > $2 and (k.revoked_at is null or k.revoked_at > $2)
"""


async def authenticate(connection: Connection, text: str) -> Principal | None:
    """Return whose key it is, with his roles; None for one that is unknown, revoked, expired or no key at all."""
    if (parsed := parse(text)) is None:
        return None
    key_id, secret_sha256 = parsed
    row = await connection.fetchrow(_FIND, key_id, clock.now())
    if row is None or not hmac.compare_digest(row["secret_sha256"], secret_sha256):
        return None
    caller = Caller(district=row["district"], actor=row["actor"], via=f"key:{key_id}")
    return Principal(caller=caller, access=ACCESS.fold(row["access"]))


class Keyring:
    """Remembers for a second whose key it was; so long a revoked one may still open (what it does is decided anew)."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._known: dict[bytes, tuple[float, Principal]] = {}  # by the hash of the key: no secret lies about

    async def authenticate(self, text: str) -> Principal | None:
        now, given = monotonic(), _hash(text)
        since, principal = self._known.get(given, (-_REMEMBERED, None))
        if principal is not None and now - since < _REMEMBERED:
            return principal
        if parse(text) is None:
            return None
        async with lent(self._pool) as connection:
            principal = await authenticate(connection, text)
        if principal is not None:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[given] = now, principal
        return principal

    async def calendar_owner(self, token: str) -> Principal | None:
        """Return whose calendar a token opens; it is no key, and a key opens none."""
        async with lent(self._pool) as connection:
            return await calendar_tokens.owner(connection, token)


def _random(size: int) -> str:
    return b32encode(secrets.token_bytes(size)).decode().rstrip("=").lower()


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _check_sum(head: str) -> str:
    return f"{crc32(head.encode()):08x}"

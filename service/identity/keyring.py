"""The keyring of a process: whose key a request brings, and when each was used last."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import inf
from time import monotonic
from typing import Final, TypeVar

import asyncpg
import structlog
from msgspec import Struct

from domain.access import ACCESS
from domain.command import Caller
from service import clock
from service.identity import calendar_tokens
from service.identity.key_terms import within
from service.identity.key_text import parse, sha256
from service.identity.principal import Principal
from service.postgres.pool import MOMENTARY, lent

K = TypeVar("K")
V = TypeVar("V")

WARNED: Final = timedelta(days=30)
"""So long before its end a key says on every answer when that is."""

_REMEMBERED: Final = 1.0  # seconds
_NOTED_EVERY: Final = 60.0  # seconds
_MOST: Final = 10_000  # keys
_log: Final = structlog.get_logger()


class Opened(Struct, frozen=True, kw_only=True):
    """Whose key it is; ``expires_soon`` is the moment of its end where that is near."""

    key: str
    principal: Principal
    addresses: Sequence[str]
    expires_soon: datetime | None


_FIND: Final = """
    select k.id, k.district, k.actor, k.expires_at, k.addresses::text[] as addresses, a.entries as access
    from identity.keys as k, log.load(k.district, array['access/' || k.actor]) as a
    where k.id = $1 and k.secret_sha256 = $2 and k.expires_at > $3 and k.revoked_at is null
"""
_USED: Final = """
    update identity.keys set last_used_at = $2
    where id = $1 and (last_used_at is null or last_used_at <= $2::timestamptz - interval '1 minute')
"""


class Keyring:
    """Remembers for a second whose key it was; so long a revoked one may still open (what it does is decided anew)."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._known: dict[bytes, tuple[float, Opened]] = {}  # by the hash of the key: no secret lies about
        self._noted: dict[str, float] = {}  # by id
        self._noting: set[asyncio.Task[None]] = set()

    async def authenticate(self, text: str, peer: str | None) -> Opened | None:
        """Return what a key opens to a peer; None for one that is unknown, revoked, expired or barred from there."""
        now, given = monotonic(), sha256(text)
        since, opened = self._known.get(given, (-inf, None))
        if opened is None or now - since >= _REMEMBERED:
            if (opened := await self._find(text)) is None:
                return None
            _remember(self._known, given, (now, opened))
        if opened.addresses and not within(peer, opened.addresses):
            return None
        if now - self._noted.get(opened.key, -inf) >= _NOTED_EVERY:
            self._note(opened.key, now)
        return opened

    async def calendar_owner(self, token: str) -> Principal | None:
        """Return whose calendar a token opens; it is no key, and a key opens none."""
        async with lent(self._pool) as connection:
            return await calendar_tokens.owner(connection, token)

    async def _find(self, text: str) -> Opened | None:
        """Ask the database; an unknown id and a wrong secret both find no row, in the same time."""
        if (parsed := parse(text)) is None:
            return None
        now = clock.now()
        async with lent(self._pool) as connection:
            row = await connection.fetchrow(_FIND, *parsed, now)
        if row is None:
            return None
        caller = Caller(district=row["district"], actor=row["actor"], via=f"key:{row['id']}")
        return Opened(
            key=row["id"],
            principal=Principal(caller=caller, access=ACCESS.fold(row["access"])),
            addresses=row["addresses"],
            expires_soon=row["expires_at"] if row["expires_at"] - now < WARNED else None,
        )

    def _note(self, key: str, now: float) -> None:
        """Have the last use of a key written beside all answers."""
        _remember(self._noted, key, now)
        task = asyncio.create_task(self._write_use(key), name="note the use of a key")
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)

    async def _write_use(self, key: str) -> None:
        try:
            async with lent(self._pool) as connection:
                await connection.execute(_USED, key, clock.now())
        except MOMENTARY as error:  # nobody waits for it, and a later use is noted again
            _log.warning("key.use_not_noted", id=key, error=type(error).__name__)


def _remember(known: dict[K, V], key: K, value: V) -> None:
    if len(known) >= _MOST:
        known.clear()
    known[key] = value

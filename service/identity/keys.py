"""API keys: shown once, kept as a hash. They tell who somebody is, not what he may do: rows, no events of the log."""

from datetime import datetime
from typing import Final

import structlog
from msgspec import Struct, convert

from domain.refusals import NotFound, Refused
from service import clock
from service.identity.key_terms import LIFE, ORDINARY, Terms
from service.identity.key_text import make
from service.postgres.pool import Connection
from service.words import _

MOST: Final = 2
"""Keys of an actor that open at the same time: the one in use, and the one that takes its place."""

OPERATOR: Final = "system:operator"
_log: Final = structlog.get_logger()


class TooManyKeys(Refused):
    code = "too-many-keys"
    message = _("{actor} has two keys already, {keys}: revoke the one that is not used.")


class Key(Struct, frozen=True, kw_only=True):
    """What can be known of it later. ``last_used_at`` may lag by two minutes; no ``addresses``: from anywhere."""

    id: str
    actor: str
    label: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    addresses: list[str]
    issued_by: str | None


class NewKey(Key, frozen=True, kw_only=True):
    """``key`` is what its owner gets, and nobody can read again."""

    key: str


_ALONE: Final = "select pg_advisory_xact_lock(hashtextextended('identity.keys/' || $1 || '/' || $2, 0))"
_ISSUE: Final = """
    insert into identity.keys (
        id, district, actor, secret_sha256, label, created_at, expires_at, addresses, issued_by
    )
    values ($1, $2, $3, $4, $5, $6, $7, $8::text[]::cidr[], $9)
    returning id, actor, label, created_at, expires_at, last_used_at, addresses::text[] as addresses, issued_by
"""


async def issue(
    connection: Connection, district: str, actor: str, label: str, terms: Terms = ORDINARY, *, by: str = OPERATOR
) -> NewKey:
    """Record a key of an actor; raise `TooManyKeys`. In a transaction, whose end lets the next one be issued."""
    await _require_room(connection, district, actor)
    made, now = make(), clock.now()
    until, places = terms.expires_at or now + LIFE, list(terms.addresses)
    row = await connection.fetchrow(_ISSUE, made.id, district, actor, made.secret_sha256, label, now, until, places, by)
    assert row is not None
    _log.info("key.issued", district=district, id=made.id)
    return NewKey(key=made.text, **row)


async def _require_room(connection: Connection, district: str, actor: str) -> None:
    """Raise `TooManyKeys` where an actor has as many as he may; nobody else issues him one meanwhile."""
    await connection.execute(_ALONE, district, actor)
    there = await keys(connection, district, actor)
    if len(there) >= MOST:
        raise TooManyKeys(actor=actor, keys=", ".join(key.id for key in there))


_LIVE: Final = """
    select id, actor, label, created_at, expires_at, last_used_at, addresses::text[] as addresses, issued_by
    from identity.keys
    where district = $1 and ($2::text is null or actor = $2) and revoked_at is null and expires_at > $3
    order by actor, created_at, id
"""


async def keys(connection: Connection, district: str, owner: str | None = None) -> list[Key]:
    """Return the keys that open, of one actor or of everybody in the district; of an actor the oldest first."""
    return [convert(dict(row), Key) for row in await connection.fetch(_LIVE, district, owner, clock.now())]


async def has_key(connection: Connection, district: str, actor: str) -> bool:
    return bool(await keys(connection, district, actor))


async def rotate(connection: Connection, district: str, owner: str | None, key_id: str, *, by: str) -> NewKey:
    """Issue a key on the terms of another, which goes on opening until it is revoked.

    Raise `NotFound` where the owner has no such key (None owns all of the district), `TooManyKeys`.
    """
    old = next((key for key in await keys(connection, district, owner) if key.id == key_id), None)
    if old is None:
        raise NotFound(name=key_id)
    until = clock.now() + (old.expires_at - old.created_at)
    terms = Terms(expires_at=until, addresses=old.addresses)
    return await issue(connection, district, old.actor, old.label, terms, by=by)


_REVOKE: Final = """
    update identity.keys set revoked_at = $4, revoked_by = $5
    where id = $1 and district = $2 and ($3::text is null or actor = $3) and revoked_at is null and expires_at > $4
"""


async def revoke(connection: Connection, district: str, owner: str | None, key_id: str, *, by: str) -> None:
    """Revoke a key for good, within a second on every worker; raise `NotFound` as `rotate` does."""
    done = await connection.execute(_REVOKE, key_id, district, owner, clock.now(), by)
    if done != "UPDATE 1":
        raise NotFound(name=key_id)
    _log.info("key.revoked", district=district, id=key_id)

"""Calendar tokens ``rmc_<secret>``: each opens the calendar of its owner and nothing else, until it is revoked."""

import hashlib
import re
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Final

from msgspec import Struct, convert

from domain.access import ACCESS
from domain.command import Caller
from domain.refusals import Refused
from service import clock
from service.identity.principal import Principal
from service.postgres.pool import Connection
from service.words import _

MOST: Final = 20
"""Tokens of an owner that open at the same time."""

_TOKEN: Final = re.compile(r"rmc_[a-z2-7]{52}")


class TooManyTokens(Refused):
    code = "too-many-calendar-tokens"
    message = _("There are {most} calendar tokens already: revoke one that is not used.")


class CalendarToken(Struct, frozen=True, kw_only=True):
    """What its owner sees of it later; ``label`` is how he tells it from others."""

    id: str
    label: str
    created_at: datetime


class NewCalendarToken(CalendarToken, frozen=True, kw_only=True):
    """``token`` is shown now and never again."""

    token: str


_ISSUE: Final = """
    insert into identity.calendar_tokens (id, district, actor, token_sha256, label, created_at)
    select $1, $2, $3, $4, $5, $6
    where (
        select count(*) from identity.calendar_tokens where district = $2 and actor = $3 and revoked_at is null
    ) < $7
"""


async def issue(connection: Connection, caller: Caller, label: str) -> NewCalendarToken:
    """Record a token of the caller, of 256 random bits; raise `TooManyTokens`."""
    token, token_id, now = f"rmc_{_random(32)}", _random(5), clock.now()
    done = await connection.execute(_ISSUE, token_id, caller.district, caller.actor, _hash(token), label, now, MOST)
    if done != "INSERT 0 1":
        raise TooManyTokens(most=MOST)
    return NewCalendarToken(id=token_id, label=label, created_at=now, token=token)


_OPEN: Final = """
    select id, label, created_at from identity.calendar_tokens
    where district = $1 and actor = $2 and revoked_at is null order by created_at, id
"""


async def tokens(connection: Connection, caller: Caller) -> list[CalendarToken]:
    """Return the tokens of the caller that open, the oldest first."""
    return [convert(dict(row), CalendarToken) for row in await connection.fetch(_OPEN, caller.district, caller.actor)]


_REVOKE: Final = """
    update identity.calendar_tokens set revoked_at = $4
    where id = $1 and district = $2 and actor = $3 and revoked_at is null
"""


async def revoke(connection: Connection, caller: Caller, token_id: str) -> bool:
    """Revoke a token of the caller for good; tell whether he had it."""
    done = await connection.execute(_REVOKE, token_id, caller.district, caller.actor, clock.now())
    return bool(done == "UPDATE 1")


_FIND: Final = """
    select t.id, t.district, t.actor, a.entries as access
    from identity.calendar_tokens as t, log.load(t.district, array['access/' || t.actor]) as a
    where t.token_sha256 = $1 and t.revoked_at is null
"""


async def owner(connection: Connection, token: str) -> Principal | None:
    """Return whose token it is, with his roles of now; None for one that is unknown, revoked or no token at all.

    It is found by its hash: how long that takes tells nothing of the token.
    """
    if not _TOKEN.fullmatch(token):
        return None
    row = await connection.fetchrow(_FIND, _hash(token))
    if row is None:
        return None
    caller = Caller(district=row["district"], actor=row["actor"], via=f"calendar:{row['id']}")
    return Principal(caller=caller, access=ACCESS.fold(row["access"]))


def _random(size: int) -> str:
    return b32encode(secrets.token_bytes(size)).decode().rstrip("=").lower()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

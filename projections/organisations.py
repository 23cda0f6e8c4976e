"""Organisations as known at a position."""

from datetime import date
from typing import Final

from msgspec import Struct, convert, json

from domain.directory import Kind
from projections.connection import Connection
from projections.scope import Scope

_LIST: Final = """
    select key, kind, name, short_name, aliases, inn, profile, successor, reorganised_on
    from read_control.organisation
    where district = $1 and known_from <= $2 and known_to > $2
      and ($3::text[] is null or key = any ($3)) and ($4::text is null or key > $4)
    order by key limit $5
"""


class Organisation(Struct, frozen=True, kw_only=True):
    """``successor`` is who took the duties of a merged one, from ``reorganised_on`` on."""

    key: str
    kind: Kind
    name: str
    short_name: str
    aliases: list[str]
    inn: str | None
    profile: str | None
    successor: str | None
    reorganised_on: date | None


async def organisations(connection: Connection, scope: Scope, *, after: str | None, limit: int) -> list[Organisation]:
    """Return a page by key; ``after`` is the last key of the page before."""
    visible = None if scope.reach is None else sorted(scope.reach)
    rows = await connection.fetch(_LIST, scope.district, scope.position, visible, after, limit)
    return [convert({**row, "aliases": json.decode(row["aliases"])}, Organisation) for row in rows]

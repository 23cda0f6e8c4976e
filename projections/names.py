"""Names of organisations and titles of items as known at a position: looked up for the rows of a page."""

from collections.abc import Collection
from typing import Final

from msgspec import Struct

from projections.connection import Connection
from projections.scope import Scope


class Name(Struct, frozen=True, kw_only=True):
    short_name: str
    inn: str | None


_ORGANISATIONS: Final = """
    select key, short_name, inn from read_control.organisation
    where district = $1 and known_from <= $2 and known_to > $2 and key = any ($3::text[])
"""


async def organisations(connection: Connection, scope: Scope, keys: Collection[str]) -> dict[str, Name]:
    rows = await connection.fetch(_ORGANISATIONS, scope.district, scope.position, list(keys))
    return {row["key"]: Name(short_name=row["short_name"], inn=row["inn"]) for row in rows}


_TITLES: Final = """
    select i.key, t.text from read_control.item as i
    join log.texts as t on t.district = i.district and t.position = i.at and t.part = 'title'
    where i.district = $1 and i.known_from <= $2 and i.known_to > $2 and i.key = any ($3::text[])
"""


async def titles(connection: Connection, scope: Scope, keys: Collection[str]) -> dict[str, str]:
    """Return titles by keys such as ``647-2020/4``; those that were erased are absent."""
    rows = await connection.fetch(_TITLES, scope.district, scope.position, list(keys))
    return {row["key"]: row["text"] for row in rows}

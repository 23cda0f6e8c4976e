"""The names at the head of a document, as known at a position: the district's office, and one organisation more."""

from typing import Final

from projections.connection import Connection
from projections.scope import Scope

_NAMES: Final = """
    select key, kind, name from read_control.organisation
    where district = $1 and known_from <= $2 and known_to > $2 and (kind = 'office' or key = $3)
    order by key
"""


async def office(connection: Connection, scope: Scope) -> str:
    """Return the full name of the office, the name of the district where none is registered yet."""
    return next((name for _, kind, name in await _names(connection, scope) if kind == "office"), scope.district)


async def named(connection: Connection, scope: Scope) -> str | None:
    """Return the full name of the organisation that the scope is narrowed to; None for one unknown or out of reach."""
    if scope.reach is not None and scope.organisation not in scope.reach:
        return None
    return next((name for key, _, name in await _names(connection, scope) if key == scope.organisation), None)


async def _names(connection: Connection, scope: Scope) -> list[tuple[str, str, str]]:
    rows = await connection.fetch(_NAMES, scope.district, scope.position, scope.organisation)
    return [(row["key"], row["kind"], row["name"]) for row in rows]

"""The words beside events, as far as they are not erased."""

from collections.abc import Collection
from typing import Final

from msgspec import json

from projections.connection import Connection

_WORDS: Final = """
    select position, jsonb_object_agg(part, text) as words from log.texts
    where district = $1 and position = any ($2::bigint[]) group by position
"""


async def words(connection: Connection, district: str, positions: Collection[int]) -> dict[int, dict[str, str]]:
    """Return the texts of each event by part; nothing of one that has none left."""
    rows = await connection.fetch(_WORDS, district, list(positions))
    return {row["position"]: json.decode(row["words"], type=dict[str, str]) for row in rows}

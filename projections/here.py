"""The district itself: its zone, policies and calendars as they were known at a position."""

from typing import Final

from domain import district
from projections.connection import Connection
from projections.control import DISTRICTS

_KNOWN_FROM: Final = """
    select known_from from read_control.district where district = $1 and known_from <= $2 and known_to > $2
"""
_STATE: Final = """
    select name, time_zone, policies, calendar from read_control.district where district = $1 and known_from = $2
"""
_MOST: Final = 1000


class Districts:
    """Keeps what it has read: a belief never changes, and years of working days take a while to decode."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], district.State] = {}

    async def at(self, connection: Connection, where: str, position: int) -> district.State:
        """Return the state known at a position, a blank one before the district was opened."""
        known_from = await connection.fetchval(_KNOWN_FROM, where, position)
        if known_from is None:
            return district.State()
        if (where, known_from) not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            row = await connection.fetchrow(_STATE, where, known_from)
            self._kept[where, known_from] = DISTRICTS.state(row) if row else district.State()
        return self._kept[where, known_from]

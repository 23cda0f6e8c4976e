"""The district itself: its zone, policies and calendars as they were known at a position."""

from datetime import date
from typing import Final

from domain import district
from domain.calendar import Calendar
from projections.connection import Connection
from projections.control import DISTRICTS

_KNOWN_FROM: Final = """
    select known_from from read_control.district where district = $1 and known_from <= $2 and known_to > $2
"""
_STATE: Final = """
    select state.* from log.look($1, null, 0) as here
    cross join lateral (
        select d.name, d.time_zone, d.oktmo, d.policies, d.calendar from read_control.district as d
        where d.district = here.district and d.known_from = $2 offset 0
    ) as state
"""
_MOST: Final = 1000
_MOST_DAYS: Final = 100


class Days(dict[date, tuple[int, bool]]):
    """By due day the working days in (due_on, on], and whether they are provisional; each is counted once."""

    def __init__(self, calendar: Calendar, on: date) -> None:
        super().__init__()
        self.on, self._calendar = on, calendar

    def __missing__(self, due_on: date) -> tuple[int, bool]:
        self[due_on] = self._calendar.working_days(due_on, self.on), self._calendar.is_provisional(due_on, self.on)
        return self[due_on]


class Districts:
    """Keeps what it has read: a belief never changes, and years of working days take a while to decode and to count."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], district.State] = {}
        self._days: dict[tuple[str, int | None, date], Days] = {}

    async def at(self, connection: Connection, where: str, position: int) -> district.State:
        """Return the state known at a position, a blank one before the district was opened."""
        return await self.since(connection, where, await connection.fetchval(_KNOWN_FROM, where, position))

    async def since(self, connection: Connection, where: str, known_from: int | None) -> district.State:
        """Return the state known from a position on; the connection need not have entered the district."""
        if known_from is None:
            return district.State()
        if (where, known_from) not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            row = await connection.fetchrow(_STATE, where, known_from)
            self._kept[where, known_from] = DISTRICTS.state(row) if row else district.State()
        return self._kept[where, known_from]

    async def days(self, connection: Connection, where: str, known_from: int | None, on: date) -> Days:
        """Return the working days until ``on`` by the calendar known from a position on, as in `since`."""
        if (where, known_from, on) not in self._days:
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            state = await self.since(connection, where, known_from)
            self._days[where, known_from, on] = Days(state.calendar, on)
        return self._days[where, known_from, on]

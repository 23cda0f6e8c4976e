"""Due soon as a document: what comes within some working days, and how much that is."""

from datetime import date, datetime
from typing import Final

from msgspec import Struct

from projections import due_soon as question
from projections.due_soon import DueSoon
from projections.here import Districts
from projections.scope import Scope
from service.ledger.reading import Known
from service.postgres.pool import Connection

DAYS: Final = 5
MOST_DAYS: Final = 250


class DueSoonList(Struct, frozen=True, kw_only=True):
    """``days`` are working days, ``until`` the last of them."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    days: int
    until: date
    total: int
    rows: list[DueSoon]
    next: str | None = None


async def due_soon_list(
    connection: Connection,
    districts: Districts,
    scope: Scope,
    known: Known,
    *,
    on: date,
    days: int,
    limit: int,
    after: tuple[date, str] | None = None,
) -> DueSoonList:
    """Return a page without its cursor; ``after`` is control day and key of the last row of the page before."""
    calendar = (await districts.at(connection, scope.district, scope.position)).calendar
    until = question.horizon(on, days, calendar)
    return DueSoonList(
        on=on,
        known_at=known.known_at,
        position=scope.position,
        log_starts_at=known.log_starts_at,
        days=days,
        until=until,
        total=await question.total(connection, scope, on=on, until=until),
        rows=await question.due_soon(
            connection, scope, on=on, until=until, calendar=calendar, after=after, limit=limit
        ),
    )

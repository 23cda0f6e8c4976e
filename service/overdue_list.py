"""The overdue list: the one document that the API and the command line answer with (DESIGN section 10)."""

from datetime import date, datetime

from msgspec import Struct

from projections.here import Districts
from projections.overdue import Found, Overdue, Undecided, overdue
from projections.scope import Scope
from service.asking import again, moment, patience
from service.ledger.ledger import Ledger
from service.ledger.reading import Known
from service.postgres.pool import Connection


class OverdueList(Struct, frozen=True, kw_only=True):
    """Before the log starts it has no rows and says when it started; ``next`` is the cursor of the page behind it."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    total: int
    under_review: int
    undecided: list[Undecided]
    rows: list[Overdue]
    next: str | None = None


async def ask_overdue(
    ledger: Ledger,
    districts: Districts,
    scope: Scope,
    *,
    on: date,
    limit: int,
    known_at: date | datetime | None = None,
    at_least: int = 0,
    after: tuple[date, str] | None = None,
) -> OverdueList:
    """Ask in one round trip, by what was known at a moment but none after the scope's position; raise `Behind`.

    ``at_least`` is as in `asking`, ``after`` as in `overdue_list`.
    """
    asked_for = moment(known_at, await ledger.zone(scope.district))
    give_up = patience()
    while True:
        async with ledger.lending() as connection:
            found = await overdue(
                connection, scope, on=on, limit=limit, after=after, known_at=asked_for if known_at else None
            )
            if found.reached >= max(at_least, found.position):
                dated = asked_for if known_at else max(asked_for, found.recorded_at or asked_for)
                return await _listed(connection, districts, scope, found, on=on, known_at=dated)
        await again(give_up)


async def overdue_list(
    connection: Connection,
    districts: Districts,
    scope: Scope,
    known: Known,
    *,
    on: date,
    limit: int,
    after: tuple[date, str] | None = None,
) -> OverdueList:
    """Return a page without its cursor; ``after`` is due day and key of the last row of the page before."""
    found = await overdue(connection, scope, on=on, limit=limit, after=after)
    return await _listed(connection, districts, scope, found, on=on, known_at=known.known_at)


async def _listed(
    connection: Connection, districts: Districts, scope: Scope, found: Found, *, on: date, known_at: datetime
) -> OverdueList:
    days = await districts.days(connection, scope.district, found.district, on)
    return OverdueList(
        on=on,
        known_at=known_at,
        position=found.position,
        log_starts_at=found.log_starts_at,
        total=found.total,
        under_review=found.under_review,
        undecided=found.undecided,
        rows=found.rows(days),
    )

"""The overdue list: the one document that the API and the command line answer with (DESIGN section 10)."""

from datetime import date, datetime

from msgspec import Struct

from projections import overdue as question
from projections.here import Districts
from projections.overdue import Overdue, Undecided
from projections.scope import Scope
from service.asking import Known
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
    district = await districts.at(connection, scope.district, scope.position)
    return OverdueList(
        on=on,
        known_at=known.known_at,
        position=scope.position,
        log_starts_at=known.log_starts_at,
        total=await question.total(connection, scope, on=on),
        under_review=await question.under_review(connection, scope, on=on),
        undecided=await question.undecided(connection, scope, on=on),
        rows=await question.overdue(connection, scope, on=on, calendar=district.calendar, after=after, limit=limit),
    )

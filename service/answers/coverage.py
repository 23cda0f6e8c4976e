"""Coverage as a document: the sums of the district, and a page of what its organisations reported."""

from datetime import date, datetime

from msgspec import Struct

from projections import coverage as question
from projections.coverage import Aggregate
from projections.here import Districts
from projections.reported_coverage import Reported, reported
from projections.scope import Scope
from service.ledger.reading import Known
from service.postgres.pool import Connection


class Coverage(Struct, frozen=True, kw_only=True):
    """``oktmo`` is the district's own code, so that a region can join the files of many."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    oktmo: str | None
    items: list[Aggregate]
    rows: list[Reported]
    next: str | None = None


async def coverage(
    connection: Connection,
    districts: Districts,
    scope: Scope,
    known: Known,
    *,
    on: date,
    limit: int,
    after: str | None = None,
) -> Coverage:
    """Return a page without its cursor; ``after`` is the assignment of the last row of the page before."""
    district = await districts.at(connection, scope.district, scope.position)
    return Coverage(
        on=on,
        known_at=known.known_at,
        position=scope.position,
        log_starts_at=known.log_starts_at,
        oktmo=district.oktmo,
        items=await question.aggregates(connection, scope, on=on),
        rows=await reported(connection, scope, on=on, after=after, limit=limit),
    )

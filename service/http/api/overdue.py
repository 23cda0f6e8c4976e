"""What is overdue, on any day, as known at any moment."""

from datetime import date, datetime

from litestar import Response, get
from litestar.di import NamedDependency
from msgspec import Struct

from projections import overdue as question
from projections.overdue import Overdue, Undecided
from service.http.api.lists import Filters, Listing, listing, next_cursor, paged
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.problems import documented


class OverdueList(Struct, frozen=True, kw_only=True):
    """The answer of DESIGN section 10; before the log starts it has no rows and says when it started."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    total: int
    under_review: int
    undecided: list[Undecided]
    rows: list[Overdue]
    next: str | None


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    due_on: date
    assignment: str


@get("/overdue", responses=documented(400, 401, 403, 422, 503))
async def list_overdue(request: Asked, filters: NamedDependency[Filters]) -> Response[OverdueList]:
    """List what is overdue on a day, the longest overdue first, by what was known at a moment."""
    async with listing(request, filters, Cursor[_After]) as page:
        on = page.after.on if page.after else filters.on or page.today
        answer = await _answer(request, filters, page, on)
    return paged(request, answer, answer.next)


async def _answer(request: Asked, filters: Filters, page: Listing[_After], on: date) -> OverdueList:
    connection, scope = page.connection, page.scope
    district = await page.house.districts.at(connection, scope.district, scope.position)
    after = (page.after.due_on, page.after.assignment) if page.after else None
    rows = await question.overdue(
        connection, scope, on=on, calendar=district.calendar, after=after, limit=filters.limit
    )
    last = _After(on=on, due_on=rows[-1].due_on, assignment=rows[-1].assignment) if rows else None
    return OverdueList(
        on=on,
        known_at=page.known.known_at,
        position=scope.position,
        log_starts_at=page.known.log_starts_at,
        total=await question.total(connection, scope, on=on),
        under_review=await question.under_review(connection, scope, on=on),
        undecided=await question.undecided(connection, scope, on=on),
        rows=rows,
        next=next_cursor(request, scope.position, filters.limit, rows, last),
    )

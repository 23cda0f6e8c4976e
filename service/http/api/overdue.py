"""What is overdue, on any day, as known at any moment."""

from datetime import date

from litestar import Response, get
from litestar.di import NamedDependency
from msgspec import Struct
from msgspec.structs import replace

from service.http.api.lists import Filters, listing, next_cursor, paged
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.problems import documented
from service.overdue_list import OverdueList, overdue_list


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    due_on: date
    assignment: str


@get("/overdue", responses=documented(400, 401, 403, 422, 503))
async def list_overdue(request: Asked, filters: NamedDependency[Filters]) -> Response[OverdueList]:
    """List what is overdue on a day, the longest overdue first, by what was known at a moment."""
    async with listing(request, filters, Cursor[_After]) as page:
        on = page.after.on if page.after else filters.on or page.today
        after = (page.after.due_on, page.after.assignment) if page.after else None
        answer = await overdue_list(
            page.connection, page.house.districts, page.scope, page.known, on=on, limit=filters.limit, after=after
        )
    rows = answer.rows
    last = _After(on=on, due_on=rows[-1].due_on, assignment=rows[-1].assignment) if rows else None
    cursor = next_cursor(request, answer.position, filters.limit, rows, last)
    return paged(request, replace(answer, next=cursor), cursor)

"""What is overdue, on any day, as known at any moment."""

from datetime import date
from typing import cast

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from msgspec import Struct
from msgspec.structs import replace

from service import clock
from service.http.api.lists import Filters, link, listing, next_cursor, paged, scope_of
from service.http.authentication import Asked
from service.http.house import house
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
    if (kept := await _kept(request, filters)) is not None:
        return kept
    async with listing(request, filters, Cursor[_After]) as page:
        on = page.after.on if page.after else filters.on or page.today
        after = (page.after.due_on, page.after.assignment) if page.after else None
        answer = await overdue_list(
            page.connection, page.house.districts, page.scope, page.known, on=on, limit=filters.limit, after=after
        )
    rows = answer.rows
    last = _After(on=on, due_on=rows[-1].due_on, assignment=rows[-1].assignment) if rows else None
    cursor = next_cursor(request, answer.position, filters.limit, rows, last)
    answer = replace(answer, next=cursor)
    if page.after is None:
        page.house.kept.keep(page.scope, answer, limit=filters.limit)
    return paged(request, answer, cursor)


async def _kept(request: Asked, filters: Filters) -> Response[OverdueList] | None:
    """Answer what was asked before, while all that this process knows of is folded and nothing has changed."""
    here, district = house(request.app), request.user.caller.district
    position = here.ledger.positions.settled(district)
    if position is None or position < filters.min_position or filters.known_at or filters.cursor:
        return None
    today = clock.today(await here.ledger.zone(district))
    scope = scope_of(district, position, filters, request.user.reach(today))
    kept = here.kept.find(scope, on=filters.on or today, limit=filters.limit)
    if kept is None:
        return None
    content = cast(OverdueList, kept.at(clock.now()))  # its very bytes
    return Response(content, media_type=MediaType.JSON, headers=link(request, kept.cursor))

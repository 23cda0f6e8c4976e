"""What is overdue, on any day, as known at any moment."""

from datetime import date
from functools import partial

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import replace

from projections.scope import LATEST
from service import clock
from service.http.api.documents import Form, answered, page_or_file, wanted_form
from service.http.api.lists import Filters, next_cursor, paged, scope_of
from service.http.api.unchanged import keep, unless_unchanged
from service.http.authentication import Asked
from service.http.house import house
from service.http.paging import Cursor, unseal
from service.http.parameters import parse_moment
from service.http.problems import documented
from service.overdue_list import OverdueList, ask_overdue
from service.reports.overdue import LAYOUT


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    due_on: date
    assignment: str


@get(
    "/overdue",
    responses={**page_or_file(OverdueList), **documented(400, 401, 403, 422, 503)},
    middleware=[unless_unchanged],
)
async def list_overdue(
    request: Asked, filters: NamedDependency[Filters], form: NamedDependency[Form]
) -> Response[OverdueList] | Stream:
    """List what is overdue on a day, the longest overdue first, by what was known at a moment."""
    if wanted_form(request, form) is not None:
        return await answered(request, form, filters, partial(_page, request), LAYOUT)
    answer = await _page(request, filters)
    if filters.known_at is None and filters.cursor is None:
        keep(request, answer)
    return paged(request, answer, answer.next)


async def _page(request: Asked, filters: Filters) -> OverdueList:
    here, district = house(request.app), request.user.caller.district
    today = clock.today(await here.ledger.zone(district))
    before = unseal(request, filters.cursor, Cursor[_After]) if filters.cursor else None
    on = before.after.on if before else filters.on or today
    answer = await ask_overdue(
        here.ledger,
        here.districts,
        scope_of(district, before.position if before else LATEST, filters, request.user.reach(today)),
        on=on,
        limit=filters.limit,
        known_at=parse_moment("known_at", filters.known_at),
        at_least=filters.min_position,
        after=(before.after.due_on, before.after.assignment) if before else None,
    )
    rows = answer.rows
    last = _After(on=on, due_on=rows[-1].due_on, assignment=rows[-1].assignment) if rows else None
    return replace(answer, next=next_cursor(request, answer.position, filters.limit, rows, last))

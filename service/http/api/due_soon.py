"""What is due soon, on any day, as known at any moment."""

from datetime import date
from functools import partial
from typing import Annotated, TypeAlias

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import replace

from service.answers.due_soon import DAYS, MOST_DAYS, DueSoonList, due_soon_list
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, listing, next_cursor
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.problems import documented
from service.reports.due_soon import LAYOUT

Days: TypeAlias = Annotated[int, QueryParameter(name="days", ge=0, le=MOST_DAYS, description="Working days ahead.")]


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    control_on: date
    assignment: str


@get("/due-soon", responses={**page_or_file(DueSoonList), **documented(400, 401, 403, 422, 503)})
async def list_due_soon(
    request: Asked, filters: NamedDependency[Filters], form: NamedDependency[Form], days: Days = DAYS
) -> Response[DueSoonList] | Stream:
    """List what is open and whose control day comes within some working days, the nearest first."""
    return await answered(request, form, filters, partial(_page, request, days), LAYOUT)


async def _page(request: Asked, days: int, filters: Filters) -> DueSoonList:
    async with listing(request, filters, Cursor[_After]) as page:
        on = page.after.on if page.after else filters.on or page.today
        answer = await due_soon_list(
            page.connection,
            page.house.districts,
            page.scope,
            page.known,
            on=on,
            days=days,
            limit=filters.limit,
            after=(page.after.control_on, page.after.assignment) if page.after else None,
        )
    rows = answer.rows
    last = _After(on=on, control_on=rows[-1].control_on, assignment=rows[-1].assignment) if rows else None
    return replace(answer, next=next_cursor(request, answer.position, filters.limit, rows, last))

"""Registers of extensions, moved deadlines and returns: on whose authority, and in which words."""

from datetime import date
from functools import partial
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import PathParameter
from litestar.response import Stream
from msgspec import Struct

from projections.registers import Register, registered
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, ListOf, list_of, listing
from service.http.api.periods import Period, period
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.problems import documented
from service.identity.people import people
from service.reports.registers import LAYOUTS, Line


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    position: int


@get(
    "/registers/{register:str}",
    dependencies={"period": Provide(period, sync_to_thread=False)},
    responses={**page_or_file(ListOf[Line]), **documented(400, 401, 403, 404, 422, 503)},
)
async def list_register(
    request: Asked,
    register: Annotated[Register, PathParameter(description="Which of the registers.")],
    filters: NamedDependency[Filters],
    form: NamedDependency[Form],
    period: NamedDependency[Period],
) -> Response[ListOf[Line]] | Stream:
    """List what was recorded in a period in the order of the log; ``on`` plays no part."""
    return await answered(request, form, filters, partial(_page, request, register, period), LAYOUTS[register])


async def _page(request: Asked, register: Register, period: Period, filters: Filters) -> ListOf[Line]:
    async with listing(request, filters, Cursor[_After], with_trail=True) as page:
        rows = await registered(
            page.connection,
            page.scope,
            register,
            first=period.first or date.min,
            last=period.last or date.max,
            after=page.after.position if page.after else 0,
            limit=filters.limit,
        )
        staff = await people(page.connection, page.scope.district)
    lines = [Line.of(row, staff) for row in rows]
    last = _After(position=rows[-1].position) if rows else None
    return list_of(request, page.known, filters.limit, lines, last)

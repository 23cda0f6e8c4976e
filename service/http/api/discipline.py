"""Execution discipline in a period, as known at any moment."""

from datetime import date
from functools import partial
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import replace

from domain.discipline import Formula
from projections.discipline import By
from service.answers.discipline import Discipline, Wanted, discipline, key_of
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, Listing, listing, next_cursor
from service.http.api.periods import Period, period
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.problems import documented
from service.reports.discipline import LAYOUT

GivenFormula: TypeAlias = Annotated[
    Formula | None, QueryParameter(name="formula", description="That of the district's policy by default.")
]
GivenBy: TypeAlias = Annotated[By | None, QueryParameter(name="by", description="What the rows are; none by default.")]


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    key: tuple[str, ...]


@get(
    "/discipline",
    dependencies={"period": Provide(period, sync_to_thread=False)},
    responses={**page_or_file(Discipline), **documented(400, 401, 403, 422, 503)},
)
async def list_discipline(
    request: Asked,
    filters: NamedDependency[Filters],
    period: NamedDependency[Period],
    form: NamedDependency[Form],
    formula: GivenFormula = None,
    by: GivenBy = None,
) -> Response[Discipline] | Stream:
    """Count what was due in a period by what became of it; by default as it stood on the day of ``known_at``."""
    page = partial(_page, request, period, formula, by)
    return await answered(request, form, filters, page, LAYOUT)


async def _page(request: Asked, period: Period, formula: Formula | None, by: By | None, filters: Filters) -> Discipline:
    async with listing(request, filters, Cursor[_After]) as page:
        on = page.after.on if page.after else filters.on or await _day(page)
        answer = await discipline(
            page.connection,
            page.house.districts,
            page.scope,
            page.known,
            Wanted(on=on, first=period.first, last=period.last, formula=formula, by=by),
            limit=filters.limit,
            after=page.after.key if page.after else None,
        )
    last = _After(on=on, key=key_of(answer.rows[-1])) if answer.rows else None
    return replace(answer, next=next_cursor(request, answer.position, filters.limit, answer.rows, last))


async def _day(page: Listing[_After]) -> date:
    """Return the civil day of ``known_at``: what was known then is judged as it stood then."""
    zone = await page.house.ledger.zone(page.scope.district)
    return page.known.known_at.astimezone(ZoneInfo(zone)).date()

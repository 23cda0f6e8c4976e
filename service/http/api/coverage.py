"""How many are covered, in the district and in each organisation, on any day, as known at any moment."""

from datetime import date, datetime
from functools import partial

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import replace

from domain.refusals import NotFound
from projections.assignments import assignment as facts
from projections.reported_coverage import Step, history
from service.answers.coverage import Coverage, coverage
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, listing, next_cursor
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.parameters import KnownAt, MinPosition
from service.http.problems import documented
from service.reports.coverage import LAYOUT


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    assignment: str


@get("/coverage", responses={**page_or_file(Coverage), **documented(400, 401, 403, 422, 503)})
async def list_coverage(
    request: Asked, filters: NamedDependency[Filters], form: NamedDependency[Form]
) -> Response[Coverage] | Stream:
    """Show coverage in integers: the sums of each item in the district, and page by page what each school reported."""
    return await answered(request, form, filters, partial(_page, request), LAYOUT)


async def _page(request: Asked, filters: Filters) -> Coverage:
    async with listing(request, filters, Cursor[_After]) as page:
        on = page.after.on if page.after else filters.on or page.today
        after = page.after.assignment if page.after else None
        answer = await coverage(
            page.connection, page.house.districts, page.scope, page.known, on=on, limit=filters.limit, after=after
        )
    last = _After(on=on, assignment=answer.rows[-1].assignment) if answer.rows else None
    return replace(answer, next=next_cursor(request, answer.position, filters.limit, answer.rows, last))


class History(Struct, frozen=True, kw_only=True):
    known_at: datetime
    position: int
    assignment: str
    rows: list[Step]


@get("/coverage/{roadmap:str}/{item:str}/{organisation:str}", responses=documented(400, 401, 403, 404, 503))
async def coverage_history(
    request: Asked, assignment: NamedDependency[str], known_at: KnownAt = None, min_position: MinPosition = 0
) -> Response[History]:
    """Show the figures of one assignment report by report, with what came of each."""
    wanted = Filters(known_at=known_at, min_position=min_position)
    async with listing(request, wanted, Cursor[_After]) as page:
        if await facts(page.connection, page.scope, assignment) is None:
            raise NotFound(name=assignment)
        steps = await history(page.connection, page.scope, assignment)
    known = page.known
    return Response(History(known_at=known.known_at, position=known.position, assignment=assignment, rows=steps))

"""Assignments: the list, and one with its life."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Stream
from msgspec import Struct

from domain.assignment.state import Status
from domain.refusals import NotFound
from projections import assignments as question
from projections.assignments import Assignment
from projections.audit_trail import Searched
from projections.card import Card, card
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, ListOf, list_of, listing
from service.http.authentication import Asked
from service.http.conditional import etag
from service.http.paging import Cursor
from service.http.parameters import KnownAt, MinPosition
from service.http.problems import documented
from service.narrative.lines import Line, lines
from service.reports.assignments import LAYOUT
from service.words import negotiate

_WHOLE_LIFE: Final = 1000


class Life(Struct, frozen=True, kw_only=True):
    """The facts of an assignment, its card as of today, and each of its events with who, when and why."""

    known_at: datetime
    position: int
    assignment: Assignment
    card: Card | None
    life: list[Line]


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date | None
    assignment: str


@get("/assignments", responses={**page_or_file(ListOf[Assignment]), **documented(400, 401, 403, 422, 503)})
async def list_assignments(
    request: Asked,
    filters: NamedDependency[Filters],
    form: NamedDependency[Form],
    status: Annotated[Status | None, QueryParameter(name="state")] = None,
) -> Response[ListOf[Assignment]] | Stream:
    """List assignments as known at a moment; with ``on`` those in force that day."""
    return await answered(request, form, filters, partial(_page, request, status), LAYOUT)


async def _page(request: Asked, status: Status | None, filters: Filters) -> ListOf[Assignment]:
    async with listing(request, filters, Cursor[_After]) as page:
        on, after = (page.after.on, page.after.assignment) if page.after else (filters.on, None)
        rows = await question.assignments(
            page.connection, page.scope, on=on, state=status, after=after, limit=filters.limit
        )
        known = page.known
    last = _After(on=on, assignment=rows[-1].assignment) if rows else None
    return list_of(request, known, filters.limit, rows, last)


@get("/assignments/{roadmap:str}/{item:str}/{organisation:str}", responses=documented(400, 401, 403, 404, 503))
async def get_assignment(
    request: Asked, assignment: NamedDependency[str], known_at: KnownAt = None, min_position: MinPosition = 0
) -> Response[Life]:
    """Show an assignment as known at a moment, with its life until then; the ETag is its version."""
    wanted = Filters(known_at=known_at, min_position=min_position)
    async with listing(request, wanted, Cursor[_After], with_trail=True) as page:
        found = await question.assignment(page.connection, page.scope, assignment)
        if found is None:
            raise NotFound(name=assignment)
        district, until = page.scope.district, page.scope.position
        calendar = (await page.house.districts.at(page.connection, district, until)).calendar
        shown = await card(page.connection, page.scope, assignment, on=page.today, calendar=calendar)
        language = negotiate(request.headers.get("accept-language"))
        searched = Searched(assignment=assignment)
        life = await lines(
            page.connection, district, searched, until=until, after=0, limit=_WHOLE_LIFE, language=language
        )
    answer = Life(known_at=page.known.known_at, position=until, assignment=found, card=shown, life=life)
    return Response(answer, headers={"ETag": etag(found.version)})

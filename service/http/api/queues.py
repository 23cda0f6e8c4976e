"""What waits for somebody on a day: for the supervisor, for an organisation, for a decision about its deadline."""

from datetime import date
from functools import partial
from typing import Generic, TypeVar

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Stream
from msgspec import Struct

from projections import next_steps, review, undated
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, Listing, ListOf, listing, next_cursor
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.problems import documented
from service.reports.queues import NEXT_STEPS, REVIEW, UNDATED

T = TypeVar("T")
A = TypeVar("A", bound=Struct)


class ListOn(ListOf[T], Generic[T], frozen=True, kw_only=True):
    """A list of what was so on a day."""

    on: date


class _AfterDay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    day: date
    assignment: str

    @property
    def key(self) -> tuple[date, str]:
        return self.day, self.assignment


class _AfterItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    roadmap: str
    item: str


PROBLEMS = documented(400, 401, 403, 422, 503)


@get("/review", responses={**page_or_file(ListOn[review.Waiting]), **PROBLEMS})
async def list_review(
    request: Asked, filters: NamedDependency[Filters], form: NamedDependency[Form]
) -> Response[ListOn[review.Waiting]] | Stream:
    """List the reports that wait for their review, the oldest first."""
    return await answered(request, form, filters, partial(_review, request), REVIEW)


async def _review(request: Asked, filters: Filters) -> ListOn[review.Waiting]:
    async with listing(request, filters, Cursor[_AfterDay], with_trail=True) as page:
        on, after = (page.after.on, page.after.key) if page.after else (filters.on or page.today, None)
        rows = await review.review(page.connection, page.scope, on=on, after=after, limit=filters.limit)
    last = _AfterDay(on=on, day=rows[-1].submitted_on, assignment=rows[-1].assignment) if rows else None
    return _list(request, page, filters, on, rows, last)


@get("/next-steps", responses={**page_or_file(ListOn[next_steps.Step]), **PROBLEMS})
async def list_next_steps(
    request: Asked, filters: NamedDependency[Filters], form: NamedDependency[Form]
) -> Response[ListOn[next_steps.Step]] | Stream:
    """List what an organisation has to do, the next first; what has no deadline comes last."""
    return await answered(request, form, filters, partial(_next_steps, request), NEXT_STEPS)


async def _next_steps(request: Asked, filters: Filters) -> ListOn[next_steps.Step]:
    async with listing(request, filters, Cursor[_AfterDay], with_trail=True) as page:
        on, after = (page.after.on, page.after.key) if page.after else (filters.on or page.today, None)
        rows = await next_steps.next_steps(page.connection, page.scope, on=on, after=after, limit=filters.limit)
    last = _AfterDay(on=on, day=rows[-1].next_on or date.max, assignment=rows[-1].assignment) if rows else None
    return _list(request, page, filters, on, rows, last)


@get("/undated", responses={**page_or_file(ListOn[undated.Undated]), **PROBLEMS})
async def list_undated(
    request: Asked, filters: NamedDependency[Filters], form: NamedDependency[Form]
) -> Response[ListOn[undated.Undated]] | Stream:
    """List the items whose assignments have no deadline, and which of them wait for a decision."""
    return await answered(request, form, filters, partial(_undated, request), UNDATED)


async def _undated(request: Asked, filters: Filters) -> ListOn[undated.Undated]:
    async with listing(request, filters, Cursor[_AfterItem]) as page:
        on = page.after.on if page.after else filters.on or page.today
        after = (page.after.roadmap, page.after.item) if page.after else None
        rows = await undated.undated(page.connection, page.scope, on=on, after=after, limit=filters.limit)
    last = _AfterItem(on=on, roadmap=rows[-1].roadmap, item=rows[-1].item) if rows else None
    return _list(request, page, filters, on, rows, last)


def _list(
    request: Asked, page: Listing[A], filters: Filters, on: date, rows: list[T], last: Struct | None
) -> ListOn[T]:
    return ListOn[T](
        on=on,
        known_at=page.known.known_at,
        position=page.known.position,
        log_starts_at=page.known.log_starts_at,
        rows=rows,
        next=next_cursor(request, page.known.position, filters.limit, rows, last),
    )

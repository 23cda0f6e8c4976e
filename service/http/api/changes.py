"""What differs between two moments: each field before and after, by whom, why, by which command."""

from functools import partial
from typing import Annotated, TypeAlias

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Stream
from msgspec import Struct
from msgspec.structs import replace

from projections.changes import About
from service.answers.changes import Changes, changes
from service.asking import moment
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, Listing, listing, next_cursor
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.parameters import parse_moment
from service.http.problems import documented
from service.ledger.reading import position_at
from service.reports.changes import LAYOUT
from service.words import negotiate

Since: TypeAlias = Annotated[
    str | None, QueryParameter(name="from", description="A moment, or a date: its end. Before the log by default.")
]
Until: TypeAlias = Annotated[str | None, QueryParameter(name="to", description="As from; now by default.")]


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    since: int
    about: About
    key: str


@get("/changes", responses={**page_or_file(Changes), **documented(400, 401, 403, 422, 503)})
async def list_changes(
    request: Asked,
    filters: NamedDependency[Filters],
    form: NamedDependency[Form],
    since: Since = None,
    until: Until = None,
) -> Response[Changes] | Stream:
    """List what is known otherwise at the second moment than at the first; empty before the first event."""
    return await answered(request, form, replace(filters, known_at=until), partial(_page, request, since), LAYOUT)


async def _page(request: Asked, since: str | None, filters: Filters) -> Changes:
    async with listing(request, filters, Cursor[_After], with_trail=True) as page:
        begin = page.after.since if page.after else await _position(page, since)
        answer = await changes(
            page.connection,
            page.scope,
            page.known,
            since=min(begin, page.scope.position),
            language=negotiate(request.headers.get("accept-language")),
            limit=filters.limit,
            after=(page.after.about, page.after.key) if page.after else None,
        )
    rows = answer.rows
    last = _After(since=answer.since, about=rows[-1].about, key=rows[-1].key) if rows else None
    return replace(answer, next=next_cursor(request, answer.position, filters.limit, rows, last))


async def _position(page: Listing[_After], since: str | None) -> int:
    """Return the position of the first moment; before the log there is none."""
    if since is None:
        return 0
    zone = await page.house.ledger.zone(page.scope.district)
    return await position_at(page.connection, page.scope.district, moment(parse_moment("from", since), zone))

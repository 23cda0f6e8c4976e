"""Roadmaps: the list, and one with its items."""

from datetime import datetime

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from domain.refusals import NotFound
from projections import roadmaps as question
from projections.roadmaps import Item, Roadmap
from service.http.api.lists import Filters, ListOf, listed, listing
from service.http.authentication import Asked
from service.http.conditional import etag
from service.http.paging import DEFAULT_LIMIT, Cursor, Limit
from service.http.parameters import CursorText, KnownAt, MinPosition
from service.http.problems import documented


class WithItems(Struct, frozen=True, kw_only=True):
    """A roadmap and its items in the order of the act."""

    known_at: datetime
    position: int
    roadmap: Roadmap
    items: list[Item]


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    roadmap: str


@get("/roadmaps", responses=documented(400, 401, 403, 422, 503))
async def list_roadmaps(
    request: Asked,
    known_at: KnownAt = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
    min_position: MinPosition = 0,
) -> Response[ListOf[Roadmap]]:
    """List the roadmaps as known at a moment; a school sees those that bind it."""
    wanted = Filters(known_at=known_at, cursor=cursor, min_position=min_position)
    async with listing(request, wanted, Cursor[_After]) as page:
        after = page.after.roadmap if page.after else None
        rows = await question.roadmaps(page.connection, page.scope, after=after, limit=limit)
        known = page.known
    last = _After(roadmap=rows[-1].roadmap) if rows else None
    return listed(request, known, limit, rows, last)


@get("/roadmaps/{roadmap:str}", responses=documented(400, 401, 403, 404, 503))
async def get_roadmap(
    request: Asked, roadmap: FromPath[str], known_at: KnownAt = None, min_position: MinPosition = 0
) -> Response[WithItems]:
    """Show a roadmap as known at a moment; a school sees the items that bind it. The ETag is its version."""
    wanted = Filters(roadmap=roadmap, known_at=known_at, min_position=min_position)
    async with listing(request, wanted, Cursor[_After]) as page:
        found = await question.roadmap(page.connection, page.scope)
        if found is None:
            raise NotFound(name=roadmap)
        items = await question.items(page.connection, page.scope)
    answer = WithItems(known_at=page.known.known_at, position=page.known.position, roadmap=found, items=items)
    return Response(answer, headers={"ETag": etag(found.version)})

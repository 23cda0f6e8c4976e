"""The log itself: the stored entries from a position on, for those who may read the whole district."""

from typing import Annotated, Any, Final

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from msgspec import Struct, json

from domain.refusals import Forbidden
from domain.rights import Right
from service import clock
from service.http.authentication import Asked
from service.http.body import MAX_INTEGER
from service.http.house import house
from service.http.paging import DEFAULT_LIMIT, Limit
from service.http.problems import documented
from service.ledger.reading import read, size

LINES: Final = "application/x-ndjson"


class EventPage(Struct, frozen=True, kw_only=True):
    """``position`` is that of the last event there is, ``next`` what to give as ``after`` where there are more."""

    position: int
    events: list[dict[str, Any]]  # Any: entries as they are stored
    next: int | None


_FOUND: Final = ResponseSpec(
    EventPage, description=f"The entries; as {LINES} the stored lines, one a line.", generate_examples=False
)


@get("/events", responses={200: _FOUND, **documented(400, 401, 403)})
async def list_events(
    request: Asked,
    after: Annotated[int, QueryParameter(ge=0, le=MAX_INTEGER, description="The last position already read.")] = 0,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[EventPage] | Response[bytes]:
    """Read the log from behind a position; as application/x-ndjson the stored lines, byte for byte."""
    ledger, district = house(request.app).ledger, request.user.caller.district
    if request.user.reach(clock.today(await ledger.zone(district))) is not None:
        raise Forbidden(right=Right.READ)
    async with ledger.inside(district) as connection:
        found = await read(connection, district, after=after, limit=limit)
        position = await size(connection, district)
    entries = [entry for _, entry in found]
    if LINES in request.headers.get("accept", ""):
        return Response(b"".join(entry + b"\n" for entry in entries), media_type=LINES, headers={"Vary": "Accept"})
    next_ = found[-1][0] if found and found[-1][0] < position else None
    page = EventPage(position=position, events=[json.decode(entry) for entry in entries], next=next_)
    return Response(page, headers={"Vary": "Accept"})

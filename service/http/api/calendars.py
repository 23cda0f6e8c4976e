"""The working calendars: the years that are published, and publishing another year or another edition of one."""

from typing import Annotated, Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from msgspec import Struct

from domain.district import STREAM, CalendarPublished
from service.answers.calendars import Calendars, PublishedYear, calendars
from service.calendar_draft import CalendarDraft
from service.http.api.commanding import answered, carry_out, unchanged
from service.http.api.examples import example
from service.http.api.lists import Filters, listing
from service.http.api.recording import WRITES, Writing
from service.http.authentication import Asked
from service.http.conditional import etag
from service.http.house import house
from service.http.paging import Cursor
from service.http.parameters import KnownAt, MinPosition
from service.http.problems import documented

_EXAMPLE: Final = {
    "year": 2030,
    "days_off": ["2030-01-01", "2030-01-02", "2030-01-03", "2030-01-04", "2030-01-07", "2030-01-08", "2030-03-08"],
    "working_weekends": ["2030-12-28"],
    "source": "Постановление Правительства РФ о переносе выходных дней",
    "provisional": True,
}


@get("/calendars", responses=documented(400, 401, 403, 422, 503))
async def list_calendars(
    request: Asked, known_at: KnownAt = None, min_position: MinPosition = 0
) -> Response[Calendars]:
    """List the published years, of each the edition that stands; every other year is provisional."""
    async with listing(request, Filters(known_at=known_at, min_position=min_position), Cursor[Struct]) as page:
        known = page.known
    answer = await calendars(house(request.app).ledger, request.user.caller.district, known)
    return Response(answer, headers={"ETag": etag(answer.version)})


class PublishedNow(Struct, frozen=True, kw_only=True):
    calendar: PublishedYear
    position: int | None


@post("/calendars", responses=WRITES)
async def publish_calendar(
    request: Asked, data: Annotated[CalendarDraft, example(**_EXAMPLE)], writing: NamedDependency[Writing]
) -> Response[PublishedNow]:
    """Publish the calendar of a year, or its next edition; it moves no deadline that is recorded already."""
    done = await carry_out(request, writing, data.command(), unchanged(writing, STREAM))
    [published] = [entry.data for entry in done.entries if isinstance(entry.data, CalendarPublished)]
    return answered(done, PublishedNow(calendar=PublishedYear.of(published), position=done.position))

"""A reminder letter to one organisation, as a document to sign and send."""

from typing import Literal
from zoneinfo import ZoneInfo

from litestar import get
from litestar.params import FromPath, FromQuery
from litestar.response import Stream
from msgspec import Struct

from service.http.api.documents import FILE, download
from service.http.api.lists import Filters, listing
from service.http.authentication import Asked
from service.http.paging import Cursor
from service.http.parameters import KnownAt, MinPosition, On, plausible
from service.http.problems import documented
from service.reports.documents import at_once
from service.reports.letter import letter
from service.words import negotiate


@get(
    "/organisations/{organisation:str}/letter",
    responses={200: FILE, **documented(400, 401, 403, 404, 409, 422, 503)},
)
async def get_letter(
    request: Asked,
    organisation: FromPath[str],
    on: On = None,
    known_at: KnownAt = None,
    min_position: MinPosition = 0,
    format: FromQuery[Literal["docx", "pdf"]] = "docx",  # noqa: A002  the name that a problem about it tells
) -> Stream:
    """Remind an organisation of all it owes on a day, today unless asked otherwise."""
    day = plausible("on", on) if on else None
    given = Filters(organisation=organisation, known_at=known_at, min_position=min_position)
    async with listing(request, given, Cursor[Struct]) as page:
        report, rows = await letter(
            page.connection,
            page.house.districts,
            page.scope,
            page.known,
            on=day or page.today,
            zone=ZoneInfo(await page.house.ledger.zone(page.scope.district)),
            language=negotiate(request.headers.get("accept-language")),
        )
    return await download(format, report, at_once(rows))

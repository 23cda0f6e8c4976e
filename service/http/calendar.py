"""The calendar of a token's owner: a calendar program asks for it with an address alone."""

from typing import Annotated, Final

from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter

from domain.refusals import Forbidden, NotFound
from projections.calendar_days import duties
from projections.scope import Scope
from service import clock
from service.asking import asking
from service.http.house import house
from service.http.problems import AnyRequest, documented
from service.reports.calendar import days
from service.reports.rendering.ics import calendar
from service.words import _, negotiate, say

MEDIA_TYPE: Final = "text/calendar"
_MOST: Final = 5000  # duties, the first to be due: no calendar program shows more
_FOUND: Final = ResponseSpec(str, description="The days, as RFC 5545.", media_type=MEDIA_TYPE, generate_examples=False)


class NoCalendar(NotFound):
    message = _("There is no calendar under this token: it is wrong, revoked, or its owner may read nothing.")


@get("/calendar.ics", opt={"public": True}, responses={200: _FOUND, **documented(404, 503)})
async def get_calendar(
    request: AnyRequest, token: Annotated[str, QueryParameter(max_length=200, description="Opens this alone.")]
) -> Response[bytes]:
    """Show due and overdue duties within the reach of the token's owner; a token that does not open is 404."""
    here = house(request.app)
    principal = await here.keyring.calendar_owner(token)
    if principal is None:
        raise NoCalendar
    district, language = principal.caller.district, negotiate(request.headers.get("accept-language"))
    today = clock.today(await here.ledger.zone(district))
    try:
        reach = principal.reach(today)
    except Forbidden:
        raise NoCalendar from None
    async with asking(here.ledger, district) as (connection, known):
        scope = Scope(district=district, position=known.position, reach=reach)
        found = await duties(connection, scope, on=today, limit=_MOST)
        name = (await here.districts.at(connection, district, known.position)).name
    title = say(_("Assignments: {district}"), language, district=name)
    content = calendar(title, days(found, district, today, language))
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Vary": "Accept-Language"}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)

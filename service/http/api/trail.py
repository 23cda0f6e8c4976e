"""The audit trail: every event with who, when, what, why, and what was known before and after."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream
from msgspec import Struct

from domain.refusals import NotFound
from domain.rights import Reach
from projections.audit_trail import Searched
from projections.trail import TRAIL
from service import clock
from service.asking import asking
from service.http.api.documents import Form, answered, page_or_file
from service.http.api.lists import Filters, ListOf, list_of
from service.http.authentication import Asked
from service.http.faults import BadParameter, Fault
from service.http.house import house
from service.http.paging import DEFAULT_LIMIT, Cursor, Limit, unseal
from service.http.parameters import Key, KnownAt, MinPosition, parse_moment
from service.http.problems import documented
from service.ledger.ledger import Ledger
from service.ledger.reading import Known
from service.narrative.lines import Line, lines
from service.postgres.pool import Connection
from service.reports.audit_trail import LAYOUT
from service.words import negotiate


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for, as it was asked."""

    organisation: str | None
    assignment: str | None
    actor: str | None
    type: str | None
    since: str | None
    until: str | None


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    position: int


def wanted(
    organisation: Key = None,
    assignment_: Annotated[str | None, QueryParameter(name="assignment", max_length=200)] = None,
    actor: Key = None,
    type_: Annotated[str | None, QueryParameter(name="type", description="The tag of an event.")] = None,
    since: Annotated[str | None, QueryParameter(name="from", description="A moment, or a date: its beginning.")] = None,
    until: Annotated[str | None, QueryParameter(name="to", description="A moment, or a date: its end.")] = None,
) -> Wanted:
    """Provide what is looked for; ``assignment`` itself is the name of another dependency."""
    return Wanted(organisation=organisation, assignment=assignment_, actor=actor, type=type_, since=since, until=until)


@get(
    "/audit-trail",
    dependencies={"wanted": Provide(wanted, sync_to_thread=False)},
    responses={**page_or_file(ListOf[Line]), **documented(400, 401, 403, 404, 422, 503)},
)
async def audit_trail_list(
    request: Asked,
    wanted: NamedDependency[Wanted],
    form: NamedDependency[Form],
    limit: Limit = DEFAULT_LIMIT,
    cursor: FromQuery[str | None] = None,
    min_position: MinPosition = 0,
    known_at: KnownAt = None,
) -> Response[ListOf[Line]] | Stream:
    """List events in the order of the log; a school sees those about itself."""
    given = Filters(
        organisation=wanted.organisation, limit=limit, cursor=cursor, min_position=min_position, known_at=known_at
    )
    return await answered(request, form, given, partial(_page, request, wanted), LAYOUT)


async def _page(request: Asked, wanted: Wanted, given: Filters) -> ListOf[Line]:
    ledger, district = house(request.app).ledger, request.user.caller.district
    zone = await ledger.zone(district)
    searched = _searched(wanted, request.user.reach(clock.today(zone)), zone)
    page = unseal(request, given.cursor, Cursor[_After]) if given.cursor else None
    moment, position, after = parse_moment("known_at", given.known_at), None, 0
    if page:
        position, after = page.position, page.after.position
    async with _asking(ledger, district, moment, given.min_position, position) as (connection, known):
        language = negotiate(request.headers.get("accept-language"))
        rows = await lines(
            connection, district, searched, until=known.position, after=after, limit=given.limit, language=language
        )
    last = _After(position=rows[-1].position) if rows else None
    return list_of(request, known, given.limit, rows, last)


@asynccontextmanager
async def _asking(
    ledger: Ledger, district: str, known_at: date | datetime | None, at_least: int, position: int | None
) -> AsyncGenerator[tuple[Connection, Known]]:
    """Ask when both have reached the position: "trail" knows the event, "control" its before and after."""
    async with asking(ledger, district, known_at=known_at, at_least=at_least, position=position, model=TRAIL) as (
        _connection,
        known,
    ):
        position = known.position
    async with asking(ledger, district, known_at=known_at, at_least=at_least, position=position) as answer:
        yield answer


def _searched(wanted: Wanted, reach: Reach, zone: str) -> Searched:
    return Searched(
        organisation=_organisation(wanted.organisation, reach),
        assignment=wanted.assignment,
        actor=wanted.actor,
        type=wanted.type,
        since=_bound("from", wanted.since, zone, time.min),
        until=_bound("to", wanted.until, zone, time.max),
    )


def _organisation(asked: str | None, reach: Reach) -> str | None:
    """Keep who may not see everything to his own organisation; raise `NotFound` where he asks for another one."""
    if reach is None:
        return asked
    if asked is None and len(reach) > 1:
        raise BadParameter(Fault(field="organisation", rule="required"))
    own = next(iter(reach)) if asked is None else asked
    if own not in reach:
        raise NotFound(name=own)
    return own


def _bound(name: str, text: str | None, zone: str, of_day: time) -> datetime | None:
    """Return the moment meant; a date is the moment ``of_day`` of that day in the zone."""
    match parse_moment(name, text):
        case None:
            return None
        case datetime() as given:
            return given
        case day:
            return datetime.combine(day, of_day, ZoneInfo(zone))

"""Lists: the parameters they share, and one page of one as known at a position that its later pages keep."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Generic, TypeVar

from litestar import Response
from msgspec import Struct

from domain.rights import Reach
from projections.scope import Scope
from projections.trail import TRAIL
from service import clock
from service.asking import asking
from service.http.authentication import Asked
from service.http.house import House, house
from service.http.paging import DEFAULT_LIMIT, Cursor, Limit, link_next, seal, unseal
from service.http.parameters import CursorText, Key, KnownAt, MinPosition, On, parse_moment, plausible
from service.ledger.reading import Known
from service.postgres.pool import Connection

A = TypeVar("A", bound=Struct)
T = TypeVar("T")


class Filters(Struct, frozen=True, kw_only=True):
    on: date | None = None
    known_at: str | None = None
    roadmap: str | None = None
    organisation: str | None = None
    item: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    min_position: int = 0


def filters(
    on: On = None,
    known_at: KnownAt = None,
    roadmap: Key = None,
    organisation: Key = None,
    item: Key = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
    min_position: MinPosition = 0,
) -> Filters:
    """Provide the filters of a list; a dependency, so that every list documents the same parameters."""
    return Filters(
        on=plausible("on", on) if on else None,
        known_at=known_at,
        roadmap=roadmap,
        organisation=organisation,
        item=item,
        limit=limit,
        cursor=cursor,
        min_position=min_position,
    )


class Listing(Struct, Generic[A], frozen=True, kw_only=True):
    """What a page is made with; ``today`` in the district's zone, ``after`` the key of the page before."""

    house: House
    connection: Connection
    known: Known
    scope: Scope
    today: date
    after: A | None


@asynccontextmanager
async def listing(
    request: Asked, given: Filters, cursor: type[Cursor[A]], *, with_trail: bool = False
) -> AsyncGenerator[Listing[A]]:
    """Ask in the name of the caller: what he may not see is not there; ``with_trail`` where events are told beside."""
    here, district = house(request.app), request.user.caller.district
    today = clock.today(await here.ledger.zone(district))
    reach = request.user.reach(today)
    before = unseal(request, given.cursor, cursor) if given.cursor else None
    known_at, position = parse_moment("known_at", given.known_at), before.position if before else None
    if with_trail:
        async with asking(
            here.ledger, district, known_at=known_at, at_least=given.min_position, position=position, model=TRAIL
        ) as (_, known):
            position = known.position
    async with asking(here.ledger, district, known_at=known_at, at_least=given.min_position, position=position) as (
        connection,
        known,
    ):
        yield Listing(
            house=here,
            connection=connection,
            known=known,
            scope=scope_of(district, known.position, given, reach),
            today=today,
            after=before.after if before else None,
        )


def scope_of(district: str, position: int, given: Filters, reach: Reach) -> Scope:
    return Scope(
        district=district,
        position=position,
        roadmap=given.roadmap,
        item=given.item,
        organisation=given.organisation,
        reach=reach,
    )


def next_cursor(request: Asked, position: int, limit: int, rows: list[T], after: Struct | None) -> str | None:
    """Return the cursor behind a full page; None behind the last one."""
    return seal(request, Cursor(position=position, after=after)) if after and len(rows) == limit else None


class ListOf(Struct, Generic[T], frozen=True, kw_only=True):
    """A page as known at a position; before the log starts it is empty and says when it started."""

    known_at: datetime
    position: int
    log_starts_at: datetime | None
    rows: list[T]
    next: str | None


def list_of(request: Asked, known: Known, limit: int, rows: list[T], after: Struct | None) -> ListOf[T]:
    """Return a page; ``after`` is the key of its last row."""
    return ListOf[T](
        known_at=known.known_at,
        position=known.position,
        log_starts_at=known.log_starts_at,
        rows=rows,
        next=next_cursor(request, known.position, limit, rows, after),
    )


def listed(request: Asked, known: Known, limit: int, rows: list[T], after: Struct | None) -> Response[ListOf[T]]:
    """Answer a page; ``after`` is the key of its last row."""
    answer = list_of(request, known, limit, rows, after)
    return paged(request, answer, answer.next)


def paged(request: Asked, content: T, cursor: str | None) -> Response[T]:
    return Response(content, headers=link(request, cursor))


def link(request: Asked, cursor: str | None) -> dict[str, str]:
    return {"Link": link_next(request, cursor)} if cursor else {}

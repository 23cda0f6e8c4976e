"""A tiny application behind the front: one handler that records, one that lists, one that fails."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter
from msgspec import Meta, Struct

from domain.refusals import Refused
from service.http.conditional import IfMatch, command_key, etag, replayed, require_match
from service.http.front import Front
from service.http.paging import DEFAULT_LIMIT, Cursor, Limit, link_next, seal, unseal
from service.http.problems import documented

KEY = "0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a77"
NOW = 3


class Figures(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    enrolled: Annotated[int, Meta(ge=0)]
    engaged: Annotated[int, Meta(ge=0)]


class Evidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    url: str


class Completion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    completed_on: date
    note: Annotated[str, Meta(max_length=4000)] | None = None
    figures: Figures | None = None
    evidence: list[Evidence] = []
    joins: dict[str, str] = {}
    final: bool = False


class Receipt(Struct, frozen=True, kw_only=True):
    command: UUID
    completion: Completion


class Page(Struct, frozen=True, kw_only=True):
    rows: list[int]
    next: str | None


class BelowTarget(Refused):
    code = "below-target"
    status = 422
    field = "figures.engaged"
    message = "{engaged} of {enrolled} by {due_on}."


class Unavailable(Exception):
    retry_after = 0.2


@post(
    "/assignments/{item:str}/completion",
    dependencies={"command": Provide(command_key, sync_to_thread=False)},
    responses=documented(412),
)
async def report(
    item: Annotated[str, PathParameter(pattern="^p?[0-9]")],
    data: JSONBody[Completion],
    command: NamedDependency[UUID],
    if_match: IfMatch = None,
) -> Response[Receipt]:
    require_match(if_match, NOW)
    headers = {"ETag": etag(NOW), **replayed(again=item == "p2")}
    return Response(Receipt(command=command, completion=data), headers=headers)


@get("/numbers")
async def numbers(
    request: Request[None, None, State],
    on: FromQuery[date | None] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: FromQuery[str | None] = None,
) -> Response[Page]:
    here = unseal(request, cursor, Cursor[int]) if cursor else Cursor(position=7, after=0)
    rows = list(range(here.after + 1, 101))[:limit]
    following = seal(request, Cursor(position=here.position, after=rows[-1])) if rows[-1] < 100 else None
    headers = {"Link": link_next(request, following)} if following else {}
    return Response(Page(rows=rows, next=following), headers=headers)


@get("/failures/{kind:str}", sync_to_thread=False)
def fail(kind: FromPath[str]) -> None:
    if kind == "refused":
        raise BelowTarget(engaged=90, enrolled=601, due_on=date(2020, 12, 31))
    if kind == "busy":
        raise Unavailable
    if kind == "unknown":
        raise NotAuthorizedException
    raise RuntimeError("the secret of the house")


APPLICATION = Litestar([report, numbers, fail], plugins=[Front()], logging_config=None)

"""Calendar tokens: the caller makes, sees and revokes his own; each opens his calendar and nothing else."""

from typing import Annotated

from litestar import Response, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from msgspec import Meta, Struct

from domain.refusals import NotFound
from service import clock
from service.http.authentication import Asked
from service.http.house import house
from service.http.problems import documented
from service.identity.calendar_tokens import CalendarToken, issue, revoke, tokens


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``label`` tells the token from others of its owner, such as "my phone"."""

    label: Annotated[str, Meta(min_length=1, max_length=100)]


class Made(CalendarToken, frozen=True, kw_only=True):
    """``path`` holds the token and is shown now and never again."""

    path: str


class Tokens(Struct, frozen=True, kw_only=True):
    rows: list[CalendarToken]


@post("/calendar-tokens", responses=documented(400, 401, 403, 409, 422, 503))
async def make_calendar_token(request: Asked, data: JSONBody[Wish]) -> Response[Made]:
    """Make a token of the caller; who may read nothing has no calendar."""
    here, caller = house(request.app), request.user.caller
    request.user.reach(clock.today(await here.ledger.zone(caller.district)))
    async with here.ledger.inside(caller.district) as connection:
        new = await issue(connection, caller, data.label)
    path = f"/calendar.ics?token={new.token}"
    made = Made(id=new.id, label=new.label, created_at=new.created_at, path=path)
    return Response(made, status_code=HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


@get("/calendar-tokens", responses=documented(400, 401, 503))
async def list_calendar_tokens(request: Asked) -> Tokens:
    """List the tokens of the caller that open."""
    caller = request.user.caller
    async with house(request.app).ledger.inside(caller.district) as connection:
        return Tokens(rows=await tokens(connection, caller))


@delete("/calendar-tokens/{token_id:str}", status_code=HTTP_204_NO_CONTENT, responses=documented(400, 401, 404, 503))
async def revoke_calendar_token(request: Asked, token_id: FromPath[str]) -> None:
    """Revoke a token of the caller for good."""
    caller = request.user.caller
    async with house(request.app).ledger.inside(caller.district) as connection:
        if not await revoke(connection, caller, token_id):
            raise NotFound(name=token_id)

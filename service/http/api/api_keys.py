"""API keys: their owner sees, rotates and revokes his own; who grants rights does so for all, and issues them."""

from datetime import date
from typing import Annotated, Final

from litestar import Response, delete, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from msgspec import Meta, Struct

from domain.access import ACCESS
from domain.refusals import Forbidden, NotFound
from domain.rights import Right, may
from service import clock
from service.http.api.examples import example
from service.http.authentication import Asked
from service.http.house import house
from service.http.problems import documented
from service.identity.key_terms import terms
from service.identity.keys import Key, NewKey, issue, keys, revoke, rotate


class Keys(Struct, frozen=True, kw_only=True):
    rows: list[Key]


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``last_day`` is a year away by default; without ``addresses`` the key opens from anywhere."""

    actor: Annotated[str, Meta(pattern=r"^(person|organisation):.", max_length=200)]
    label: Annotated[str, Meta(pattern=r"\S", max_length=100)]
    last_day: date | None = None
    addresses: Annotated[tuple[Annotated[str, Meta(max_length=50)], ...], Meta(max_length=20)] = ()


_WISH: Final = example(actor="organisation:school-1", label="Школьная система", addresses=["192.0.2.0/24"])


@get("/keys", responses=documented(400, 401, 503))
async def list_keys(request: Asked) -> Keys:
    """List the keys that open: the caller's own, to an administrator those of the district."""
    district, owner = request.user.caller.district, await _owner(request)
    async with house(request.app).ledger.inside(district) as connection:
        return Keys(rows=await keys(connection, district, owner))


@post("/keys", responses=documented(400, 401, 403, 404, 409, 413, 415, 422, 503))
async def issue_key(request: Asked, data: Annotated[Wish, _WISH]) -> Response[NewKey]:
    """Issue a key to somebody who has a role; it is shown in this answer alone, and a repetition makes another one."""
    ledger, caller = house(request.app).ledger, request.user.caller
    if await _owner(request) is not None:
        raise Forbidden(right=Right.GRANT)
    zone, access = await ledger.zone(caller.district), f"access/{data.actor}"
    granted = ACCESS.fold((await ledger.store.load(caller.district, [access]))[access])
    if not granted.on(clock.today(zone)):
        raise NotFound(name=data.actor)
    wanted = terms(data.last_day, data.addresses, zone=zone)
    async with ledger.inside(caller.district) as connection:
        return _shown(await issue(connection, caller.district, data.actor, data.label, wanted, by=caller.actor))


@post("/keys/{key_id:str}/rotation", responses=documented(400, 401, 404, 409, 503))
async def rotate_key(request: Asked, key_id: FromPath[str]) -> Response[NewKey]:
    """Issue another key on the same terms; the old one opens until it is revoked."""
    caller, owner = request.user.caller, await _owner(request)
    async with house(request.app).ledger.inside(caller.district) as connection:
        return _shown(await rotate(connection, caller.district, owner, key_id, by=caller.actor))


@delete("/keys/{key_id:str}", status_code=HTTP_204_NO_CONTENT, responses=documented(400, 401, 404, 503))
async def revoke_key(request: Asked, key_id: FromPath[str]) -> None:
    """Revoke a key for good; within a second it opens nowhere."""
    caller, owner = request.user.caller, await _owner(request)
    async with house(request.app).ledger.inside(caller.district) as connection:
        await revoke(connection, caller.district, owner, key_id, by=caller.actor)


async def _owner(request: Asked) -> str | None:
    """Return whose keys the caller has to do with: his own, or None for all of the district."""
    caller = request.user.caller
    today = clock.today(await house(request.app).ledger.zone(caller.district))
    return None if may(request.user.access.on(today), caller.actor, Right.GRANT) else caller.actor


def _shown(new: NewKey) -> Response[NewKey]:
    return Response(new, status_code=HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

"""The organisations of the district: the list, and registering more of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct

from domain import directory
from domain.directory import Kind, OrganisationRegistered, RegisterOrganisations
from domain.refusals import Refused
from projections import organisations as question
from projections.organisations import Organisation
from service.http.api.commanding import answered, carry_out, unchanged
from service.http.api.keys import OrganisationKey
from service.http.api.lists import Filters, ListOf, listed, listing
from service.http.api.recording import WRITES, Writing
from service.http.authentication import Asked
from service.http.paging import DEFAULT_LIMIT, Cursor, Limit
from service.http.parameters import CursorText, KnownAt, MinPosition
from service.http.problems import documented
from service.importing.organisations import inn_is_valid

_MAX_BODY: Final = 2 * 1024 * 1024  # bytes, as of everything that comes many at once


class _After(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str


@get("/organisations", responses=documented(400, 401, 403, 422, 503))
async def list_organisations(
    request: Asked,
    known_at: KnownAt = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
    min_position: MinPosition = 0,
) -> Response[ListOf[Organisation]]:
    """List the organisations as known at a moment; a school sees itself."""
    wanted = Filters(known_at=known_at, cursor=cursor, min_position=min_position)
    async with listing(request, wanted, Cursor[_After]) as page:
        after = page.after.key if page.after else None
        rows = await question.organisations(page.connection, page.scope, after=after, limit=limit)
        known = page.known
    last = _After(key=rows[-1].key) if rows else None
    return listed(request, known, limit, rows, last)


Name = Annotated[str, Meta(pattern=r"\S", max_length=500)]


class NewOrganisation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``short_name`` is as in lists, the name itself by default; ``profile`` the field a centre looks after."""

    key: OrganisationKey
    kind: Kind
    name: Name
    short_name: Name | None = None
    aliases: Annotated[tuple[Name, ...], Meta(max_length=50)] = ()
    inn: str | None = None
    profile: Name | None = None


class Registration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organisations: Annotated[tuple[NewOrganisation, ...], Meta(min_length=1, max_length=500)]


class Registered(Struct, frozen=True, kw_only=True):
    """``registered`` are the keys that were new; those known with the same words stay as they are."""

    registered: list[str]
    position: int | None


class InnWrong(Refused):
    code, status, field = "inn-wrong", 422, "organisations"
    message = "{organisation}: {inn} is no INN: 10 or 12 digits whose control digits fit."


class KeyTwice(Refused):
    code, status, field = "key-twice", 422, "organisations"
    message = "The key {organisation} stands there twice."


@post("/organisations", responses=WRITES, request_max_body_size=_MAX_BODY)
async def register_organisations(
    request: Asked, data: JSONBody[Registration], writing: NamedDependency[Writing]
) -> Response[Registered]:
    """Register those that the directory does not have yet, all or none."""
    _check(data.organisations)
    command = RegisterOrganisations(organisations=[_registered(new) for new in data.organisations])
    done = await carry_out(request, writing, command, unchanged(writing, directory.STREAM))
    keys = [entry.data.organisation for entry in done.entries if isinstance(entry.data, OrganisationRegistered)]
    return answered(done, Registered(registered=keys, position=done.position))


def _check(organisations: Sequence[NewOrganisation]) -> None:
    for new in organisations:
        if new.inn is not None and not inn_is_valid(new.inn):
            raise InnWrong(organisation=new.key, inn=new.inn)
    key, times = Counter(new.key for new in organisations).most_common(1)[0]
    if times > 1:
        raise KeyTwice(organisation=key)


def _registered(new: NewOrganisation) -> OrganisationRegistered:
    return OrganisationRegistered(
        organisation=new.key,
        kind=new.kind,
        name=new.name,
        short_name=new.short_name or new.name,
        aliases=list(new.aliases),
        inn=new.inn,
        profile=new.profile,
    )

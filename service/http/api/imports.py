"""Importing a roadmap in two steps: a file becomes a preview, and exactly that preview is confirmed."""

import re
import unicodedata
from datetime import date
from itertools import chain, count
from typing import Annotated, Final, TypeAlias

from asyncpg import CheckViolationError
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_201_CREATED
from msgspec import Meta, Struct
from msgspec.structs import replace

from domain.decider import Past
from domain.order.content import Options
from domain.order.preview import Preview, Remark, document
from domain.refusals import Forbidden, NotFound, Refused
from domain.rights import Right, may
from domain.roadmap.adopt import AdoptRoadmap
from domain.roadmap.amending.amend import AmendRoadmap
from domain.roadmap.amending.instructions import Wording
from domain.roadmap.events import ItemAdded, ItemAmended, ItemRevoked
from domain.roadmap.refusals import AlreadyImported
from projections import roadmaps
from service import clock
from service.asking import asking
from service.files import Draft, File, fetch_draft, keep, keep_draft
from service.http.api.commanding import Done, answered, carry_out
from service.http.api.keys import ItemKey, PersonId, RoadmapKey, digest
from service.http.api.recording import WRITES, Writing
from service.http.api.uploads import MAX_BODY, FileBody, FileName, receive
from service.http.authentication import Asked
from service.http.faults import Fault, Invalid
from service.http.house import House, house
from service.http.parameters import plausible
from service.http.problems import documented
from service.importing import amending
from service.importing.confirming import PreviewChanged, adoption
from service.importing.preview import preview_act
from service.ledger.execute import Guard
from service.words import negotiate, say

ActNumber: TypeAlias = Annotated[str | None, QueryParameter(name="act_number", max_length=31)]
ActDate: TypeAlias = Annotated[date | None, QueryParameter(name="act_date")]
Amends: TypeAlias = Annotated[
    str | None, QueryParameter(name="amends", max_length=100, description="The roadmap that the act amends.")
]
AsWording: TypeAlias = Annotated[
    Wording | None,
    QueryParameter(name="wording", description="Of an amending act: whether rows that it lacks are revoked."),
]

_LONGEST_KEY: Final = 40


@post(
    "/imports",
    responses=documented(400, 401, 403, 404, 413, 415, 422, 503),
    request_max_body_size=MAX_BODY,
    operation_class=FileBody,
)
async def prepare_import(
    request: Asked,
    name: FileName = None,
    act_number: ActNumber = None,
    act_date: ActDate = None,
    amends: Amends = None,
    wording: AsWording = None,
) -> Response[dict[str, object]]:
    """Read an order and keep it; nothing is recorded. The ETag is the preview that a confirmation names.

    With ``amends`` the preview shows what the act changes in that roadmap.
    """
    here, caller = house(request.app), request.user.caller
    district, today = caller.district, await _allowed(request, Right.PREPARE_IMPORT)
    if act_date is not None:
        plausible("act_date", act_date)
    file = await receive(request, name)
    number = unicodedata.normalize("NFC", act_number or "").strip() or None
    against = await amending.now(here.ledger, district, amends, wording) if amends else None
    draft = Draft(name=file.name, options=Options(act_number=number, act_date=act_date), amends=against)
    found, lines = await _read(here, district, file, draft, today)
    held = await amending.hold(here.ledger, district, against, found, lines) if against else None
    preview = held.preview if held else found.preview
    async with here.ledger.inside(district) as connection:
        await keep(connection, district, file)
        await keep_draft(connection, district, draft, preview=preview, sha256=found.sha256, actor=caller.actor)
    offered = replace(found, roadmap=None if held else (await _keys(here, district, found))[0])
    language = negotiate(request.headers.get("accept-language"))

    def words(remark: Remark) -> str:
        return say(remark.message, language, **remark.arguments)

    headers = {"ETag": f'"{preview}"', "Content-Language": language, "Vary": "Accept-Language"}
    content = amending.shown(held, words) if held else document(offered, words)
    return Response(content, status_code=HTTP_201_CREATED, headers=headers)


async def _allowed(request: Asked, right: Right) -> date:
    """Return today; raise `Forbidden` before anything is read or looked for."""
    caller = request.user.caller
    today = clock.today(await house(request.app).ledger.zone(caller.district))
    if not may(request.user.access.on(today), caller.actor, right):
        raise Forbidden(right=right)
    return today


async def _read(here: House, district: str, file: File, draft: Draft, today: date) -> tuple[Preview, list[str]]:
    """Read a file as the district's policy and calendar have it; return its lines too."""
    async with asking(here.ledger, district) as (connection, known):
        rules = await here.districts.at(connection, district, known.position)
    return await preview_act(file.content, draft.options, rules.policy(today), rules.calendar)


async def _keys(here: House, district: str, found: Preview) -> tuple[str | None, str | None]:
    """Return the key to offer for a roadmap, and the one that this very file has already."""
    async with asking(here.ledger, district) as (connection, _):
        taken = await roadmaps.keys(connection, district)
    own = next((key for key, file in taken.items() if file == found.sha256), None)
    if own or found.roadmap is None:
        return own or found.roadmap, own
    others = (f"{found.roadmap[: _LONGEST_KEY - len(f'-{n}')]}-{n}" for n in count(2))
    return next(key for key in chain([found.roadmap], others) if key not in taken), own


class Confirmation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``joins`` names pairs of items that are one duty: the first is kept for its words, the second carries both.

    Of an amending act nothing is to be said: its roadmap has its key and its supervisor.
    """

    supervisor: PersonId | None = None
    roadmap: RoadmapKey | None = None
    joins: Annotated[dict[ItemKey, ItemKey], Meta(max_length=200)] = {}


class Confirmed(Struct, frozen=True, kw_only=True):
    """How many items the order brought, or an amending act touched, and how many assignments with them."""

    roadmap: str
    position: int | None
    items: int
    assignments: int


class OrderTooLong(Refused):
    code, status, field = "order-too-long", 422, "preview"
    message = "The order names more, or in more words, than one record of the log can hold."


@post("/imports/{preview:str}/confirmation", responses=WRITES)
async def confirm_import(
    request: Asked, preview: FromPath[str], data: JSONBody[Confirmation], writing: NamedDependency[Writing]
) -> Response[Confirmed]:
    """Adopt the roadmap of exactly this preview: all its items and assignments, or nothing."""
    here, district = house(request.app), request.user.caller.district
    await _allowed(request, Right.CONFIRM_IMPORT)
    draft, content = await _kept(here, district, preview)
    found, lines = await preview_act(content, draft.options)
    if draft.amends:
        held = await amending.hold(here.ledger, district, draft.amends, found, lines)
        _check_same(preview, held.preview)
        return await _confirm(request, writing, preview, amending.amendment(held))
    _check_same(preview, found.preview)
    offered, own = await _keys(here, district, found)
    roadmap = data.roadmap or offered
    missing = [Fault(field="supervisor", rule="required")] if data.supervisor is None else []
    command = adoption(found, supervisor=data.supervisor or "", roadmap=roadmap, joins=data.joins)
    if missing or roadmap is None:
        raise Invalid(*missing, *([] if roadmap else [Fault(field="roadmap", rule="required")]))

    def new(_: Past) -> None:
        if own not in {None, roadmap}:
            raise AlreadyImported(roadmap=own)

    return await _confirm(request, writing, preview, command, new)


async def _confirm(
    request: Asked,
    writing: Writing,
    preview: str,
    command: AdoptRoadmap | AmendRoadmap,
    more: Guard | None = None,
) -> Response[Confirmed]:
    def guard(past: Past) -> None:
        if more:
            more(past)
        if writing.if_match and not {"*", f'"{preview}"'}.intersection(re.split(r"\s*,\s*", writing.if_match)):
            raise PreviewChanged(preview=writing.if_match, now=preview)

    try:
        done = await carry_out(request, writing, command, guard)
    except CheckViolationError as error:  # of an entry; only the words of a document can be that long
        raise OrderTooLong from error
    return answered(done, _confirmed(command.roadmap, done))


async def _kept(here: House, district: str, preview: str) -> tuple[Draft, bytes]:
    async with here.ledger.inside(district) as connection:
        kept = await fetch_draft(connection, district, digest(preview))
    if kept is None:
        raise NotFound(name=preview)
    return kept


def _check_same(preview: str, now: str) -> None:
    """Raise `PreviewChanged` where a later reader finds something else in the file."""
    if now != preview:
        raise PreviewChanged(preview=preview, now=now)


def _confirmed(roadmap: str, done: Done) -> Confirmed:
    items = {entry.data.item for entry in done.entries if isinstance(entry.data, ItemAdded | ItemAmended | ItemRevoked)}
    touched = {entry.stream for entry in done.entries if entry.stream.startswith("assignment/")}
    return Confirmed(roadmap=roadmap, position=done.position, items=len(items), assignments=len(touched))

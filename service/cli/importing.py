"""The two steps of an import as the command line takes them: keep a preview, and confirm it."""

from collections.abc import Mapping
from uuid import uuid4

import rich_click as click
from msgspec import Struct

from domain import district
from domain.decider import Past
from domain.district import DISTRICT
from domain.events import decode
from domain.order.preview import Preview
from domain.refusals import NotFound
from domain.rights import Right, require
from domain.roadmap.adopt import AdoptRoadmap
from domain.roadmap.amending.amend import AmendRoadmap
from domain.roadmap.events import ItemAdded, ItemAmended, ItemRevoked
from domain.roadmap.refusals import AlreadyImported
from projections import roadmaps
from service import clock
from service.asking import asking
from service.cli.house import Here
from service.files import Draft, File, fetch_draft, keep, keep_draft
from service.http.api.keys import digest
from service.importing.amending import Held, amendment, hold
from service.importing.confirming import PreviewChanged, adoption
from service.importing.preview import preview_act
from service.ledger.reading import read as read_log


class Confirmation(Struct, frozen=True, kw_only=True):
    """What a person adds to a preview; ``roadmap`` is the key it offers where he names none."""

    preview: str
    supervisor: str | None
    roadmap: str | None
    joins: Mapping[str, str]


class Confirmed(Struct, frozen=True, kw_only=True):
    """How many items and assignments an order brought, or an amending act touched; ``position`` of the last event."""

    roadmap: str
    items: int
    assignments: int
    position: int
    amended: bool = False


async def prepare(here: Here, person: str | None, file: File, draft: Draft) -> Preview | Held:
    """Read a file as the district's policy and calendar have it, and keep it; nothing is recorded."""
    ledger, caller = here.house.ledger, here.caller(person)
    past = Past(streams=await ledger.store.load(here.district, [caller.access, district.STREAM]))
    rules = past.state(DISTRICT, district.STREAM)
    today = clock.today(rules.time_zone)
    require(past, caller, today, Right.PREPARE_IMPORT, name="imports")
    read, lines = await preview_act(file.content, draft.options, rules.policy(today), rules.calendar)
    found = await hold(ledger, here.district, draft.amends, read, lines) if draft.amends else read
    async with ledger.inside(here.district) as connection:
        await keep(connection, here.district, file)
        await keep_draft(
            connection, here.district, draft, preview=found.preview, sha256=read.sha256, actor=caller.actor
        )
    return found


async def confirmed(here: Here, person: str | None, confirmation: Confirmation) -> Confirmed:
    """Adopt, or amend, the roadmap of exactly this preview; raise `NotFound` where it was not kept."""
    found = await _kept(here, confirmation.preview)
    command = amendment(found) if isinstance(found, Held) else await _adoption(here, found, confirmation)
    outcome = await here.house.ledger.carry_out(here.caller(person), uuid4(), command)
    first, last = outcome.first_position or 0, outcome.last_position or 0
    async with here.house.ledger.inside(here.district) as connection:
        lines = await read_log(connection, here.district, after=first - 1, limit=last - first + 1)
    entries = [decode(line) for _, line in lines]
    items = {entry.data.item for entry in entries if isinstance(entry.data, ItemAdded | ItemAmended | ItemRevoked)}
    return Confirmed(
        roadmap=command.roadmap,
        items=len(items),
        assignments=len({entry.stream for entry in entries if entry.stream.startswith("assignment/")}),
        position=last,
        amended=isinstance(command, AmendRoadmap),
    )


async def _adoption(here: Here, found: Preview, confirmation: Confirmation) -> AdoptRoadmap:
    if confirmation.supervisor is None:
        raise click.UsageError("--confirm needs the --supervisor.")
    command = adoption(
        found, supervisor=confirmation.supervisor, roadmap=confirmation.roadmap, joins=confirmation.joins
    )
    if confirmation.roadmap is None and found.roadmap is None:
        raise click.UsageError("The act offers no key: name one with --roadmap KEY.")
    await _check_new(here, found.sha256)
    return command


async def _kept(here: Here, preview: str) -> Preview | Held:
    """Read a kept file again; raise `PreviewChanged` where a later reader finds something else in it."""
    async with here.house.ledger.inside(here.district) as connection:
        kept = await fetch_draft(connection, here.district, digest(preview))
    if kept is None:
        raise NotFound(name=preview)
    draft, content = kept
    read, lines = await preview_act(content, draft.options)
    found = await hold(here.house.ledger, here.district, draft.amends, read, lines) if draft.amends else read
    if found.preview != preview:
        raise PreviewChanged(preview=preview, now=found.preview)
    return found


async def _check_new(here: Here, file: str) -> None:
    """Raise `AlreadyImported` where this very file is a roadmap, under whatever key."""
    await here.catch_up()
    async with asking(here.house.ledger, here.district) as (connection, _):
        taken = await roadmaps.keys(connection, here.district)
    if own := next((key for key, known in taken.items() if known == file), None):
        raise AlreadyImported(roadmap=own)

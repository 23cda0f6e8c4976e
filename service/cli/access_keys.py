"""Access to the API by keys: list, rotate and revoke them."""

import rich_click as click
from msgspec import Struct

from domain.access import ACCESS
from domain.rights import Right, may
from service import clock
from service.cli.house import Here, run
from service.cli.options import acting, argument, as_json, in_district
from service.cli.tables import show
from service.cli.terminal import document, tell
from service.identity import keys
from service.identity.keys import Key
from service.words import _


class Issued(Struct, frozen=True, kw_only=True):
    """``key`` is shown now and never again."""

    id: str
    key: str


class Keys(Struct, frozen=True, kw_only=True):
    rows: list[Key]


class Revoked(Struct, frozen=True, kw_only=True):
    id: str


@click.command("list")
@acting
@in_district
@as_json
def list_keys(*, person: str | None, district: str | None, as_json: bool) -> None:
    """List the keys that open, with whose they are and until when; who grants rights sees all of the district."""

    async def work(here: Here) -> Keys:
        owner = await _owner(here, person)
        async with here.house.ledger.inside(here.district) as connection:
            return Keys(rows=await keys.keys(connection, here.district, owner))

    found = run(work, district=district)
    document(found) if as_json else _print(found)


@click.command("rotate")
@argument("key", metavar="ID")
@acting
@in_district
@as_json
def rotate_key(*, key: str, person: str | None, district: str | None, as_json: bool) -> None:
    """Issue another key like the key ID, which goes on opening until it is revoked."""

    async def work(here: Here) -> Issued:
        owner, by = await _owner(here, person), here.caller(person).actor
        async with here.house.ledger.inside(here.district) as connection:
            new = await keys.rotate(connection, here.district, owner, key, by=by)
        return Issued(id=new.id, key=new.key)

    tell_issued(run(work, district=district), as_json=as_json)


@click.command("revoke")
@argument("key", metavar="ID")
@acting
@in_district
@as_json
def revoke_key(*, key: str, person: str | None, district: str | None, as_json: bool) -> None:
    """Revoke the key ID for good; within a second it opens nowhere."""

    async def work(here: Here) -> Revoked:
        owner, by = await _owner(here, person), here.caller(person).actor
        async with here.house.ledger.inside(here.district) as connection:
            await keys.revoke(connection, here.district, owner, key, by=by)
        return Revoked(id=key)

    done = run(work, district=district)
    document(done) if as_json else tell(_("The key {key} is revoked."), key=done.id)


def tell_issued(issued: Issued, *, as_json: bool) -> None:
    document(issued) if as_json else tell(_("{key}\nThis is the only time that it is shown."), key=issued.key)


async def _owner(here: Here, person: str | None) -> str | None:
    """Return whose keys somebody has to do with: his own, or None for all of the district."""
    if person is None:  # the operator at this machine
        return None
    ledger, caller = here.house.ledger, here.caller(person)
    access = ACCESS.fold((await ledger.store.load(here.district, [caller.access]))[caller.access])
    today = clock.today(await ledger.zone(here.district))
    return None if may(access.on(today), caller.actor, Right.GRANT) else caller.actor


def _print(found: Keys) -> None:
    columns = [_("key"), _("whose"), _("label"), _("opens until"), _("used last"), _("from")]
    rows = ((k.id, k.actor, k.label, k.expires_at, k.last_used_at, ", ".join(k.addresses)) for k in found.rows)
    show(columns, rows)

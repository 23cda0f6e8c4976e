"""Access: a role and a key for somebody who has none."""

from datetime import date
from typing import Final, get_args
from uuid import uuid4

import rich_click as click

from domain import directory
from domain.access import Role
from domain.directory import DIRECTORY
from domain.granting import AlreadyGranted, Grant
from domain.refusals import NotFound, Refused
from service.cli.access_keys import Issued, list_keys, revoke_key, rotate_key, tell_issued
from service.cli.house import Here, run
from service.cli.options import Day, acting, as_json, in_district, option
from service.identity.key_terms import terms
from service.identity.keys import issue as issue_key
from service.identity.people import Person, add, people

_OF_AN_ORGANISATION: Final = ("executor", "school")


class PersonUnknown(Refused):
    code, status, field = "person-unknown", 404, "person"
    message = "Nobody is known as {person}: say who it is with --name and --position."


@click.group()
def access() -> None:
    """Who may do what, and the keys of the API."""


for command in (list_keys, rotate_key, revoke_key):
    access.add_command(command)


@access.command()
@option("--role", required=True, type=click.Choice(get_args(Role)))
@option("--organisation", metavar="KEY", help="Whose it is, or whose executor the person is.")
@option("--person", "holder", metavar="ID", help="Who holds it; a school needs nobody.")
@option("--name", help="Of a person who is not known yet.")
@option("--position", help="Of a person who is not known yet.")
@option("--label", default="cli", show_default=True, help="What tells the key from others.")
@option("--last-day", type=Day(), help="On which it opens; a year from now by default, which is the most.")
@option("--address", "addresses", multiple=True, metavar="CIDR", help="From where it opens; anywhere by default.")
@acting
@in_district
@as_json
def issue(
    *,
    role: Role,
    organisation: str | None,
    holder: str | None,
    last_day: date | None,
    addresses: tuple[str, ...],
    person: str | None,
    district: str | None,
    as_json: bool,
    **words: str | None,
) -> None:
    """Issue a key, and grant its role to whoever has not got it; the key is shown once."""
    _check(role, organisation, holder)
    known = _introduced(holder, words["name"], words["position"])
    actor = f"person:{holder}" if holder else f"organisation:{organisation}"
    grant = Grant(actor=actor, role=role, organisation=organisation)

    async def work(here: Here) -> Issued:
        await _check_known(here, organisation, None if known else holder)
        wanted = terms(last_day, addresses, zone=await here.house.ledger.zone(here.district))
        await _grant(here, person, grant)
        async with here.house.ledger.inside(here.district) as connection:
            if known:
                await add(connection, here.district, known)
            by, label = here.caller(person).actor, words["label"] or ""
            new = await issue_key(connection, here.district, actor, label, wanted, by=by)
        return Issued(id=new.id, key=new.key)

    tell_issued(run(work, district=district), as_json=as_json)


def _check(role: Role, organisation: str | None, holder: str | None) -> None:
    if role in _OF_AN_ORGANISATION and organisation is None:
        raise click.UsageError(f"The role {role} is one in an --organisation.")
    if role not in _OF_AN_ORGANISATION and organisation is not None:
        raise click.UsageError(f"The role {role} is one in the whole district: leave --organisation out.")
    if role != "school" and holder is None:
        raise click.UsageError(f"The role {role} is a person's: name the --person.")


def _introduced(holder: str | None, name: str | None, position: str | None) -> Person | None:
    if not name and not position:
        return None
    if not (holder and name and position):
        raise click.UsageError("--name and --position go together, with the --person they are of.")
    return Person(person=holder, name=name, position=position)


async def _check_known(here: Here, organisation: str | None, holder: str | None) -> None:
    ledger = here.house.ledger
    registered = DIRECTORY.fold((await ledger.store.load(here.district, [directory.STREAM]))[directory.STREAM])
    if organisation is not None and organisation not in registered.organisations:
        raise NotFound(name=organisation)
    async with ledger.inside(here.district) as connection:
        if holder is not None and holder not in await people(connection, here.district):
            raise PersonUnknown(person=holder)


async def _grant(here: Here, person: str | None, grant: Grant) -> None:
    """Grant what is not granted yet; raise `Forbidden` also where it is."""
    try:
        await here.house.ledger.carry_out(here.caller(person), uuid4(), grant)
    except AlreadyGranted:
        return

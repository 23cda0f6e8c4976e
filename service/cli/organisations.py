"""Organisations: a list of them is registered, all or none; every fault of every row is named."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

import rich_click as click
from msgspec import Struct

from domain.directory import DIRECTORY, STREAM, OrganisationRegistered, RegisterOrganisations
from service.cli.house import Here, run
from service.cli.options import acting, argument, as_json, in_district, option
from service.cli.previews import remarks
from service.cli.tables import show
from service.cli.terminal import document, tell, words
from service.importing.organisations import Problem, read
from service.words import _

KINDS: Final = (_("office"), _("unit"), _("school"), _("centre"))
"""The words of a kind, for the catalogue; a row says the one it has."""
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


class Registered(Struct, frozen=True, kw_only=True):
    """Keys of the new ones and of those known with the same words; ``position`` is null where nothing was recorded."""

    registered: Sequence[str] = ()
    known: Sequence[str] = ()
    problems: Sequence[dict[str, object]] = ()
    position: int | None = None


@click.command()
@argument("file", type=_FILE)
@option("--dry-run", is_flag=True, help="Show what would be registered and record nothing.")
@acting
@in_district
@as_json
def organisations(*, file: Path, dry_run: bool, person: str | None, district: str | None, as_json: bool) -> None:
    """Register the organisations of a CSV file; a row that is known with the same words stays as it is."""
    listed = read(file.read_bytes())
    if listed.problems:
        _refuse(listed.problems, as_json=as_json)

    async def register(here: Here) -> Registered:
        return await _register(here, person, list(listed.organisations), dry_run=dry_run)

    found = run(register, district=district)
    document(found) if as_json else _print(found, listed.organisations, dry_run=dry_run)


async def _register(
    here: Here, person: str | None, listed: list[OrganisationRegistered], *, dry_run: bool
) -> Registered:
    ledger, caller = here.house.ledger, here.caller(person)
    directory = DIRECTORY.fold((await ledger.store.load(here.district, [STREAM]))[STREAM]).organisations
    known = [o.organisation for o in listed if (there := directory.get(o.organisation)) and there.same_as(o)]
    new = [one.organisation for one in listed if one.organisation not in known]
    if not new:
        return Registered(known=known)
    command = RegisterOrganisations(organisations=listed)
    if dry_run:
        await ledger.rehearse(caller, uuid4(), command)
        return Registered(registered=new, known=known)
    outcome = await ledger.carry_out(caller, uuid4(), command)
    return Registered(registered=new, known=known, position=outcome.last_position)


def _refuse(problems: Sequence[Problem], *, as_json: bool) -> None:
    say_remark = remarks()
    found: list[dict[str, object]] = [
        {"line": one.line, "field": one.field, "rule": say_remark(one.rule)} for one in problems
    ]
    if as_json:
        document(Registered(problems=found))
    else:
        show([_("line"), _("column"), _("what is wrong")], [tuple(one.values()) for one in found])
        tell(_("Nothing was recorded: put these rows right and give the whole list again."))
    raise SystemExit(1)


def _print(found: Registered, listed: Sequence[OrganisationRegistered], *, dry_run: bool) -> None:
    new = words(_("would be registered") if dry_run else _("registered"))
    known = words(_("known already"))
    show(
        [_("key"), _("kind"), _("name"), _("what became of it")],
        [
            (o.organisation, words(o.kind), o.short_name, known if o.organisation in found.known else new)
            for o in listed
        ],
    )

"""Organisation: other words for one of them, or a merger into a successor."""

from datetime import date
from typing import get_args
from uuid import uuid4

import rich_click as click
from msgspec.structs import replace

from domain.act import Authority
from domain.directory import DIRECTORY, STREAM, ChangeOrganisation, Described, Kind, OrganisationChanged
from domain.refusals import NotFound
from domain.reorganise import Reorganise
from service.cli.house import Here, run
from service.cli.options import Day, acting, argument, as_json, in_district, option
from service.cli.roadmap import Recorded, because, recorded, resting, show
from service.importing.organisations import inn_is_valid
from service.reorganising import take_the_rest, with_roadmaps


@click.group()
def organisation() -> None:
    """Change an organisation that is registered already."""


@organisation.command()
@argument("key")
@option("--kind", type=click.Choice(get_args(Kind)))
@option("--name")
@option("--short-name", help="As in lists.")
@option("--alias", "aliases", multiple=True, help="Another name; given anew, all of them.")
@option("--inn")
@option("--profile", help="The field a centre looks after.")
@acting
@in_district
@as_json
def change(
    *,
    key: str,
    aliases: tuple[str, ...],
    inn: str | None,
    person: str | None,
    district: str | None,
    as_json: bool,
    **given: str | None,
) -> None:
    """Give the organisation KEY other words; what is not given stays."""
    if inn is not None and not inn_is_valid(inn):
        raise click.UsageError(f"{inn} is no INN: 10 or 12 digits whose control digits fit.")
    anew: dict[str, object] = {name: value for name, value in {"inn": inn, **given}.items() if value}
    if aliases:
        anew["aliases"] = list(aliases)

    async def work(here: Here) -> Recorded:
        ledger = here.house.ledger
        known = DIRECTORY.fold((await ledger.store.load(here.district, [STREAM]))[STREAM]).organisations.get(key)
        if known is None:
            raise NotFound(name=key)
        words = {field: getattr(known, field) for field in Described.__struct_fields__}
        command = ChangeOrganisation(changed=replace(OrganisationChanged(**words), **anew))
        outcome = await ledger.carry_out(here.caller(person), uuid4(), command)
        return Recorded(assignments=[], position=outcome.last_position or 0)

    show(run(work, district=district), as_json=as_json)


@organisation.command()
@argument("key")
@option("--into", "successor", metavar="KEY", required=True, help="Who takes what is still open.")
@option("--effective-on", type=Day(), required=True, help="Since when it is merged.")
@resting
@because
@acting
@in_district
@as_json
def merge(
    *,
    key: str,
    successor: str,
    effective_on: date,
    authority: Authority,
    words: str,
    person: str | None,
    district: str | None,
    as_json: bool,
) -> None:
    """Merge the organisation KEY into its successor, with all that is still open."""
    asked = Reorganise(
        organisation=key, successor=successor, effective_on=effective_on, authority=authority, ground=words
    )

    async def work(here: Here) -> Recorded:
        ledger, caller, id_ = here.house.ledger, here.caller(person), uuid4()
        await here.catch_up()
        command = await with_roadmaps(ledger, here.district, asked)
        outcome = await ledger.carry_out(caller, id_, command)
        await here.catch_up()
        await take_the_rest(ledger, caller, id_, command, again=False)
        return await recorded(here, outcome.first_position or 0, outcome.last_position or 0)

    show(run(work, district=district), as_json=as_json)

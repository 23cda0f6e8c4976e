"""A district to set on fire: forty schools that share one row of an order, and a key for everybody."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from msgspec import Struct

from domain.directory import Kind, OrganisationRegistered, RegisterOrganisations
from domain.granting import Grant
from service.app import open_house
from service.founding import Founding, found, introduce
from service.http.house import House
from service.identity.keys import issue
from service.identity.people import Person
from service.importing import sample
from service.importing.confirming import adoption
from service.importing.preview import preview
from service.postgres.database import Database
from tests.faults.services import SECRET

SCHOOLS: Final = tuple(f"school-{n}" for n in range(1, 41))
ROADMAP: Final = "647-2020"
ITEM: Final = "2"
"""A row without a target, whose day has passed long ago."""


class District(Struct, frozen=True, kw_only=True):
    """``keys`` by actor; ``seeded`` is the last position before the clients came."""

    name: str
    keys: dict[str, str]
    seeded: int

    @property
    def assignments(self) -> Sequence[str]:
        return [f"{ROADMAP}/{ITEM}/{school}" for school in SCHOOLS]


async def founded(database: Database, *, order: bytes | None = None, file: str = sample.NAME) -> District:
    """Found a district that nobody else uses, with the sample order or another one."""
    name = f"d-{uuid4().hex[:12]}"
    assert database.owner
    async with open_house(database, [SECRET.encode()], pool_size=2) as house:
        founder = await found(house.ledger, database.owner, _founding(name))
        await introduce(founder, _person("auditor"), Grant(actor="person:auditor", role="auditor"))
        await founder.do("organisations", RegisterOrganisations(organisations=_organisations()))
        for school in SCHOOLS:
            await founder.do(school, Grant(actor=f"organisation:{school}", role="school", organisation=school))
        adopted = adoption(preview(order or sample.order(), file), supervisor="deputy", roadmap=ROADMAP, joins={})
        outcome = await founder.do("order", adopted)
        return District(name=name, keys=await _keys(house, name), seeded=outcome.last_position or 0)


def _founding(name: str) -> Founding:
    return Founding(
        district=name,
        name="Управление образования",
        time_zone="Europe/Moscow",
        years=range(2020, 2028),
        office=_organisation("office", "office", "УОААР"),
        supervisor=_person("deputy"),
        administrator=_person("administrator"),
    )


def _person(key: str) -> Person:
    return Person(person=key, name=key, position=key)


def _organisations() -> list[OrganisationRegistered]:
    return [
        _organisation("methodical-cabinet", "unit", "Районный методический кабинет"),
        *(_organisation(key, "school", key) for key in SCHOOLS),
    ]


def _organisation(key: str, kind: Kind, name: str) -> OrganisationRegistered:
    return OrganisationRegistered(organisation=key, kind=kind, name=name, short_name=name, aliases=[])


async def _keys(house: House, district: str) -> dict[str, str]:
    actors = ["person:deputy", "person:auditor", *(f"organisation:{school}" for school in SCHOOLS)]
    async with house.ledger.inside(district) as connection:
        return {actor: (await issue(connection, district, actor, "faults")).key for actor in actors}

"""A district for one test: founded, with its organisations, the sample order and a key for everybody."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
from msgspec import Struct

from domain.directory import Kind, OrganisationRegistered, RegisterOrganisations
from domain.granting import Grant
from service.founding import Founder, Founding, found, introduce
from service.http.house import House
from service.identity.keys import issue
from service.identity.people import Person
from service.importing import sample
from service.importing.confirming import adoption
from service.importing.preview import preview
from service.postgres.database import Database

SCHOOLS: Final = ("school-1", "school-2", "school-3")
ROADMAP: Final = "647-2020"
JSON: Final = Mapping[str, Any]  # Any: an answer as it came


class Town(Struct, frozen=True, kw_only=True):
    """``keys`` by role, and by organisation for schools."""

    district: str
    founder: Founder
    http: httpx.AsyncClient
    keys: dict[str, str]

    async def get(self, who: str, path: str, **params: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.keys[who]}"}
        known = {name: str(value) for name, value in params.items()}
        return await self.http.get(f"/api/v1{path}", params=known, headers=headers)

    async def post(
        self, who: str, path: str, body: object, *, key: UUID | None = None, **headers: str
    ) -> httpx.Response:
        every = {"Authorization": f"Bearer {self.keys[who]}", "Idempotency-Key": str(key or uuid4())}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post(f"/api/v1{path}", json=body, headers=every | given)

    async def done(self, who: str, path: str, body: object) -> dict[str, Any]:  # Any: an answer as it came
        """Post what must succeed and return its answer."""
        answer = await self.post(who, path, body)
        assert answer.status_code == 201, answer.text
        content: dict[str, Any] = answer.json()
        return content


async def founded(database: Database, house: House, http: httpx.AsyncClient) -> Town:
    """Found a district that nobody else uses."""
    district = f"d-{uuid4().hex[:12]}"
    assert database.owner is not None
    founder = await found(house.ledger, database.owner, _founding(district))
    executor = Person(person="executor", name="Ведущий специалист", position="ведущий специалист")
    grants = [
        Grant(actor="person:executor", role="executor", organisation=key) for key in ("office", "methodical-cabinet")
    ]
    await introduce(founder, executor, *grants)
    auditor = Person(person="auditor", name="Ревизор", position="ревизор")
    await introduce(founder, auditor, Grant(actor="person:auditor", role="auditor"))
    await founder.do("organisations", RegisterOrganisations(organisations=_organisations()))
    for school in SCHOOLS:
        await founder.do(school, Grant(actor=f"organisation:{school}", role="school", organisation=school))
    return Town(district=district, founder=founder, http=http, keys=await _keys(house, district))


async def import_sample(town: Town, *, joined: bool = True) -> int:
    """Adopt the sample order; return the position after it."""
    read = preview(sample.order(), sample.NAME)
    joins = {"p2.4": "4"} if joined else {}
    outcome = await town.founder.do("order", adoption(read, supervisor="deputy", roadmap=ROADMAP, joins=joins))
    return outcome.last_position or 0


def _founding(district: str) -> Founding:
    return Founding(
        district=district,
        name="Управление образования",
        time_zone="Europe/Moscow",
        years=range(2020, 2027),
        office=_organisation("office", "office", "Управление образования", "УОААР"),
        supervisor=Person(person="deputy", name="Заместитель начальника", position="заместитель начальника управления"),
        administrator=Person(person="admin", name="Администратор", position="администратор"),
    )


def _organisations() -> list[OrganisationRegistered]:
    schools = [_organisation(key, "school", f"МБОУ {key}", f"Школа {key[7:]}") for key in SCHOOLS]
    return [_organisation("methodical-cabinet", "unit", "Районный методический кабинет", "РМК"), *schools]


def _organisation(key: str, kind: Kind, name: str, short_name: str) -> OrganisationRegistered:
    return OrganisationRegistered(organisation=key, kind=kind, name=name, short_name=short_name, aliases=[])


async def _keys(house: House, district: str) -> dict[str, str]:
    actors = {"supervisor": "person:deputy", "administrator": "person:admin"}
    actors |= {"executor": "person:executor", "auditor": "person:auditor"}
    actors |= {school: f"organisation:{school}" for school in SCHOOLS}
    async with house.ledger.inside(district) as connection:
        return {name: (await issue(connection, district, actor, "test")).key for name, actor in actors.items()}

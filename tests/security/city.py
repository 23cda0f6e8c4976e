"""A district with two roadmaps: the school's own one, and an earlier one that binds others under another supervisor.

Each relation to an object has a duty in every state that a command asks for, so that who may is never refused.
"""

import asyncio
from typing import Any, Final, TypeAlias

import httpx
from msgspec import Struct
from msgspec.structs import replace

from domain.directory import OrganisationRegistered, RegisterOrganisations
from domain.granting import Grant
from service.founding import introduce
from service.http.house import House
from service.identity.keys import issue
from service.identity.people import Person
from service.importing import sample
from service.importing.confirming import adoption
from service.importing.preview import preview
from service.postgres.database import Database
from tests.service.http.sending import OTHER, previewed
from tests.service.http.storing import stored
from tests.service.media.samples import pdf
from tests.service.town import Town, founded

Json: TypeAlias = dict[str, Any]  # Any: a body, or an answer as it came

HERE: Final = "647-2020"
EARLIER: Final = "earlier-2020"
OWN: Final = "school-9"
THEIRS: Final = "school-8"
MISSING: Final = "f" * 64
DUTIES: Final = {"own": (HERE, OWN), "theirs": (HERE, THEIRS), "other": (EARLIER, THEIRS)}

ORDER: Final = sample.order().replace(
    "Сентябрь-октябрь 2020\tОО\n4".encode(), "ежеквартально до 10 числа\tОО\n4".encode()
)
"""The sample order with row 3 due every quarter."""
LATER: Final = "2030-03-29"
HEAD: Final = {"kind": "decision", "dated_on": "2021-01-11"}
FIGURES: Final = {"engaged": 900, "enrolled": 1000}
DONE: Final = {"completed_on": "2020-12-20", "figures": FIGURES}
PAPER: Final = DONE | {"paper": {"incoming_on": "2020-12-22", "number": "114"}}

ITEMS: Final = {"7": "reported", "6": "corrected", "5": "asked for time", "4": "withdrawn"}
"""The state of an item's duty in each relation; every other one is as it was assigned."""


class City(Struct, frozen=True, kw_only=True):
    """By relation; ``preview`` waits for its confirmation."""

    town: Town
    files: dict[str, str]
    tokens: dict[str, str]
    keys: dict[str, list[str]]
    preview: str


async def built(database: Database, house: House, http: httpx.AsyncClient) -> City:
    town = await _peopled(database, house, http)
    await asyncio.gather(*(_lived(town, *duty) for duty in DUTIES.values()))
    await _reported_by_the_office(town)
    schools = {"own": OWN, "theirs": THEIRS}
    kept = {relation: await stored(town, pdf(relation), who=school) for relation, school in schools.items()}
    made = {
        relation: await town.done(school, "/calendar-tokens", {"label": relation})
        for relation, school in schools.items()
    }
    keys = {relation: await _spare_keys(town, house, school) for relation, school in schools.items()}
    read = await previewed(town, OTHER)
    return City(
        town=town,
        files={relation: file["sha256"] for relation, file in kept.items()} | {"order": read["sha256"]},
        tokens={relation: token["id"] for relation, token in made.items()},
        keys=keys,
        preview=read["preview"],
    )


async def _peopled(database: Database, house: House, http: httpx.AsyncClient) -> Town:
    """Adopt the earlier roadmap before the school is there, the other one after it; one more school comes later."""
    town = await founded(database, house, http)
    second = Person(person="second", name="Второй заместитель", position="заместитель начальника")
    await introduce(town.founder, second, Grant(actor="person:second", role="supervisor"))
    for school, roadmap, supervisor in ((THEIRS, EARLIER, "second"), (OWN, HERE, "deputy")):
        await _register(town, school)
        await town.founder.do(school, Grant(actor=f"organisation:{school}", role="school", organisation=school))
        await _adopt(town, roadmap, supervisor)
    await _register(town, "school-10")
    schools = {school: f"organisation:{school}" for school in (OWN, THEIRS)}
    actors = {"second": "person:second", "ungranted": "person:nobody"} | schools
    async with house.ledger.inside(town.district) as connection:
        keys = {who: (await issue(connection, town.district, actor, "test")).key for who, actor in actors.items()}
    elsewhere = await founded(database, house, http)
    keys |= {"school": keys[OWN], "elsewhere": elsewhere.keys["supervisor"]}
    return replace(town, keys=town.keys | keys)


async def _adopt(town: Town, roadmap: str, supervisor: str) -> None:
    read = preview(ORDER, sample.NAME)
    await town.founder.do(roadmap, adoption(read, supervisor=supervisor, roadmap=roadmap, joins={}))


async def _register(town: Town, school: str) -> None:
    new = OrganisationRegistered(organisation=school, kind="school", name=school, short_name=school, aliases=[])
    await town.founder.do(f"register {school}", RegisterOrganisations(organisations=[new]))


async def _lived(town: Town, roadmap: str, school: str) -> None:
    """Bring the duties of a school into the states of `ITEMS`."""
    supervisor = {HERE: "supervisor", EARLIER: "second"}[roadmap]
    at = f"/assignments/{roadmap}"
    await town.done(school, f"{at}/7/{school}/completion", DONE)
    await town.done(school, f"{at}/6/{school}/completion", DONE)
    await town.done(supervisor, f"{at}/6/{school}/acceptance", {})
    correction = {"figures": {"engaged": 800, "enrolled": 1000}, "reason": "Пары посчитаны дважды"}
    await town.done(school, f"{at}/6/{school}/measurement-correction", correction)
    await town.done(school, f"{at}/5/{school}/extension-request", {"due_on": LATER, "reason": "Карантин"})
    await town.done(supervisor, f"{at}/4/{school}/withdrawal", {"authority": HEAD, "ground": "Ремонт"})


async def _reported_by_the_office(town: Town) -> None:
    await town.done(
        "executor", f"/assignments/{EARLIER}/p3/methodical-cabinet/completion", {"completed_on": "2020-12-20"}
    )
    await town.done("executor", f"/assignments/{HERE}/p2.4/{OWN}/completion", PAPER)


_SPARE: Final = """
    insert into identity.keys (id, district, actor, secret_sha256, label, expires_at)
    values ($1, $2, $3, $4, 'spare', clock_timestamp() + interval '1 day')
"""


async def _spare_keys(town: Town, house: House, school: str) -> list[str]:
    """Make more keys than a school may have: one to rotate, and two for two to revoke."""
    found = [f"{town.district}-{school}-{number}" for number in range(3)]
    async with house.ledger.inside(town.district) as connection:
        for key in found:
            await connection.execute(_SPARE, key, town.district, f"organisation:{school}", bytes(32))
    return found

"""Seeding the demo: every step under a key of its own, so that a start that was cut off goes on where it was."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from msgspec import Struct, json

from domain.directory import OrganisationRegistered, RegisterOrganisations
from domain.granting import Grant
from service.demo.history import DEPUTY, EXECUTOR, ROADMAP, history
from service.files import File, keep
from service.founding import Founder, Founding, found, introduce
from service.identity.keys import OPERATOR, issue, keys, revoke
from service.identity.people import Person
from service.importing import organisations, sample
from service.importing.confirming import adoption
from service.importing.preview import preview
from service.ledger.ledger import Ledger

DISTRICT: Final = "aksai"
_LABEL: Final = "demo"  # of the keys that it makes
SCHOOL: Final = "school-1"
_OFFICE: Final = OrganisationRegistered(
    organisation="office",
    kind="office",
    name="Управление образования района",
    short_name="УОААР",
    aliases=["УО ААР"],
)
_DEPUTY: Final = Person(person="deputy", name="Заместитель начальника", position="заместитель начальника управления")
_EXECUTOR: Final = Person(person="executor", name="Ведущий специалист", position="ведущий специалист управления")
_AUDITOR: Final = Person(person="auditor", name="Ревизор", position="ревизор")
_ADMINISTRATOR: Final = Person(person="administrator", name="Администратор", position="администратор")
_ACTORS: Final = {
    "supervisor": DEPUTY,
    "executor": EXECUTOR,
    "school": f"organisation:{SCHOOL}",
    "auditor": "person:auditor",
    "administrator": "person:administrator",
}


class Demo(Struct, frozen=True, kw_only=True):
    """A key for each role, and a moment when the order was known and no report yet."""

    keys: dict[str, str]
    adopted_at: datetime


async def seed(ledger: Ledger, owner: str, data_dir: Path) -> Demo:
    """Record what is not recorded yet; the log's clock is the true one: all of it happens now."""
    founder = await found(ledger, owner, _founding())
    offices = [Grant(actor=EXECUTOR, role="executor", organisation=key) for key in ("office", "methodical-cabinet")]
    await introduce(founder, _EXECUTOR, *offices)
    await introduce(founder, _AUDITOR, Grant(actor="person:auditor", role="auditor"))
    await _register(founder)
    adopted_at = await _adopt(founder)
    for step in history():
        await founder.do(step.name, step.command, actor=step.actor)
    return Demo(keys=await _keys(founder, data_dir / "demo-keys.json"), adopted_at=adopted_at)


def _founding() -> Founding:
    return Founding(
        district=DISTRICT,
        name="Управление образования Аксайского района",
        time_zone="Europe/Moscow",
        years=range(2020, 2028),
        office=_OFFICE,
        supervisor=_DEPUTY,
        administrator=_ADMINISTRATOR,
    )


async def _register(founder: Founder) -> None:
    listed = organisations.read(files("service.demo").joinpath("organisations.csv").read_bytes())
    await founder.do("organisations", RegisterOrganisations(organisations=list(listed.organisations)), actor=EXECUTOR)
    for organisation in listed.organisations:
        if organisation.kind == "school":
            key = organisation.organisation
            await founder.do(f"grant/{key}", Grant(actor=f"organisation:{key}", role="school", organisation=key))


async def _adopt(founder: Founder) -> datetime:
    """Import the sample order as anybody would: the file is kept, the preview confirmed, p2.4 joined to row 4."""
    data = sample.order()
    async with founder.ledger.inside(DISTRICT) as connection:
        await keep(connection, DISTRICT, File(name=sample.NAME, media="text/plain", content=data))
    command = adoption(preview(data, sample.NAME), supervisor="deputy", roadmap=ROADMAP, joins={"p2.4": "4"})
    outcome = await founder.do("order", command, actor=DEPUTY)
    assert outcome.recorded_at is not None
    return outcome.recorded_at


async def _keys(founder: Founder, file: Path) -> dict[str, str]:
    """Return the same keys at every start; the log and the database know their hashes alone."""
    if (kept := _kept(file)) is not None:
        return kept
    async with founder.ledger.inside(DISTRICT) as connection:
        for lost in await keys(connection, DISTRICT):
            if lost.label == _LABEL:
                await revoke(connection, DISTRICT, None, lost.id, by=OPERATOR)
        made = {role: (await issue(connection, DISTRICT, actor, _LABEL)).key for role, actor in _ACTORS.items()}
    _keep(file, made)
    return made


def _kept(file: Path) -> dict[str, str] | None:
    return json.decode(file.read_bytes(), type=dict[str, str]) if file.exists() else None


def _keep(file: Path, keys: dict[str, str]) -> None:
    with NamedTemporaryFile(dir=file.parent, delete=False) as written:  # mode 0600
        written.write(json.encode(keys))
    Path(written.name).rename(file)

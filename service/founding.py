"""Founding a district: its log, zone, policy, calendars, office, first supervisor and administrator; done once."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

import asyncpg
from msgspec import Struct
from msgspec.structs import asdict

from domain.command import Caller, Command
from domain.directory import OrganisationRegistered, RegisterOrganisations
from domain.district import CalendarPublished, OpenDistrict, PolicyAdopted
from domain.granting import Grant
from domain.policy import Policy
from service.calendars import published
from service.identity.people import Person, add
from service.ledger.batch import Outcome
from service.ledger.ledger import Ledger


class Founding(Struct, frozen=True, kw_only=True):
    """``years`` are those whose calendars are published; the policy takes effect on the first day of the first."""

    district: str
    name: str
    time_zone: str
    oktmo: str | None = None
    policy: Policy = Policy()
    years: Sequence[int]
    office: OrganisationRegistered
    supervisor: Person
    administrator: Person


class Founder(Struct, frozen=True):
    """Carries steps out under keys of their own, so that what was interrupted goes on and nothing is done twice."""

    ledger: Ledger
    district: str

    async def do(self, step: str, command: Command, *, actor: str = "system:setup") -> Outcome:
        """Carry a step out, or learn how it was carried out long ago."""
        caller = Caller(district=self.district, actor=actor, via="system")
        return await self.ledger.carry_out(caller, step_key(self.district, step), command)


def step_key(district: str, step: str) -> UUID:
    """Return the idempotency key of a step: the same at every start."""
    return uuid5(NAMESPACE_URL, f"roadmap-ledger/{district}/{step}")


async def found(ledger: Ledger, owner: str, founding: Founding) -> Founder:
    """Found a district, or go on with a founding; ``owner`` is the DSN of who may open logs."""
    await _open_log(owner, founding.district)
    ledger.opens_in(founding.district, founding.time_zone)
    founder = Founder(ledger, founding.district)
    await founder.do("open", _opening(founding))
    await founder.do("office", RegisterOrganisations(organisations=[founding.office]))
    supervisor, administrator = founding.supervisor, founding.administrator
    await introduce(founder, supervisor, Grant(actor=f"person:{supervisor.person}", role="supervisor"))
    await introduce(founder, administrator, Grant(actor=f"person:{administrator.person}", role="administrator"))
    return founder


async def introduce(founder: Founder, person: Person, *grants: Grant) -> None:
    """Note who a person is, and grant what he may do."""
    async with founder.ledger.inside(founder.district) as connection:
        await add(connection, founder.district, person)
    for grant in grants:
        await founder.do(f"grant/{grant.actor}/{grant.role}/{grant.organisation}", grant)


def _opening(founding: Founding) -> OpenDistrict:
    policy = founding.policy
    adopted = PolicyAdopted(
        effective_on=date(founding.years[0], 1, 1),
        day_off_rule=policy.day_off_rule,
        control_rule=policy.control_rule,
        discipline_formula=policy.discipline_formula,
    )
    calendars = [CalendarPublished(**asdict(year)) for year in published(founding.years)]
    return OpenDistrict(
        name=founding.name,
        time_zone=founding.time_zone,
        oktmo=founding.oktmo,
        policy=adopted,
        calendars=tuple(calendars),
    )


async def _open_log(owner: str, district: str) -> None:
    connection = await asyncpg.connect(owner)
    try:
        await connection.execute("select log.open($1)", district)
    finally:
        await connection.close()

"""Setup: a real district without demo data; an interrupted one goes on when the same answers are given again."""

import re
from collections.abc import Sequence
from typing import Final, get_args
from zoneinfo import ZoneInfo

import rich_click as click
from msgspec import Struct

from domain.directory import OrganisationRegistered
from domain.policy import DayOffRule, Policy
from domain.refusals import Refused
from service.cli.house import enter
from service.cli.options import as_json, option
from service.cli.questions import answers, options
from service.cli.terminal import document, tell
from service.founding import Founding, found
from service.http.house import House
from service.identity.keys import has_key, issue
from service.identity.people import Person
from service.ledger.execute import KeyReused
from service.ledger.ledger import Ledger
from service.postgres.database import Database
from service.settings import StartRefused
from service.words import _

_MOST_YEARS: Final = 50
_NEXT: Final = (
    "python -m service organisations ORGANISATIONS.csv",
    "python -m service import ORDER.txt",
    "python -m service access issue --role school --organisation KEY",
    "python -m service serve",
)


class SetUp(Struct, frozen=True, kw_only=True):
    """``keys`` by role; null for somebody who has a key already: it cannot be read again."""

    district: str
    keys: dict[str, str | None]
    next: Sequence[str] = _NEXT


class FoundedOtherwise(Refused):
    code = "founded-otherwise"
    message = "The district {district} exists already, and was founded with other answers."


@click.command()
@options
@option("--day-off-rule", type=click.Choice(get_args(DayOffRule)), default="as_written", show_default=True)
@as_json
def setup(*, day_off_rule: DayOffRule, as_json: bool, **given: str | None) -> None:
    """Found a district: its office, first supervisor and administrator; asks for what is not given as an option."""
    founding = _founding(answers(given), Policy(day_off_rule=day_off_rule))

    async def work(house: House, database: Database) -> SetUp:
        if database.owner is None:
            raise StartRefused("Nobody is named who may open a district: set ROADMAP_OWNER_URL.")
        try:
            await found(house.ledger, database.owner, founding)
        except KeyReused:
            raise FoundedOtherwise(district=founding.district) from None
        return SetUp(district=founding.district, keys=await _keys(house.ledger, founding))

    done = enter(work)
    document(done) if as_json else _print(done)


def _founding(given: dict[str, str], policy: Policy) -> Founding:
    return Founding(
        district=given["key"],
        name=given["name"],
        time_zone=_zone(given["time_zone"]),
        policy=policy,
        years=_years(given["years"]),
        office=OrganisationRegistered(
            organisation=given["office_key"],
            kind="office",
            name=given["office_name"],
            short_name=given["office_short_name"],
            aliases=[],
        ),
        supervisor=_person(given, "supervisor"),
        administrator=_person(given, "administrator"),
    )


def _person(given: dict[str, str], role: str) -> Person:
    return Person(person=given[role], name=given[f"{role}_name"], position=given[f"{role}_position"])


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, OSError, ValueError):
        raise click.UsageError(f"{name} is no time zone such as Europe/Moscow.") from None


def _years(text: str) -> range:
    """Read ``2020-2027``, or one year."""
    years = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", text)
    if years is None or not 0 <= int(years[2] or years[1]) - int(years[1]) < _MOST_YEARS:
        raise click.UsageError(f"{text} are no years such as 2020-2027.")
    return range(int(years[1]), int(years[2] or years[1]) + 1)


async def _keys(ledger: Ledger, founding: Founding) -> dict[str, str | None]:
    keys: dict[str, str | None] = {}
    async with ledger.inside(founding.district) as connection:
        for role, person in (("supervisor", founding.supervisor), ("administrator", founding.administrator)):
            actor = f"person:{person.person}"
            if await has_key(connection, founding.district, actor):
                keys[role] = None
            else:
                keys[role] = (await issue(connection, founding.district, actor, "setup")).key
    return keys


def _print(done: SetUp) -> None:
    tell(_("The district {district} is open. Keys, shown this once:"), district=done.district)
    for role, key in done.keys.items():
        if key:
            tell(_("{role}: {key}"), role=role, key=key)
        else:
            tell(_("{role}: has a key already; `python -m service access issue` makes another."), role=role)
    tell(_("What comes next:"))
    for command in done.next:
        click.echo(f"  {command}")

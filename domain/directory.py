"""The directory: the organisations of a district, one stream for all of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias, assert_never

from msgspec import Struct, json
from msgspec.structs import replace

from domain.act import Authority
from domain.command import Caller, Command
from domain.decider import Decider, Fact, Past
from domain.entry import Recorded
from domain.refusals import NotFound, Refused
from domain.rights import Right, require

STREAM: Final = "directory"
Kind: TypeAlias = Literal["office", "unit", "school", "centre"]


class Described(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of an organisation by its own words."""

    organisation: str
    kind: Kind
    name: str
    short_name: str
    aliases: list[str]
    inn: str | None = None
    profile: str | None = None

    def same_as(self, other: "Described") -> bool:
        return all(getattr(self, field) == getattr(other, field) for field in Described.__struct_fields__)


class OrganisationRegistered(
    Described, frozen=True, kw_only=True, omit_defaults=True, tag="directory.organisation_registered"
):
    """It can be responsible from now on, unless it is a centre."""


class OrganisationChanged(
    Described, frozen=True, kw_only=True, omit_defaults=True, tag="directory.organisation_changed"
):
    """All of its fields anew."""


class OrganisationReorganised(Struct, frozen=True, kw_only=True, tag="directory.organisation_reorganised"):
    """It is merged into its successor, which takes what is still open (DOMAIN rule 10)."""

    organisation: str
    successor: str
    effective_on: date
    authority: Authority


Event: TypeAlias = OrganisationRegistered | OrganisationChanged | OrganisationReorganised


class RegisterOrganisations(Command, frozen=True, kw_only=True, tag="register-organisations"):
    """Registers those of the organisations that the directory does not have yet, all or none."""

    organisations: list[OrganisationRegistered]

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.REGISTER_ORGANISATION, name=STREAM)
        return [Fact(stream=STREAM, data=event) for event in new(past.state(DIRECTORY, STREAM), self.organisations)]


class ChangeOrganisation(Command, frozen=True, kw_only=True, tag="change-organisation"):
    """Gives an organisation its fields anew, such as another name."""

    changed: OrganisationChanged

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.REGISTER_ORGANISATION, name=STREAM)
        key = self.changed.organisation
        known = past.state(DIRECTORY, STREAM).organisations.get(key)
        if known is None:
            raise NotFound(name=key)
        if known.same_as(self.changed):
            raise NothingNew
        if self.changed.kind == "centre" != known.kind:
            raise BecomesCentre(organisation=key)
        return [Fact(stream=STREAM, data=self.changed)]


class Organisation(Described, frozen=True, kw_only=True):
    """``successor`` is who took its duties, from ``reorganised_on`` on."""

    successor: str | None = None
    reorganised_on: date | None = None


class State(Struct, frozen=True):
    organisations: Mapping[str, Organisation] = {}

    @property
    def standing(self) -> list[Organisation]:
        """Those that were not merged into another one."""
        return [organisation for organisation in self.organisations.values() if organisation.successor is None]

    def heir(self, key: str) -> str:
        """Return who has the duties of an organisation now: itself, or who it was merged into."""
        while (known := self.organisations.get(key)) and known.successor:
            key = known.successor
        return key

    def of_kind(self, kind: Kind) -> list[str]:
        return [one.organisation for one in self.standing if one.kind == kind]


BLANK: Final = Organisation(organisation="", kind="centre", name="", short_name="", aliases=[])


def evolve_organisation(known: Organisation, event: Event) -> Organisation:
    match event:
        case OrganisationRegistered() | OrganisationChanged():
            return replace(known, **{field: getattr(event, field) for field in Described.__struct_fields__})
        case OrganisationReorganised(successor=successor, effective_on=effective_on):
            return replace(known, successor=successor, reorganised_on=effective_on)
        case _:
            assert_never(event)


def evolve(state: State, entry: Recorded[Event]) -> State:
    key = entry.data.organisation
    return State({**state.organisations, key: evolve_organisation(state.organisations.get(key, BLANK), entry.data)})


DIRECTORY: Final = Decider(category="directory", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event]))


class NothingNew(Refused):
    code, message = "nothing-new", "Every one of these organisations is registered already, with the same words."


class OtherwiseRegistered(Refused):
    code, message = "otherwise-registered", "The organisation {organisation} is registered already, with other words."


class BecomesCentre(Refused):
    code, status, field = "becomes-centre", 422, "kind"
    message = "A centre is never responsible: {organisation}, which may have assignments, does not become one."


def new(state: State, asked: Sequence[OrganisationRegistered]) -> list[OrganisationRegistered]:
    """Return those not registered yet; raise `OtherwiseRegistered` or, where none is left, `NothingNew`."""
    fresh: dict[str, OrganisationRegistered] = {}
    for organisation in asked:
        key = organisation.organisation
        known = state.organisations.get(key) or fresh.setdefault(key, organisation)
        if not known.same_as(organisation):
            raise OtherwiseRegistered(organisation=key)
    if not fresh:
        raise NothingNew
    return list(fresh.values())

"""The directory: the organisations of a district, one stream for all of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct, json

from domain.command import Caller, Command
from domain.decider import Decider, Fact, Past
from domain.entry import Recorded
from domain.refusals import Refused
from domain.rights import Right, require

STREAM: Final = "directory"
Kind: TypeAlias = Literal["office", "unit", "school", "centre"]


class OrganisationRegistered(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag="directory.organisation_registered"
):
    organisation: str
    kind: Kind
    name: str
    short_name: str
    aliases: list[str]
    inn: str | None = None
    profile: str | None = None


Event: TypeAlias = OrganisationRegistered


class RegisterOrganisations(Command, frozen=True, kw_only=True, tag="register-organisations"):
    """Registers those of the organisations that the directory does not have yet, all or none."""

    organisations: list[OrganisationRegistered]

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.REGISTER_ORGANISATION, name=STREAM)
        return [Fact(stream=STREAM, data=event) for event in new(past.state(DIRECTORY, STREAM), self.organisations)]


class State(Struct, frozen=True):
    organisations: Mapping[str, OrganisationRegistered] = {}

    def of_kind(self, kind: Kind) -> list[str]:
        return [key for key, organisation in self.organisations.items() if organisation.kind == kind]


def evolve(state: State, entry: Recorded[Event]) -> State:
    return State({**state.organisations, entry.data.organisation: entry.data})


DIRECTORY: Final = Decider(category="directory", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event]))


class NothingNew(Refused):
    code, message = "nothing-new", "Every one of these organisations is registered already, with the same words."


class OtherwiseRegistered(Refused):
    code, message = "otherwise-registered", "The organisation {organisation} is registered already, with other words."


def new(state: State, asked: Sequence[OrganisationRegistered]) -> list[OrganisationRegistered]:
    """Return those not registered yet; raise `OtherwiseRegistered` or, where none is left, `NothingNew`."""
    fresh: dict[str, OrganisationRegistered] = {}
    for organisation in asked:
        key = organisation.organisation
        known = state.organisations.get(key) or fresh.setdefault(key, organisation)
        if known != organisation:
            raise OtherwiseRegistered(organisation=key)
    if not fresh:
        raise NothingNew
    return list(fresh.values())

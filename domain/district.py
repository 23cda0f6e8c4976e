"""The district: the tenant itself, its time zone, its policies and its working calendars (DOMAIN rules 3 and 4)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, TypeAlias, assert_never

from msgspec import Struct, json
from msgspec.structs import replace

from domain.act import ActReference
from domain.calendar import Calendar, YearCalendar
from domain.command import Caller, Command
from domain.decider import Decider, Fact, Past
from domain.entry import Recorded
from domain.policy import ControlRule, DayOffRule, Policy
from domain.refusals import Refused
from domain.rights import Right, require

STREAM: Final = "district"


class Opened(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="district.opened"):
    name: str
    time_zone: str
    oktmo: str | None = None


class PolicyAdopted(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="district.policy_adopted"):
    """``delegation`` names the act by which decisions about deadlines were handed on (DOMAIN rule 11)."""

    effective_on: date
    day_off_rule: DayOffRule
    control_rule: ControlRule
    discipline_formula: str
    delegation: ActReference | None = None


class CalendarPublished(YearCalendar, frozen=True, kw_only=True, omit_defaults=True, tag="district.calendar_published"):
    """A later edition of a year replaces an earlier one; recorded deadlines stay as they were decided."""


Event: TypeAlias = Opened | PolicyAdopted | CalendarPublished


class OpenDistrict(Command, frozen=True, kw_only=True, tag="open-district"):
    """Opens the district with its first policy and calendars; only the setup does."""

    name: str
    time_zone: str
    oktmo: str | None = None
    policy: PolicyAdopted
    calendars: tuple[CalendarPublished, ...]

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.OPEN_DISTRICT, name=STREAM)
        if past.version(STREAM):
            raise AlreadyOpen(name=past.state(DISTRICT, STREAM).name)
        opened = Opened(name=self.name, time_zone=self.time_zone, oktmo=self.oktmo)
        return [Fact(stream=STREAM, data=data) for data in (opened, self.policy, *self.calendars)]


class AlreadyOpen(Refused):
    code, message = "already-open", "The district “{name}” is open already."


class State(Struct, frozen=True, kw_only=True):
    """``policies`` in the order of their recording; the last one that is in effect on a day holds then."""

    name: str = ""
    time_zone: str = "UTC"
    oktmo: str | None = None
    policies: tuple[PolicyAdopted, ...] = ()
    calendar: Calendar = Calendar()

    def policy(self, day: date) -> Policy:
        adopted = self.adopted(day)
        if adopted is None:
            return Policy()
        return Policy(
            day_off_rule=adopted.day_off_rule,
            control_rule=adopted.control_rule,
            discipline_formula=adopted.discipline_formula,
        )

    def delegates(self, day: date) -> bool:
        """Tell whether the policy in effect names an act that hands decisions about deadlines on."""
        adopted = self.adopted(day)
        return adopted is not None and adopted.delegation is not None

    def adopted(self, day: date) -> PolicyAdopted | None:
        """Return the policy that holds on a day; None before any is in effect."""
        return next((p for p in reversed(self.policies) if p.effective_on <= day), None)


def evolve(state: State, entry: Recorded[Event]) -> State:
    match entry.data:
        case Opened(name=name, time_zone=time_zone, oktmo=oktmo):
            return replace(state, name=name, time_zone=time_zone, oktmo=oktmo)
        case PolicyAdopted() as adopted:
            return replace(state, policies=(*state.policies, adopted))
        case CalendarPublished() as published:
            return replace(state, calendar=state.calendar.with_year(published))
        case _:
            assert_never(entry.data)


DISTRICT: Final = Decider(category="district", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event]))

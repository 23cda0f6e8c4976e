"""Access: the roles of one actor as facts of his own stream (DESIGN section 7)."""

from datetime import date
from typing import Final, Literal, TypeAlias, assert_never

from msgspec import Struct, field, json

from domain.decider import Decider
from domain.entry import Recorded

Role: TypeAlias = Literal["supervisor", "executor", "school", "auditor", "administrator"]


class Granted(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="access.granted"):
    role: Role
    organisation: str | None = None
    from_: date | None = field(default=None, name="from")
    to: date | None = None


class Revoked(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="access.revoked"):
    role: Role
    organisation: str | None = None


Event: TypeAlias = Granted | Revoked


class State(Struct, frozen=True):
    grants: tuple[Granted, ...] = ()

    def on(self, day: date) -> tuple[Granted, ...]:
        """Return what is granted on a day; both ends of a grant are inclusive."""
        return tuple(g for g in self.grants if (g.from_ or day) <= day <= (g.to or day))


def evolve(state: State, entry: Recorded[Event]) -> State:
    match entry.data:
        case Granted():
            return State((*state.grants, entry.data))
        case Revoked(role=role, organisation=organisation):
            return State(tuple(g for g in state.grants if (g.role, g.organisation) != (role, organisation)))
        case _:
            assert_never(entry.data)


ACCESS: Final = Decider(category="access", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event]))

"""The policies of a district as they were known: the one in effect on a day, those to come, and those replaced."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import asdict

from domain.act import ActReference
from domain.district import DISTRICT, STREAM, PolicyAdopted, State
from domain.policy import ControlRule, DayOffRule
from projections.words import words
from service.ledger.ledger import Ledger
from service.ledger.reading import Known
from service.words import _

Standing: TypeAlias = Literal["in_effect", "to_come", "replaced"]
STANDINGS: Final[dict[Standing, str]] = {
    "in_effect": _("in effect"),
    "to_come": _("to come"),
    "replaced": _("replaced"),
}


class Policy(Struct, frozen=True, kw_only=True):
    """``ground`` is null where none was given, or where it is erased."""

    standing: Standing
    effective_on: date
    day_off_rule: DayOffRule
    control_rule: ControlRule
    discipline_formula: str
    delegation: ActReference | None
    ground: str | None
    adopted_on: date
    position: int


class Policies(Struct, frozen=True, kw_only=True):
    """``rows`` are in the order of their recording; ``version`` is that of the district."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    version: int
    rows: Sequence[Policy]


async def policies(ledger: Ledger, district: str, known: Known, on: date | None) -> Policies:
    """Answer for a day, by default the one of ``known_at``."""
    lines = await ledger.lines(district, STREAM, until=known.position)
    entries = [DISTRICT.decoder.decode(line) for line in lines]
    adopted = [(entry, entry.data) for entry in entries if isinstance(entry.data, PolicyAdopted)]
    async with ledger.looking(district) as connection:
        grounds = await words(connection, district, [entry.position for entry, _ in adopted])
    state = State(policies=tuple(policy for _, policy in adopted))
    day = on or known.known_at.astimezone(ZoneInfo(await ledger.zone(district))).date()
    rows = [
        Policy(
            **asdict(policy),
            standing=_standing(state, policy, day),
            ground=grounds.get(entry.position, {}).get("ground"),
            adopted_on=entry.day,
            position=entry.position,
        )
        for entry, policy in adopted
    ]
    return Policies(
        on=day,
        known_at=known.known_at,
        position=known.position,
        log_starts_at=known.log_starts_at,
        version=len(lines),
        rows=rows,
    )


def _standing(state: State, policy: PolicyAdopted, on: date) -> Standing:
    if state.adopted(max(on, policy.effective_on)) is not policy:
        return "replaced"
    return "in_effect" if policy.effective_on <= on else "to_come"

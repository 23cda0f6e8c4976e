"""The policy of a district: how days off move a deadline (DOMAIN rule 3)."""

from typing import Literal, TypeAlias

from msgspec import Struct

DayOffRule: TypeAlias = Literal["as_written", "preceding", "next"]
ControlRule: TypeAlias = Literal["preceding", "as_due"]


class Policy(Struct, frozen=True, kw_only=True):
    """``day_off_rule`` makes the due day of the written one, ``control_rule`` the day that reminders aim at of that."""

    day_off_rule: DayOffRule = "as_written"
    control_rule: ControlRule = "preceding"
    discipline_formula: str = "default"

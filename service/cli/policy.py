"""Policy: how days off move a deadline and by which formula discipline is counted, shown or adopted anew."""

from datetime import date, datetime
from typing import Any, get_args
from uuid import uuid4

import rich_click as click
from msgspec import Struct

from domain.act import ActReference
from domain.adopt_policy import AdoptPolicy
from domain.discipline import FORMULAS
from domain.district import PolicyAdopted
from domain.policy import ControlRule, DayOffRule
from service.answers.policies import STANDINGS, Policies, policies
from service.asking import asking
from service.cli.house import Here, run
from service.cli.options import Day, Moment, acting, as_json, in_district, option
from service.cli.tables import cell
from service.cli.tables import show as show_table
from service.cli.terminal import document, language, tell, words
from service.narrative.districts import CONTROL, DAYS_OFF
from service.words import _


class Adopted(Struct, frozen=True, kw_only=True):
    """``position`` is null where it was only tried."""

    effective_on: date
    position: int | None


class Delegating(click.ParamType[ActReference]):
    name = "number:date"

    def convert(
        self, value: str | ActReference, param: click.Parameter | None, ctx: click.Context | None
    ) -> ActReference:
        if isinstance(value, ActReference):
            return value
        number, _, day = value.rpartition(":")
        try:
            dated_on = date.fromisoformat(day)
        except ValueError:
            dated_on = None
        if not number or dated_on is None:
            self.fail(f"{value} is no act such as 12:2021-01-11.", param, ctx)
        return ActReference(number=number, dated_on=dated_on)


@click.group()
def policy() -> None:
    """Show the policy of deadlines, or adopt another one."""


@policy.command()
@option("--effective-on", type=Day(), required=True, help="From which day on it holds: today or later.")
@option("--day-off-rule", type=click.Choice(get_args(DayOffRule)), required=True, help="A deadline on a day off.")
@option("--control-rule", type=click.Choice(get_args(ControlRule)), required=True, help="What reminders aim at.")
@option("--formula", "discipline_formula", type=click.Choice([*FORMULAS]), required=True, help="Of discipline.")
@option("--delegation", type=Delegating(), help="The act that hands decisions on, such as 12:2021-01-11.")
@option("--words", "ground", required=True, help="The ground.")
@option("--dry-run", is_flag=True, help="Try it and record nothing.")
@acting
@in_district
@as_json
def adopt(
    *,
    ground: str,
    dry_run: bool,
    person: str | None,
    district: str | None,
    as_json: bool,
    **rules: Any,  # noqa: ANN401  of `PolicyAdopted`
) -> None:
    """Adopt a policy from a day on; it moves no deadline that is recorded already."""
    command = AdoptPolicy(adopted=PolicyAdopted(**rules), ground=ground)
    effective_on = command.adopted.effective_on

    async def work(here: Here) -> Adopted:
        ledger, caller = here.house.ledger, here.caller(person)
        if dry_run:
            await ledger.rehearse(caller, uuid4(), command)
            return Adopted(effective_on=effective_on, position=None)
        outcome = await ledger.carry_out(caller, uuid4(), command)
        return Adopted(effective_on=effective_on, position=outcome.last_position)

    done = run(work, district=district)
    if as_json:
        document(done)
    elif dry_run:
        tell(_("The policy could be adopted from {day} on; nothing was recorded."), day=effective_on)
    else:
        tell(_("The policy is adopted from {day} on."), day=effective_on)


@policy.command()
@option("--on", type=Day(), help="The civil day asked about; by default that of --known-at.")
@option("--known-at", type=Moment(), help="What the log knew then; now by default.")
@in_district
@as_json
def show(*, on: date | None, known_at: date | datetime | None, district: str | None, as_json: bool) -> None:
    """Show the policies in the order of their recording: in effect, to come, replaced."""

    async def work(here: Here) -> Policies:
        await here.catch_up()
        async with asking(here.house.ledger, here.district, known_at=known_at) as (_, known):
            pass
        return await policies(here.house.ledger, here.district, known, on)

    found = run(work, district=district)
    document(found) if as_json else _print(found)


def _print(found: Policies) -> None:
    show_table(
        [
            _("standing"),
            _("effective on"),
            _("days off"),
            _("control"),
            _("formula"),
            _("delegation"),
            _("ground"),
        ],
        [
            (
                words(STANDINGS[row.standing]),
                row.effective_on,
                words(DAYS_OFF[row.day_off_rule]),
                words(CONTROL[row.control_rule]),
                row.discipline_formula,
                row.delegation and f"{row.delegation.number}, {cell(row.delegation.dated_on, language())}",
                row.ground,
            )
            for row in found.rows
        ],
    )

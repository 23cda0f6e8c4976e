"""Assignment: what is asked of one assignment without the API, by an operator or in a person's name."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, get_args
from uuid import uuid4

import rich_click as click
from msgspec import Struct
from msgspec.structs import fields

from domain.act import Authority, AuthorityKind
from domain.assignment.commands import (
    AcceptCorrection,
    AcceptReport,
    Acknowledge,
    Annotate,
    DenyExtension,
    GrantExtension,
    OnAssignment,
    RefuseCorrection,
    RequestExtension,
    Restore,
    ReturnReport,
    SetDeadline,
    Transfer,
    Withdraw,
    WithdrawReport,
)
from domain.assignment.state import ASSIGNMENT, Status
from service.cli.house import Here, run
from service.cli.options import Day, acting, argument, as_json, in_district, option
from service.cli.terminal import document, tell
from service.words import _

_COMMANDS: Final[Mapping[str, type[OnAssignment]]] = {
    "acknowledge": Acknowledge,
    "withdraw-report": WithdrawReport,
    "request-extension": RequestExtension,
    "accept": AcceptReport,
    "return": ReturnReport,
    "accept-correction": AcceptCorrection,
    "refuse-correction": RefuseCorrection,
    "extend": GrantExtension,
    "deny-extension": DenyExtension,
    "deadline": SetDeadline,
    "withdraw": Withdraw,
    "restore": Restore,
    "transfer": Transfer,
    "annotate": Annotate,
}
_WORDS: Final[Sequence[str]] = ("reason", "ground", "note")


class Recorded(Struct, frozen=True, kw_only=True):
    assignment: str
    state: Status
    version: int
    position: int | None


class Resting(click.ParamType[Authority]):
    name = "kind[:number]:date"

    def convert(self, value: str | Authority, param: click.Parameter | None, ctx: click.Context | None) -> Authority:
        if isinstance(value, Authority):
            return value
        try:
            kind, *number, day = value.split(":")
            [meant] = [known for known in get_args(AuthorityKind) if known == kind]
            return Authority(kind=meant, number=":".join(number) or None, dated_on=date.fromisoformat(day))
        except ValueError:
            self.fail(f"{value} is no authority such as act:12:2021-01-11 or decision:2021-01-11.", param, ctx)


@click.command()
@argument("key")
@argument("command", type=click.Choice(list(_COMMANDS)))
@option("--due-on", type=Day(), help="The new due day, or the one that is asked for.")
@option("--control-on", type=Day(), help="The new control day.")
@option("--rework-by", type=Day(), help="Until when what is returned comes again.")
@option("--promised-on", type=Day(), help="The day that was promised.")
@option("--effective-on", type=Day(), help="Since when it holds; today by default.")
@option("--organisation", metavar="KEY", help="The new executor.")
@option("--authority", type=Resting(), help="Such as act:12:2021-01-11 or decision:2021-01-11.")
@option("--words", help="Why: the reason, the ground or the note.")
@acting
@in_district
@as_json
def assignment(
    *,
    key: str,
    command: str,
    words: str | None,
    person: str | None,
    district: str | None,
    as_json: bool,
    **given: object,
) -> None:
    """Ask something of the assignment KEY, such as 647-2020/4/school-1."""
    asked = _asked(command, key, words, {name: value for name, value in given.items() if value is not None})

    async def work(here: Here) -> Recorded:
        outcome, lines = await here.house.ledger.answer(here.caller(person), uuid4(), asked, asked.stream)
        state = ASSIGNMENT.fold(lines)
        return Recorded(assignment=key, state=state.state, version=state.version, position=outcome.last_position)

    found = run(work, district=district)
    if as_json:
        document(found)
    else:
        tell(
            _("{assignment}: {state}, position {position}"), assignment=key, state=found.state, position=found.position
        )


def _asked(name: str, key: str, words: str | None, given: Mapping[str, object]) -> OnAssignment:
    """Make the command of what was given; raise `UsageError` where that is too little or too much."""
    command = _COMMANDS[name]
    known = {field.name: field.required for field in fields(command)}
    said = {part: words for part in _WORDS if part in known and words}
    asked: dict[str, Any] = {"assignment": key, **given, **said}  # Any: fields of each command's own type
    if extra := [_option(part) for part in given if part not in known] + (["--words"] if words and not said else []):
        raise click.UsageError(f"{name} takes no {', '.join(extra)}.")
    if missing := [_option(part) for part, required in known.items() if required and part not in asked]:
        raise click.UsageError(f"{name} needs {', '.join(missing)}.")
    return command(**asked)


def _option(part: str) -> str:
    return "--words" if part in _WORDS else f"--{part.replace('_', '-')}"

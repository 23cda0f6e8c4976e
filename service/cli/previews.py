"""A preview on the terminal: what was read, what a person must look at, and what to type next."""

from collections.abc import Callable, Mapping
from typing import Final

from domain.order.preview import Item, Preview, Remark
from domain.roadmap.amending.difference import Change, Kind
from service.cli.tables import show
from service.cli.terminal import language, tell, words
from service.importing.amending import Held
from service.words import _, say

CHANGES: Final[Mapping[Kind, str]] = {
    "added": _("is added"),
    "amended": _("is amended"),
    "deadline_moved": _("gets another deadline"),
    "revoked": _("is revoked"),
    "unchanged": _("stays as it is"),
}
RESPONSIBLE: Final[Mapping[str, str]] = {
    "office": _("the office"),
    "schools": _("the schools"),
    "methodical_cabinet": _("the methodical cabinet"),
}


def remarks() -> Callable[[Remark], str]:
    """Return what gives remarks their words in the language of the settings."""
    speaks = language()
    return lambda remark: say(remark.message, speaks, **remark.arguments)


def show_preview(preview: Preview) -> None:
    say_remark = remarks()
    show(
        [_("item"), _("title"), _("responsible"), _("as written"), _("due on"), _("target")],
        [_row(item) for item in preview.items],
    )
    for warning in preview.warnings:
        tell(_("Look at this: {warning}"), warning=say_remark(warning))
    for row in preview.rows:
        if row.mark.fate == "needs_decision":
            tell(_("Line {line}: {why}"), line=row.row, why=say_remark(row.mark.why))


def show_difference(held: Held) -> None:
    """Show what an amending act changes; what stays as it is is only counted."""
    say_remark = remarks()
    changes = [change for change in held.difference.changes if change.kind != "unchanged"]
    show(
        [_("item"), _("what becomes of it"), _("title"), _("as written before"), _("as written")],
        [_change(held, change) for change in changes],
    )
    tell(_("{count} items stay as they are."), count=len(held.difference.changes) - len(changes))
    for warning in (*held.found.warnings, *held.difference.remarks):
        tell(_("Look at this: {warning}"), warning=say_remark(warning))


def _change(held: Held, change: Change) -> tuple[object, ...]:
    item = held.standing.items.get(change.item)
    before = held.standing.planned(item) if item else None
    after, shown = change.planned, change.planned or before
    return (
        change.item,
        words(CHANGES[change.kind]),
        shown and shown.title,
        before and before.deadline_text,
        after and after.deadline_text,
    )


def next_command(preview: Preview) -> str:
    """Return the line that confirms the preview, every duty that stands twice joined."""
    joins = "".join(f" --join {item.key}={item.same_duty_as}" for item in preview.items if item.same_duty_as)
    return f"python -m service import --confirm {preview.preview} --supervisor PERSON{joins}"


def _row(item: Item) -> tuple[object, ...]:
    due_on = words(_("to be decided")) if _undecided(item) else item.deadline.due_on
    target = f"{item.targets[0].percent} %" if item.targets else None
    responsible = words(RESPONSIBLE[item.responsible]) if item.responsible else item.responsible_text
    return item.key, item.title, responsible, item.deadline_text, due_on, target


def _undecided(item: Item) -> bool:
    return item.due_before_adoption or item.reading.outcome != "read"

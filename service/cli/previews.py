"""A preview on the terminal: what was read, what a person must look at, and what to type next."""

from collections.abc import Callable

from domain.order.preview import Item, Preview, Remark
from service.cli.tables import show
from service.cli.terminal import language, tell, words
from service.words import _, say


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


def next_command(preview: Preview) -> str:
    """Return the line that confirms the preview, every duty that stands twice joined."""
    joins = "".join(f" --join {item.key}={item.same_duty_as}" for item in preview.items if item.same_duty_as)
    return f"python -m service import --confirm {preview.preview} --supervisor PERSON{joins}"


def _row(item: Item) -> tuple[object, ...]:
    due_on = words(_("to be decided")) if _undecided(item) else item.deadline.due_on
    target = f"{item.targets[0].percent} %" if item.targets else None
    return item.key, item.title, item.responsible or item.responsible_text, item.deadline_text, due_on, target


def _undecided(item: Item) -> bool:
    return item.due_before_adoption or item.reading.outcome != "read"

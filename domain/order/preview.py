"""The preview of an order: what was read, from which line, and what a person must look at before confirming it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct, to_builtins

from domain.deadline import Deadline
from domain.deadline_text import Reading
from domain.roadmap.events import ItemKind
from domain.target import Target

Fate: TypeAlias = Literal[
    "item", "continued", "section", "skipped", "act", "supervisor", "organisation", "needs_decision"
]


class Remark(Struct, frozen=True):
    """A sentence about the document: the msgid of its translation, and what fills its braces."""

    message: str
    arguments: Mapping[str, str | int | date] = {}

    def __str__(self) -> str:
        return self.message.format_map(self.arguments)


def remark(message: str, **arguments: str | int | date) -> Remark:
    return Remark(message, arguments)


class Mark(Struct, frozen=True):
    """What became of a line, and why; ``warns`` where a person must look at it before confirming."""

    fate: Fate
    why: Remark
    warns: bool = False


class ReadRow(Struct, frozen=True, kw_only=True):
    """A line of the document with its fate; ``row`` is the number of the line."""

    row: int
    verbatim: str
    mark: Mark


class Item(Struct, frozen=True, kw_only=True):
    """A row or clause as it was read; ``responsible`` is a word such as ``schools``, None where it is not known."""

    key: str
    kind: ItemKind
    title: str
    responsible_text: str
    responsible: str | None
    deadline_text: str
    reading: Reading
    deadline: Deadline
    targets: tuple[Target, ...]
    due_before_adoption: bool
    same_duty_as: str | None = None


class ExecutedActFound(Struct, frozen=True, kw_only=True):
    number: str | None = None
    dated_on: date | None = None
    issuer: str | None = None
    title: str | None = None


class ActFound(Struct, frozen=True, kw_only=True):
    """The order itself, as far as the text and the options say."""

    number: str | None = None
    dated_on: date | None = None
    issuer: str | None = None
    signatory_position: str | None = None
    title: str | None = None
    executes: tuple[ExecutedActFound, ...] = ()


class Centre(Struct, frozen=True, kw_only=True):
    """A partner of an annex with the field it looks after: never responsible for an item."""

    name: str
    profile: str | None


class Preview(Struct, frozen=True, kw_only=True):
    """``preview`` is its identity: confirming names it; ``roadmap`` is the key that is offered."""

    preview: str
    sha256: str
    roadmap: str | None
    act: ActFound
    supervisor: str | None
    items: tuple[Item, ...]
    organisations: tuple[Centre, ...]
    rows: tuple[ReadRow, ...]
    warnings: tuple[Remark, ...]


def document(preview: Preview, say: Callable[[Remark], str] = str) -> dict[str, object]:
    """Return the document of DESIGN section 10, every field present; ``say`` gives remarks their words."""
    return {
        "preview": preview.preview,
        "sha256": preview.sha256,
        "roadmap": preview.roadmap,
        "act": _built(preview.act),
        "supervisor": preview.supervisor,
        "items": [_item(item) for item in preview.items],
        "organisations": _built(preview.organisations),
        "rows": [
            {"row": row.row, "verbatim": row.verbatim, "fate": row.mark.fate, "why": say(row.mark.why)}
            for row in preview.rows
        ],
        "warnings": [say(warning) for warning in preview.warnings],
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "key": item.key,
        "kind": item.kind,
        "title": item.title,
        "responsible_text": item.responsible_text,
        "responsible": item.responsible,
        "deadline": {
            "text": item.deadline_text,
            "outcome": item.reading.outcome,
            "kind": item.reading.kind,
            "starts_on": item.deadline.starts_on,
            "written_on": item.deadline.written_on,
            "due_on": item.deadline.due_on,
            "control_on": item.deadline.control_on,
            "rule": item.reading.rule,
            "inferred": item.reading.inferred,
        },
        "target": _built(item.targets[0]) if item.targets else None,
        "due_before_adoption": item.due_before_adoption,
        "same_duty_as": item.same_duty_as,
    }


def _built(value: Struct | Sequence[Struct]) -> object:
    return to_builtins(value, builtin_types=(date,))

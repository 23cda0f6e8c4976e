"""Registers of what was decided about deadlines and reports: extensions, moves and returns, in the order of the log."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct, convert, json

from domain.act import Authority
from domain.deadline import Deadline
from projections.connection import Connection
from projections.scope import Scope, narrowed

Register: TypeAlias = Literal["extensions", "deadlines", "returns"]

EVENTS: Final[Mapping[Register, tuple[str, ...]]] = {
    "extensions": (
        "assignment.extension_requested",
        "assignment.extension_granted",
        "assignment.extension_denied",
    ),
    "deadlines": ("assignment.deadline_set", "assignment.extension_granted", "roadmap.deadline_decided"),
    "returns": ("assignment.report_returned",),
}
_ROWS: Final = """
    select e.position, e.recorded_at, e.day, e.actor, e.on_behalf_of, e.type, e.assignment, e.roadmap, e.item,
           t.text as title, e.organisation, o.short_name as organisation_name, log.entry, w.text as reason,
           b.due_on as due_before, a.due_on as due_after
    from (
        select e.* from read_trail.event as e
        where e.district = $1 and e.position <= $2
          and ($3::text is null or e.roadmap = $3) and ($4::text is null or e.item = $4)
          and ($5::text is null or e.organisation = $5) and ($6::text[] is null or e.organisation = any ($6))
          and e.type = any ($7::text[]) and e.day >= $8 and e.day <= $9 and e.position > $10
        order by e.position limit $11
    ) as e
    join log.events as log on log.district = e.district and log.position = e.position
    left join log.texts as w
        on w.district = e.district and w.position = e.position and w.part in ('reason', 'ground')
    left join read_control.assignment as a
        on a.district = e.district and a.key = e.assignment and a.known_from = e.position
    left join read_control.assignment as b
        on b.district = e.district and b.key = e.assignment and b.known_to = e.position
    left join lateral (
        select i.at from read_control.item as i
        where i.district = $1 and i.key = e.roadmap || '/' || e.item and i.known_from <= $2 and i.known_to > $2 offset 0
    ) as i on true
    left join log.texts as t on t.district = e.district and t.position = i.at and t.part = 'title'
    left join lateral (
        select o.short_name from read_control.organisation as o
        where o.district = $1 and o.key = e.organisation and o.known_from <= $2 and o.known_to > $2 offset 0
    ) as o on true
    order by e.position
"""


class Registered(Struct, frozen=True, kw_only=True):
    """One decision or request; ``asked_due_on`` is the day an extension asks for, ``reason`` is null once erased.

    ``due_before`` and ``due_after`` are the assignment's; of a whole item only the day that was decided is told.
    """

    position: int
    recorded_at: datetime
    day: date
    actor: str
    on_behalf_of: str | None
    type: str
    assignment: str | None
    roadmap: str | None
    item: str | None
    title: str | None
    organisation: str | None
    organisation_name: str | None
    due_before: date | None
    due_after: date | None
    asked_due_on: date | None
    rework_by: date | None
    authority: Authority | None
    reason: str | None


class _Facts(Struct, frozen=True, kw_only=True):
    authority: Authority | None = None
    deadline: Deadline | None = None
    due_on: date | None = None
    rework_by: date | None = None


class _Entry(Struct, frozen=True):
    data: _Facts


_entry: Final = json.Decoder(_Entry).decode


async def registered(
    connection: Connection, scope: Scope, register: Register, *, first: date, last: date, after: int, limit: int
) -> list[Registered]:
    """Return a page of what was recorded from ``first`` to ``last``; ``after`` is the position of the row before."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), EVENTS[register], first, last, after, limit)
    return [_registered(dict(row)) for row in rows]


def _registered(row: dict[str, object]) -> Registered:
    facts = _entry(row["entry"]).data if isinstance(row["entry"], bytes) else _Facts()
    of_item = facts.deadline.due_on if facts.deadline and row["assignment"] is None else None
    return convert(
        {
            **row,
            "due_after": row["due_after"] or of_item,
            "asked_due_on": facts.due_on,
            "rework_by": facts.rework_by,
            "authority": facts.authority,
        },
        Registered,
    )

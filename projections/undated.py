"""Items without a deadline on a day, as known at a position: why, and how many assignments that leaves open."""

from datetime import date
from typing import Final

from msgspec import Struct, convert

from domain.deadline_text import Outcome
from projections.connection import Connection
from projections.scope import NARROWED, Scope, narrowed

_ROWS: Final = f"""
    select i.roadmap, i.item, title.text as title, deadline.text as deadline_text, i.outcome, i.deadline_kind,
           i.written_on, i.undecided, a.assignments, a.open
    from (
        select a.roadmap, a.item, count(*) as assignments,
               count(*) filter (where a.state in ('assigned', 'returned')) as open
        from read_control.assignment as a
        where {NARROWED} and a.due_on is null and a.in_force @> $7::date
        group by a.roadmap, a.item
    ) as a
    join read_control.item as i
        on i.district = $1 and i.roadmap = a.roadmap and i.item = a.item and i.known_from <= $2 and i.known_to > $2
    left join log.texts as title on title.district = $1 and title.position = i.at and title.part = 'title'
    left join log.texts as deadline
        on deadline.district = $1 and deadline.position = i.at and deadline.part = 'deadline'
    where $8::text is null or (i.roadmap, i.item) > ($8, $9)
    order by i.roadmap, i.item limit $10
"""  # noqa: S608  parts of our own


class Undated(Struct, frozen=True, kw_only=True):
    """``deadline_text`` is as written; an ``undecided`` one waits for the supervisor."""

    roadmap: str
    item: str
    title: str | None
    deadline_text: str | None
    outcome: Outcome
    deadline_kind: str | None
    written_on: date | None
    undecided: bool
    assignments: int
    open: int


async def undated(
    connection: Connection, scope: Scope, *, on: date, after: tuple[str, str] | None, limit: int
) -> list[Undated]:
    """Return a page by key; ``after`` is roadmap and item of the last row of the page before."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), on, *(after or (None, None)), limit)
    return [convert(dict(row), Undated) for row in rows]

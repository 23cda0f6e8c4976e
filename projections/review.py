"""The review queue: reports that wait for the supervisor on a day, as known at a position, the oldest first."""

from datetime import date
from typing import Final

from msgspec import Struct, convert, json

from domain.assignment.events import Paper
from domain.assignment.state import Timeliness
from domain.share import Share
from domain.target import Target
from projections.connection import Connection
from projections.scope import NAMED, NARROWED, NamedAssignment, Scope, narrowed

_WAITING: Final = f"""
    {NARROWED} and a.state = 'reported' and a.submitted_on <= $7 and a.in_force @> $7::date
"""
_ROWS: Final = f"""
    select a.key as assignment, a.roadmap, a.item, a.period, t.text as title, a.organisation,
           o.short_name as organisation_name, a.report, a.reporter, a.due_on, a.answers_due_on, a.completed_on,
           a.submitted_on, $7::date - a.submitted_on as days_waiting, a.timeliness, a.engaged, a.enrolled, a.targets,
           a.shortfall, e.day as recorded_on, log.entry, w.words
    from (
        select a.* from read_control.assignment as a
        where {_WAITING} and ($8::date is null or (a.submitted_on, a.key) > ($8, $9))
        order by a.submitted_on, a.key limit $10
    ) as a {NAMED}
    left join lateral (
        select e.position, e.day from read_trail.event as e
        where e.district = $1 and e.assignment = a.key and e.position <= $2
          and e.type = 'assignment.completion_reported'
        order by e.position desc limit 1
    ) as e on true
    left join log.events as log on log.district = $1 and log.position = e.position
    left join lateral (
        select jsonb_object_agg(t.part, t.text) as words from log.texts as t
        where t.district = $1 and t.position = e.position and t.part in ('note', 'shortfall')
    ) as w on true
    order by a.submitted_on, a.key
"""  # noqa: S608  parts of our own


class Waiting(NamedAssignment, frozen=True, kw_only=True):
    """``recorded_on`` is later than ``submitted_on`` where the office entered a paper; reasons are null once erased."""

    report: int
    reporter: str
    due_on: date | None
    answers_due_on: date | None
    completed_on: date
    submitted_on: date
    recorded_on: date | None
    days_waiting: int
    timeliness: Timeliness | None
    engaged: int | None
    enrolled: int | None
    percent: float | None
    targets: list[Target]
    shortfall: bool
    shortfall_reason: str | None
    note: str | None
    paper: Paper | None


async def review(
    connection: Connection, scope: Scope, *, on: date, after: tuple[date, str] | None, limit: int
) -> list[Waiting]:
    """Return a page, the longest waiting first; ``after`` is submission and key of the last row before."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), on, *(after or (None, None)), limit)
    return [_waiting(dict(row)) for row in rows]


class _Report(Struct, frozen=True):
    paper: Paper | None = None


class _Entry(Struct, frozen=True):
    data: _Report


_entry: Final = json.Decoder(_Entry).decode


def _waiting(row: dict[str, object]) -> Waiting:
    words = json.decode(str(row["words"] or "{}"), type=dict[str, str])
    entry = row["entry"]
    return convert(
        {
            **row,
            "targets": json.decode(str(row["targets"])),
            "percent": _percent(row["engaged"], row["enrolled"]),
            "shortfall_reason": words.get("shortfall"),
            "note": words.get("note"),
            "paper": _entry(entry).data.paper if isinstance(entry, bytes) else None,
        },
        Waiting,
    )


def _percent(engaged: object, enrolled: object) -> float | None:
    if isinstance(engaged, int) and isinstance(enrolled, int):
        return Share(part=engaged, whole=enrolled).percent
    return None


_TOTAL: Final = f"select count(*) from read_control.assignment as a where {_WAITING}"  # noqa: S608  names of our own


async def total(connection: Connection, scope: Scope, *, on: date) -> int:
    found: int = await connection.fetchval(_TOTAL, *narrowed(scope), on)
    return found

"""Coverage of each organisation on a day, as known at a position, and its history report by report."""

from datetime import date
from typing import Final

from msgspec import Struct, convert, json

from domain.assignment.state import Status
from domain.share import Share
from domain.target import Figures, Target, meets
from projections.connection import Connection
from projections.merged import HEIRS, counts_on
from projections.scope import NAMED, NARROWED, NamedAssignment, Scope, narrowed

_ROWS: Final = f"""
    {HEIRS}
    select a.key as assignment, a.roadmap, a.item, a.period, t.text as title, a.organisation,
           o.short_name as organisation_name, o.inn, a.submitted_on, a.state = 'accepted' as accepted,
           a.engaged, a.enrolled, a.targets
    from (
        select a.key, a.roadmap, a.item, a.period, a.organisation, a.targets, r.*
        from read_control.assignment as a
        left join lateral (
            select a.submitted_on, a.state, a.engaged, a.enrolled where a.submitted_on <= $7
        ) as r on true
        where {NARROWED} and {counts_on("$7")} and (a.targets <> '[]' or a.enrolled is not null)
          and ($8::text is null or a.key > $8)
        order by a.key limit $9
    ) as a {NAMED}
    order by a.key
"""  # noqa: S608  parts of our own


class Reported(NamedAssignment, frozen=True, kw_only=True):
    """What one organisation reported; ``met`` is null without a target of its own, or without data."""

    inn: str | None
    submitted_on: date | None
    accepted: bool
    engaged: int | None
    enrolled: int | None
    percent: float | None
    target: int | None
    met: bool | None


async def reported(connection: Connection, scope: Scope, *, on: date, after: str | None, limit: int) -> list[Reported]:
    """Return a page by key of what has a target or figures; ``after`` is the last key of the page before."""
    rows = await connection.fetch(_ROWS, *narrowed(scope), on, after, limit)
    return [_reported(dict(row)) for row in rows]


def _reported(row: dict[str, object]) -> Reported:
    target = highest(json.decode(str(row["targets"]), type=list[Target]))
    share = _measured(row)
    return convert(
        {
            **row,
            "accepted": row["accepted"] or False,
            "percent": share.percent if share else None,
            "target": target.percent if target else None,
            "met": meets(Figures(engaged=share.part, enrolled=share.whole), target) if share and target else None,
        },
        Reported,
    )


def highest(targets: list[Target]) -> Target | None:
    """Return the target that each organisation must reach: who reaches the highest reaches all."""
    own = [target for target in targets if target.scope == "organisation"]
    return max(own, key=lambda target: target.percent, default=None)


def _measured(row: dict[str, object]) -> Share | None:
    return convert({"part": row["engaged"], "whole": row["enrolled"]}, Share) if row["engaged"] is not None else None


class Step(Struct, frozen=True, kw_only=True):
    """Figures as a report brought them, or a correction; ``outcome`` is the state that its report came to."""

    report: int
    position: int
    completed_on: date
    submitted_on: date
    engaged: int | None
    enrolled: int | None
    percent: float | None
    shortfall: bool
    outcome: Status


_BELIEFS: Final = """
    select a.report, a.known_from as position, a.completed_on, a.submitted_on, a.engaged, a.enrolled, a.shortfall,
           a.state as outcome
    from read_control.assignment as a
    where a.district = $1 and a.key = $3 and a.known_from <= $2 and a.report > 0
      and ($4::text[] is null or a.organisation = any ($4))
    order by a.known_from
"""


async def history(connection: Connection, scope: Scope, key: str) -> list[Step]:
    """Return every report of one assignment with its figures, the first one first."""
    visible = None if scope.reach is None else sorted(scope.reach)
    steps: list[dict[str, object]] = []
    for belief in map(dict, await connection.fetch(_BELIEFS, scope.district, scope.position, key, visible)):
        if belief["submitted_on"] is None or (steps and _same(steps[-1], belief)):
            steps[-1:] = [{**last, "outcome": belief["outcome"]} for last in steps[-1:]]
        else:
            share = _measured(belief)
            steps.append({**belief, "percent": share.percent if share else None})
    return [convert(step, Step) for step in steps]


def _same(one: dict[str, object], other: dict[str, object]) -> bool:
    return all(one[name] == other[name] for name in ("report", "submitted_on", "engaged", "enrolled"))

"""Coverage of the district on a day, as known at a position: sums in integers, item by item (DOMAIN rules 7 and 8)."""

from datetime import date
from typing import Final

from msgspec import Struct, convert, json

from domain.share import Share
from domain.target import Figures, Target, meets
from projections.by_item import ITEMS, OF_ITEM
from projections.connection import Connection
from projections.merged import HEIRS, counts_on
from projections.scope import Scope, narrowed

_DUE: Final = "coalesce(i.due_on, a.due_on)"
_SUMS: Final = """
    count(*) as organisations, count(*) filter (where a.reported) as reported,
    count(a.engaged) as measured, coalesce(sum(a.engaged), 0)::bigint as engaged,
    coalesce(sum(a.enrolled), 0)::bigint as enrolled
"""
_APART: Final = """
    count(a.engaged) filter (where a.accepted) as accepted_measured,
    coalesce(sum(a.engaged) filter (where a.accepted), 0)::bigint as accepted_engaged,
    coalesce(sum(a.enrolled) filter (where a.accepted), 0)::bigint as accepted_enrolled,
    count(*) filter (where a.reported and a.met) as met, count(*) filter (where a.reported and not a.met) as missed
"""


def _summed(sums: str, day: str, where: str = "true") -> str:
    """Return the sums of one item on a day, of each period where it recurs: to part them costs half as much again."""
    standing = f"""
        select a.period, a.due_on, a.met, a.submitted_on <= {day} as reported,
               a.submitted_on <= {day} and a.state = 'accepted' as accepted,
               case when a.submitted_on <= {day} then a.engaged end as engaged,
               case when a.submitted_on <= {day} then a.enrolled end as enrolled
        from read_control.assignment as a
        where {OF_ITEM} and {counts_on(day)} and {where}
    """  # noqa: S608  parts of our own
    return f"""
        select null as period, i.due_on, {sums} from ({standing} and i.periods = '{{}}' offset 0) as a
        having count(*) > 0
        union all
        select a.period, coalesce(i.due_on, min(a.due_on)), {sums}
        from ({standing} and i.periods <> '{{}}' offset 0) as a group by a.period
    """  # noqa: S608  parts of our own


_AGGREGATES: Final = f"""
    {HEIRS}
    select i.roadmap, i.item, a.*, i.targets, t.text as title
    from {ITEMS} as i cross join lateral ({_summed(f"{_SUMS}, {_APART}", "$7")}) as a
    left join log.texts as t on t.district = $1 and t.position = i.at and t.part = 'title'
    where i.targets <> '[]' or a.measured > 0
    order by i.roadmap, i.since, a.period
"""  # noqa: S608  parts of our own
_ON_DUE_DAY: Final = f"""
    {HEIRS}
    select i.roadmap, i.item, a.*
    from {ITEMS} as i cross join lateral ({_summed(_SUMS, _DUE, f"{_DUE} <= $7")}) as a
    where jsonb_path_exists(i.targets, '$[*] ? (@.scope == "district")')
"""  # noqa: S608  parts of our own


class Sum(Struct, frozen=True, kw_only=True):
    """Σ engaged of Σ enrolled over the reports of ``measured`` organisations; of none enrolled there is no share."""

    measured: int
    engaged: int
    enrolled: int
    percent: float | None


class Verdict(Struct, frozen=True, kw_only=True):
    """A target of the district, met or missed by the sum on its due day; null before it, and of a part of the whole."""

    percent: int
    population: str
    due_on: date | None
    met: bool | None
    on_due_day: Sum | None


class Aggregate(Struct, frozen=True, kw_only=True):
    """One item in the district: ``reported`` of ``organisations``; how many of them met their own target, or missed it.

    ``standing`` are the figures of all standing reports, accepted or waiting for review; ``under_review`` the latter.
    """

    roadmap: str
    item: str
    period: str | None
    title: str | None
    due_on: date | None
    organisations: int
    reported: int
    standing: Sum
    accepted: Sum
    under_review: Sum
    met: int
    missed: int
    targets: list[Verdict]


async def aggregates(connection: Connection, scope: Scope, *, on: date) -> list[Aggregate]:
    """Return the items that have targets or figures, in the order of their acts."""
    arguments = (*narrowed(scope), on)
    whole = scope.reach is None and scope.organisation is None
    judged = await connection.fetch(_ON_DUE_DAY, *arguments) if whole else []
    on_due_day = {(row["roadmap"], row["item"], row["period"]): _sum(dict(row)) for row in judged}
    rows = map(dict, await connection.fetch(_AGGREGATES, *arguments))
    return [_aggregate(row, on_due_day.get((row["roadmap"], row["item"], row["period"]))) for row in rows]


def _aggregate(row: dict[str, int], on_due_day: Sum | None) -> Aggregate:
    standing, accepted = _sum(row), _sum(row, "accepted_")
    targets = json.decode(str(row["targets"]), type=list[Target])
    return convert(
        {
            **row,
            "standing": standing,
            "accepted": accepted,
            "under_review": _difference(standing, accepted),
            "targets": [_verdict(t, row["due_on"], on_due_day) for t in targets if t.scope == "district"],
        },
        Aggregate,
    )


def _verdict(target: Target, due_on: object, on_due_day: Sum | None) -> Verdict:
    figures = Figures(engaged=on_due_day.engaged, enrolled=on_due_day.enrolled) if on_due_day else None
    return convert(
        {
            "percent": target.percent,
            "population": target.population,
            "due_on": due_on,
            "met": meets(figures, target) if figures else None,
            "on_due_day": on_due_day,
        },
        Verdict,
    )


def _sum(row: dict[str, int], prefix: str = "") -> Sum:
    measured, engaged, enrolled = (row[prefix + name] for name in ("measured", "engaged", "enrolled"))
    return _share(measured, engaged, enrolled)


def _difference(a: Sum, b: Sum) -> Sum:
    return _share(a.measured - b.measured, a.engaged - b.engaged, a.enrolled - b.enrolled)


def _share(measured: int, engaged: int, enrolled: int) -> Sum:
    percent = Share(part=engaged, whole=enrolled).percent
    return Sum(measured=measured, engaged=engaged, enrolled=enrolled, percent=percent)

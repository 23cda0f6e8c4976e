"""Execution discipline in a period, as known at a position: each assignment counted by its fate (DOMAIN rule 9)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.discipline import Counts
from projections.by_item import ITEMS, OF_ITEM, in_force
from projections.connection import Connection
from projections.scope import Scope, narrowed

By: TypeAlias = Literal["organisation", "item", "roadmap", "month"]
Key: TypeAlias = tuple[str, ...]
"""Of a group: an organisation, a roadmap and its item, a roadmap, a month such as 2020-12."""

_OF_ITEM: Final[Mapping[By | None, str]] = {None: "", "item": "i.roadmap, i.item,", "roadmap": "i.roadmap,"}
_OF_ASSIGNMENT: Final[Mapping[By | None, str]] = {
    "organisation": "a.organisation,",
    "month": "coalesce(to_char(a.due_on, 'YYYY-MM'), ''),",
}
_FATE: Final = f"""case
        when not {in_force("$7")} then 'withdrawn'
        when a.due_on is null and a.fate = 'recognised' then 'recognised'
        when a.due_on is null then case when i.undecided then 'undecided' else 'undated' end
        when a.submitted_on <= $7 then a.fate
        when a.due_on < $7 then 'not_done'
        else 'not_yet_due'
    end"""
_ASKED: Final = f"""{OF_ITEM} and (a.assigned_on <= $7 or a.in_force @> $7)
        and (a.due_on is null or a.due_on >= $8 and a.due_on <= $9)"""
_WITHIN_ITEMS: Final = f"""
    select {{group}} a.fate, sum(a.number)::bigint as number from {ITEMS} as i cross join lateral (
        select {_FATE} as fate, count(*) as number from read_control.assignment as a where {_ASKED} group by 1
    ) as a
    group by {{group}} a.fate
"""  # noqa: S608  parts of our own
_ACROSS_ITEMS: Final = f"""
    select {{group}} a.fate, count(*) as number from {ITEMS} as i cross join lateral (
        select a.organisation, a.due_on, {_FATE} as fate from read_control.assignment as a where {_ASKED} offset 0
    ) as a
    group by {{group}} a.fate
"""  # noqa: S608  parts of our own


def _fates(by: By | None) -> str:
    """Return the query: where an assignment's item tells its group, each item is counted by itself first."""
    return (
        _ACROSS_ITEMS.format(group=_OF_ASSIGNMENT[by])
        if by in _OF_ASSIGNMENT
        else _WITHIN_ITEMS.format(group=_OF_ITEM[by])
    )


class Tally(Struct, frozen=True, kw_only=True):
    """All of the scope, and its groups in the order of their keys."""

    whole: Counts
    groups: Mapping[Key, Counts]


async def discipline(
    connection: Connection, scope: Scope, *, on: date, first: date, last: date, by: By | None
) -> Tally:
    """Count what was due from ``first`` to ``last``, as it stood on a day; without a due day it stands outside."""
    groups = defaultdict[Key, Counter[str]](Counter)
    for *key, fate, number in await connection.fetch(_fates(by), *narrowed(scope), on, first, last):
        groups[tuple(key)][fate] += number
    whole = sum(groups.values(), Counter[str]())
    return Tally(whole=Counts.of(whole), groups={key: Counts.of(groups[key]) for key in sorted(groups)} if by else {})

"""Overdue on a day, as known at a position (DOMAIN rule 5); beside it what waits for review or for a decision."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from msgspec import Struct, json

from domain.assignment.state import Status
from projections.connection import Connection
from projections.control import CONTROL
from projections.here import Days
from projections.scope import NamedAssignment, Scope, narrowed, narrowing


class Overdue(NamedAssignment, frozen=True, kw_only=True):
    """One line of the deputy's list; days are calendar days, working days those in (due_on, on]."""

    written_on: date | None
    due_on: date
    days_overdue: int
    working_days_overdue: int
    provisional: bool
    extended_late: bool
    state: Status


class Undecided(Struct, frozen=True, kw_only=True):
    """An assignment whose item waits for a decision about its deadline: never silently red (DOMAIN section 2)."""

    assignment: str
    roadmap: str
    item: str
    title: str | None
    organisation: str
    written_on: date | None


class Believed(Struct, frozen=True, array_like=True):
    """What is believed of an assignment that is overdue: columns of "control"."""

    key: str
    roadmap: str
    item: str
    period: str | None
    organisation: str
    written_on: date | None
    due_on: date
    provisional: bool
    extended_late: bool
    state: Status


class Found(Struct, frozen=True, kw_only=True):
    """An answer by what was known at ``position``, if ``reached``, where the read model is, is not before it.

    ``total`` is overdue, on every page; ``under_review`` was reported and waits for the supervisor; ``page`` is the
    longest overdue first; ``district`` is since when its state was known, by which working days are counted.
    """

    position: int = 0
    recorded_at: datetime | None = None
    log_starts_at: datetime | None = None
    reached: int = -1
    district: int | None = None
    total: int = 0
    under_review: int = 0
    undecided: list[Undecided] = []
    page: list[Believed] = []
    titles: Mapping[str, str | None] = {}
    names: Mapping[str, str] = {}

    def rows(self, days: Days) -> list[Overdue]:
        """Return the lines of the page, the working days counted until the day asked about."""
        return [self._row(line, days.on, *days[line.due_on]) for line in self.page]

    def _row(self, line: Believed, on: date, working_days: int, provisional: bool) -> Overdue:  # noqa: FBT001  a fact
        return Overdue(
            assignment=line.key,
            roadmap=line.roadmap,
            item=line.item,
            period=line.period,
            title=self.titles.get(f"{line.roadmap}/{line.item}"),
            organisation=line.organisation,
            organisation_name=self.names.get(line.organisation),
            written_on=line.written_on,
            due_on=line.due_on,
            days_overdue=(on - line.due_on).days,
            working_days_overdue=working_days,
            provisional=line.provisional or provisional,
            extended_late=line.extended_late,
            state=line.state,
        )


_COLUMNS: Final = ", ".join(f"a.{name}" for name in Believed.__struct_fields__)
_NARROWED: Final = narrowing("here.district", "here.position")
_KNOWN: Final = "known_from <= here.position and known_to > here.position"
_ASK: Final = f"""
    select json_build_object(
        'position', here.position, 'recorded_at', here.recorded_at, 'log_starts_at', here.starts_at,
        'reached', coalesce(reached.position, -1), 'district', district.known_from,
        'total', overdue.total, 'under_review', reported.number, 'undecided', undecided.list,
        'page', overdue.page, 'titles', items.titles, 'names', organisations.names
    )::text
    from log.look($1, $11, $2) as here
    left join lateral (
        select c.position from {CONTROL.live}.checkpoint as c
        where c.district = here.district and c.version = {CONTROL.version} offset 0
    ) as reached on true
    left join lateral (
        select d.known_from from read_control.district as d where d.district = here.district and {_KNOWN} offset 0
    ) as district on true
    cross join lateral (
        select count(a.key) as number from read_control.assignment as a
        where {_NARROWED} and a.state = 'reported' and a.submitted_on <= $7 and a.in_force @> $7::date
    ) as reported
    cross join lateral (
        select coalesce(json_agg(u order by u.assignment), '[]') as list from (
            select a.key as assignment, a.roadmap, a.item, t.text as title, a.organisation, a.written_on
            from read_control.assignment as a
            cross join lateral (
                select i.at from read_control.item as i
                where i.district = here.district and i.key = a.roadmap || '/' || a.item and {_KNOWN} and i.undecided
                offset 0
            ) as i
            left join lateral (
                select t.text from log.texts as t
                where t.district = here.district and t.position = i.at and t.part = 'title' offset 0
            ) as t on true
            where {_NARROWED} and a.due_on is null and a.in_force @> $7::date
        ) as u
    ) as undecided
    cross join lateral (
        with overdue as materialized (
            select {_COLUMNS} from read_control.assignment as a
            where {_NARROWED}
            and a.due_on < $7 and a.in_force @> $7::date and (a.submitted_on is null or a.submitted_on > $7)
            and (a.submitted_on is null or a.submitted_on > a.due_on)
        )
        select (select count(*) from overdue) as total,
               coalesce(json_agg(json_build_array({_COLUMNS}) order by a.due_on, a.key), '[]') as page,
               array_agg(distinct a.roadmap || '/' || a.item) as items,
               array_agg(distinct a.organisation) as organisations
        from (
            select * from overdue where $8::date is null or (due_on, key) > ($8, $9) order by due_on, key limit $10
        ) as a
    ) as overdue
    cross join lateral (
        select coalesce(json_object_agg(i.key, t.text), '{{}}') as titles from read_control.item as i
        left join lateral (
            select t.text from log.texts as t
            where t.district = here.district and t.position = i.at and t.part = 'title' offset 0
        ) as t on true
        where i.district = here.district and i.key = any (overdue.items) and {_KNOWN}
    ) as items
    cross join lateral (
        select coalesce(json_object_agg(o.key, o.short_name), '{{}}') as names from read_control.organisation as o
        where o.district = here.district and o.key = any (overdue.organisations) and {_KNOWN}
    ) as organisations
"""  # noqa: S608  parts of our own
"""The last line about ``submitted_on`` follows from those before; with it the index leaves out what came in time.

``count(a.key)`` asks for a column that the index "by_item" has not, lest all of it be read instead of "under_review".
Everything is lateral to ``here``, which names the district: before it row security lets nothing be seen.
"""

_found: Final = json.Decoder(Found).decode


async def overdue(
    connection: Connection,
    scope: Scope,
    *,
    on: date,
    limit: int,
    after: tuple[date, str] | None = None,
    known_at: datetime | None = None,
) -> Found:
    """Ask in one round trip and a transaction of its own, at the position of ``known_at`` but none after the scope's.

    ``after`` is due day and key of the last row of the page before.
    """
    asked = (*narrowed(scope), on, *(after or (None, None)), limit, known_at)
    document: str | None = await connection.fetchval(_ASK, *asked)
    return Found() if document is None else _found(document)

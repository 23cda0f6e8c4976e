"""Changes as a document: what differs between two moments, with who did it, when, by which command and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct, json

from projections import changes as question
from projections import names
from projections.audit_trail import Trace
from projections.changes import About, Changed
from projections.scope import Scope
from service.identity.people import Person, people
from service.ledger.reading import Known
from service.narrative.telling import actor_name, reason, summary
from service.postgres.pool import Connection
from service.words import Language


class Change(Struct, frozen=True, kw_only=True):
    """One field: what it was, what it is, and the event that made it so."""

    field: str
    before: Any  # as JSON has it
    after: Any  # as JSON has it
    position: int
    recorded_at: datetime
    actor: str
    actor_name: str
    on_behalf_of: str | None
    type: str
    command: UUID
    summary: str
    reason: str | None


class Difference(Struct, frozen=True, kw_only=True):
    """What is known otherwise of one thing; ``title`` is an item's words or an organisation's short name."""

    about: About
    key: str
    roadmap: str | None
    item: str | None
    organisation: str | None
    title: str | None
    changes: list[Change]


class Changes(Struct, frozen=True, kw_only=True):
    """``since`` is the position of the first moment, ``position`` that of the second."""

    known_at: datetime
    since: int
    position: int
    log_starts_at: datetime | None
    rows: list[Difference]
    next: str | None = None


async def changes(
    connection: Connection,
    scope: Scope,
    known: Known,
    *,
    since: int,
    language: Language,
    limit: int,
    after: tuple[About, str] | None = None,
) -> Changes:
    """Return a page without its cursor; ``after`` is what the last row of the page before was about, and its key."""
    found = await question.changes(connection, scope, since=since, after=after, limit=limit)
    positions = {field.position for row in found for field in row.fields}
    traces = {trace.position: trace for trace in await question.traces(connection, scope, positions)}
    staff = await people(connection, scope.district)
    titles = await _titles(connection, scope, found)
    return Changes(
        known_at=known.known_at,
        since=since,
        position=scope.position,
        log_starts_at=known.log_starts_at,
        rows=[
            Difference(
                about=row.about,
                key=row.key,
                title=titles.get(_named_by(row) or ""),
                roadmap=row.roadmap,
                item=row.item,
                organisation=row.organisation,
                changes=[_change(field, traces[field.position], staff, language) for field in row.fields],
            )
            for row in found
        ],
    )


def _change(field: question.Field, trace: Trace, staff: Mapping[str, Person], language: Language) -> Change:
    return Change(
        field=field.field,
        before=field.before,
        after=field.after,
        position=trace.position,
        recorded_at=trace.recorded_at,
        actor=trace.actor,
        actor_name=actor_name(trace, staff, language),
        on_behalf_of=trace.on_behalf_of,
        type=trace.type,
        command=json.decode(trace.entry, type=_Caused).command,
        summary=summary(trace, staff, language),
        reason=reason(trace),
    )


class _Caused(Struct, frozen=True):
    command: UUID


async def _titles(connection: Connection, scope: Scope, found: list[Changed]) -> dict[str, str]:
    keys = {name for row in found if (name := _named_by(row))}
    known = await names.organisations(connection, scope, keys)
    return {key: name.short_name for key, name in known.items()} | await names.titles(connection, scope, keys)


def _named_by(row: Changed) -> str | None:
    """Return whose words name it: those of its item, or of the organisation itself."""
    return f"{row.roadmap}/{row.item}" if row.item else row.organisation

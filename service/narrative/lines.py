"""The lines of the audit trail as people read them."""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from domain.assignment.evidence import Shown, shown
from projections.audit_trail import Searched, audit_trail
from service.identity.people import people
from service.narrative.telling import actor_name, reason, summary
from service.postgres.pool import Connection
from service.words import Language


class Line(Struct, frozen=True, kw_only=True):
    """One event; ``before`` and ``after`` are what was known of its assignment, null where there was nothing.

    Evidence that is kept here has the address of its file as ``url``.
    """

    position: int
    recorded_at: datetime
    day: date
    actor: str
    actor_name: str
    on_behalf_of: str | None
    type: str
    assignment: str | None
    summary: str
    reason: str | None
    evidence: list[Shown]
    before: dict[str, str | int | bool] | None
    after: dict[str, str | int | bool] | None


async def lines(
    connection: Connection,
    district: str,
    searched: Searched,
    *,
    until: int,
    after: int,
    limit: int,
    language: Language,
) -> list[Line]:
    """Return a page as people read it, from behind position ``after`` to position ``until``."""
    traces = await audit_trail(connection, district, searched, until=until, after=after, limit=limit)
    known = await people(connection, district)
    return [
        Line(
            position=trace.position,
            recorded_at=trace.recorded_at,
            day=trace.day,
            actor=trace.actor,
            actor_name=actor_name(trace, known, language),
            on_behalf_of=trace.on_behalf_of,
            type=trace.type,
            assignment=trace.assignment,
            summary=summary(trace, known, language),
            reason=reason(trace),
            evidence=[_with_address(one) for one in shown(trace.words)],
            before=trace.before,
            after=trace.after,
        )
        for trace in traces
    ]


def _with_address(one: Shown) -> Shown:
    return replace(one, url=f"/api/v1/files/{one.file}") if one.file else one

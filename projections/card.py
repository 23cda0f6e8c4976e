"""The card of one assignment: what its list does not show, as known at a position."""

from datetime import date
from typing import Final

from msgspec import Struct, convert, json

from domain.act import Act, Basis
from domain.assignment.events import WithdrawalCause
from domain.assignment.state import Timeliness
from domain.calendar import Calendar
from domain.roadmap.events import ItemKind
from projections.connection import Connection
from projections.scope import NARROWED, Scope, narrowed

_CARD: Final = f"""
    select i.kind, coalesce(i.bases, '[]') as bases, deadline.text as deadline_text,
           responsible.text as responsible_text, r.act, r.supervisor, a.due_on, a.timeliness, a.reporter,
           a.met as target_met, a.acknowledged_on, a.acknowledged_by, a.promised_on, a.transferred_on,
           a.withdrawal_cause,
           case when a.extension_due_on is not null then jsonb_build_object(
               'due_on', a.extension_due_on, 'asked_on', a.extension_asked_on, 'asked_by', a.extension_asked_by
           ) end as extension,
           case when a.correction_on is not null then jsonb_build_object(
               'engaged', a.correction_engaged, 'enrolled', a.correction_enrolled,
               'corrected_on', a.correction_on, 'corrected_by', a.correction_by
           ) end as correction,
           a.due_on < $8 and a.in_force @> $8::date and (a.submitted_on is null or a.submitted_on > $8) as overdue
    from read_control.assignment as a
    left join read_control.item as i
        on i.district = $1 and i.key = a.roadmap || '/' || a.item and i.known_from <= $2 and i.known_to > $2
    left join read_control.roadmap as r
        on r.district = $1 and r.key = a.roadmap and r.known_from <= $2 and r.known_to > $2
    left join log.texts as deadline
        on deadline.district = $1 and deadline.position = i.at and deadline.part = 'deadline'
    left join log.texts as responsible
        on responsible.district = $1 and responsible.position = i.at and responsible.part = 'responsible'
    where {NARROWED} and a.key = $7
"""  # noqa: S608  parts of our own
_NESTED: Final = ("bases", "act", "extension", "correction")


class Extension(Struct, frozen=True, kw_only=True):
    """The day that the executor asks for."""

    due_on: date
    asked_on: date
    asked_by: str


class Correction(Struct, frozen=True, kw_only=True):
    """The figures that would take the place of the accepted ones."""

    engaged: int
    enrolled: int
    corrected_on: date
    corrected_by: str


class Card(Struct, frozen=True, kw_only=True):
    """``on`` is the day by which it is overdue; ``extension`` and ``correction`` wait for the supervisor."""

    on: date
    kind: ItemKind | None
    bases: list[Basis]
    deadline_text: str | None
    responsible_text: str | None
    act: Act | None
    supervisor: str | None
    overdue: bool
    days_overdue: int
    working_days_overdue: int
    timeliness: Timeliness | None
    target_met: bool | None
    reporter: str | None
    acknowledged_on: date | None
    acknowledged_by: str | None
    promised_on: date | None
    transferred_on: date | None
    withdrawal_cause: WithdrawalCause | None
    extension: Extension | None
    correction: Correction | None


async def card(connection: Connection, scope: Scope, key: str, *, on: date, calendar: Calendar) -> Card | None:
    row = await connection.fetchrow(_CARD, *narrowed(scope), key, on)
    if row is None:
        return None
    due_on = row["due_on"] if row["overdue"] else on
    return convert(
        {
            **row,
            **{name: json.decode(row[name] or "null") for name in _NESTED},
            "on": on,
            "overdue": row["overdue"] or False,
            "days_overdue": (on - due_on).days,
            "working_days_overdue": calendar.working_days(due_on, on),
        },
        Card,
    )

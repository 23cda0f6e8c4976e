"""A reminder letter: all that one organisation owes on a day, from the office to its head."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from domain.refusals import NotFound, Refused
from projections import assignments as question
from projections import letterhead
from projections.assignments import Assignment
from projections.connection import Connection
from projections.here import Districts
from projections.scope import Scope
from service.ledger.reading import Known
from service.reports.composing import cells, compose
from service.reports.frame import frame
from service.reports.layout import Column, Layout
from service.reports.report import Report, Row
from service.words import Language, _, say

_MOST: Final = 1000
_LAST: Final = date.max


class NothingOwed(Refused):
    code = "nothing-owed"
    message = _("Nothing is owed by {name} on {on}: there is nothing to remind of.")


class Owed(Struct, frozen=True, kw_only=True):
    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    rows: list["Duty"]


class Duty(Struct, frozen=True, kw_only=True):
    """``days_overdue`` is None while the day is not past, or not decided."""

    item: str
    title: str | None
    target: str | None
    due_on: date | None
    days_overdue: int | None
    rework_by: date | None


LAYOUT: Final = Layout[Owed, Duty](
    name="letter",
    title=_("On assignments that are not executed"),
    columns=(
        Column(title=_("Item"), width=12, of=lambda row: row.item),
        Column(title=_("What is to be done"), width=34, of=lambda row: row.title),
        Column(title=_("At least"), width=10, of=lambda row: row.target),
        Column(title=_("Due on"), kind="date", width=12, of=lambda row: row.due_on),
        Column(title=_("Days overdue"), kind="number", width=12, of=lambda row: row.days_overdue),
        Column(title=_("Rework by"), kind="date", width=12, of=lambda row: row.rework_by),
    ),
    rows=lambda owed: owed.rows,
)


async def letter(
    connection: Connection,
    districts: Districts,
    scope: Scope,
    known: Known,
    *,
    on: date,
    zone: ZoneInfo,
    language: Language,
) -> tuple[Report, Sequence[Row]]:
    """Write to the organisation that the scope is narrowed to; raise `NotFound` and `NothingOwed`."""
    assert scope.organisation is not None
    name = await letterhead.named(connection, scope)
    if name is None:
        raise NotFound(name=scope.organisation)
    found = await question.assignments(connection, scope, on=on, state=None, after=None, limit=_MOST)
    duties = [
        _duty(row, on) for row in sorted(found, key=_urgency) if row.submitted_on is None or row.submitted_on > on
    ]
    if not duties:
        raise NothingOwed(name=name, on=on)
    owed = Owed(on=on, known_at=known.known_at, position=known.position, log_starts_at=known.log_starts_at, rows=duties)
    around = await frame(connection, districts, replace(scope, reach=frozenset({scope.organisation})), language)
    report = compose(LAYOUT, owed, around, zone, language)
    return _addressed(report, scope.organisation, name, owed, language), cells(LAYOUT, duties, zone, language)


def _urgency(row: Assignment) -> tuple[date, str]:
    return row.due_on or _LAST, row.assignment


def _duty(row: Assignment, on: date) -> Duty:
    days = (on - row.due_on).days if row.due_on else 0
    percent = next((target.percent for target in row.targets if target.scope == "organisation"), None)
    return Duty(
        item=f"{row.roadmap}/{row.item}",
        title=row.title,
        target=f"{percent} %" if percent else None,
        due_on=row.due_on,
        days_overdue=days if days > 0 else None,
        rework_by=row.rework_by,
    )


def _addressed(report: Report, organisation: str, name: str, owed: Owed, language: Language) -> Report:
    count, overdue = len(owed.rows), sum(duty.days_overdue is not None for duty in owed.rows)
    return replace(
        report,
        name=f"letter-{organisation}",
        lines=[say(_("No ____________ of ____________"), language)],
        addressee=[say(_("To the head of"), language), name],
        opening=[
            say(
                _("By the orders named above {count} are not executed on {on}, {overdue} of them overdue."),
                language,
                count=count,
                on=owed.on,
                overdue=overdue,
            )
        ],
        notes=[
            say(
                _("Please execute them and report with documents: what is not reported stays on control."),
                language,
            )
        ],
    )

"""The calendar of whoever has to do with duties: the days on which each open one is due, and what aims at them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from projections.calendar_days import Duty
from service.reports.printing import clean
from service.reports.rendering.ics import Day
from service.words import Language, _, say

_DUE: Final = _("Due")
_OVERDUE: Final = _("Overdue")
_CONTROL: Final = _("Control day")
_REWORK: Final = _("Rework by")


def days(duties: Sequence[Duty], district: str, today: date, language: Language) -> Iterator[Day]:
    """Yield the days of every duty; one that is overdue says so and stays on its day."""
    for duty in duties:
        yield _day(duty, district, "due", duty.due_on, _OVERDUE if duty.due_on < today else _DUE, language)
        if duty.control_on and today <= duty.due_on > duty.control_on:
            yield _day(duty, district, "control", duty.control_on, _CONTROL, language)
        if duty.rework_by:
            yield _day(duty, district, "rework", duty.rework_by, _REWORK, language)


def _day(duty: Duty, district: str, kind: str, on: date, category: str, language: Language) -> Day:
    said = say(category, language)
    title = clean(duty.title or duty.assignment)
    facts = (duty.assignment, say(_("due on {day}"), language, day=duty.due_on), say(duty.state, language))
    return Day(
        uid=f"{kind}:{duty.assignment}@{district}.roadmap-ledger",
        sequence=duty.version,
        on=on,
        summary=f"{said}: {title} — {duty.organisation_name}" if duty.organisation_name else f"{said}: {title}",
        description=", ".join(facts),
        category=said,
        changed_at=duty.changed_at,
    )

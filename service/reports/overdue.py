"""The overdue list as a document: what waits for a decision about its deadline is told below, never as overdue."""

from collections.abc import Sequence
from typing import Final

from projections.overdue import Overdue
from service.overdue_list import OverdueList
from service.reports.layout import Column, Layout, Total
from service.words import Language, _, say


def _totals(answer: OverdueList) -> Sequence[Total]:
    return (
        Total(title=_("Overdue"), value=answer.total),
        Total(title=_("Under review"), value=answer.under_review),
        Total(title=_("Wait for a decision about their deadline"), value=len(answer.undecided)),
    )


def _notes(answer: OverdueList, language: Language) -> Sequence[str]:
    waiting = _("Waits for a decision about its deadline: {assignment} “{title}”.")
    return [say(waiting, language, assignment=row.assignment, title=row.title or "") for row in answer.undecided]


LAYOUT: Final = Layout[OverdueList, Overdue](
    name="overdue",
    title=_("Overdue assignments"),
    columns=(
        Column(title=_("Item"), width=14, of=lambda row: f"{row.roadmap}/{row.item}"),
        Column(title=_("Organisation"), width=20, of=lambda row: row.organisation_name or row.organisation),
        Column(title=_("What is to be done"), width=50, of=lambda row: row.title),
        Column(title=_("Due by the document"), kind="date", of=lambda row: row.written_on),
        Column(title=_("Due on"), kind="date", of=lambda row: row.due_on),
        Column(title=_("Days overdue"), kind="number", of=lambda row: row.days_overdue),
        Column(title=_("Working days overdue"), kind="number", of=lambda row: row.working_days_overdue),
        Column(title=_("Extended late"), kind="flag", of=lambda row: row.extended_late),
        Column(title=_("State"), kind="word", width=14, of=lambda row: row.state),
        Column(title=_("Period"), paper=False, of=lambda row: row.period),
        Column(title=_("Provisional calendar"), kind="flag", paper=False, of=lambda row: row.provisional),
        Column(title=_("Assignment"), paper=False, of=lambda row: row.assignment),
        Column(title=_("Key of the organisation"), paper=False, of=lambda row: row.organisation),
    ),
    rows=lambda answer: answer.rows,
    totals=_totals,
    notes=_notes,
)

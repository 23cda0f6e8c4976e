"""What is due soon as a document."""

from typing import Final

from projections.due_soon import DueSoon
from service.answers.due_soon import DueSoonList
from service.reports.layout import Column, Layout, Total
from service.words import _

LAYOUT: Final = Layout[DueSoonList, DueSoon](
    name="due-soon",
    title=_("Due soon"),
    columns=(
        Column(title=_("Assignment"), width=20, of=lambda row: row.assignment),
        Column(title=_("Organisation"), width=24, of=lambda row: row.organisation_name or row.organisation),
        Column(title=_("What is to be done"), width=50, of=lambda row: row.title),
        Column(title=_("Control day"), kind="date", of=lambda row: row.control_on),
        Column(title=_("Due on"), kind="date", of=lambda row: row.due_on),
        Column(title=_("Working days left"), kind="number", of=lambda row: row.working_days_left),
        Column(title=_("Rework by"), kind="date", of=lambda row: row.rework_by),
        Column(title=_("State"), kind="word", width=14, of=lambda row: row.state),
        Column(title=_("Period"), paper=False, of=lambda row: row.period),
        Column(title=_("Provisional calendar"), kind="flag", paper=False, of=lambda row: row.provisional),
        Column(title=_("Key of the organisation"), paper=False, of=lambda row: row.organisation),
    ),
    rows=lambda answer: answer.rows,
    totals=lambda answer: (Total(title=_("Due soon"), value=answer.total),),
)

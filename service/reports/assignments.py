"""Assignments as a document."""

from typing import Final

from projections.assignments import Assignment
from service.reports.layout import Column, Layout, Listed
from service.reports.percent import share
from service.words import _

LAYOUT: Final = Layout[Listed[Assignment], Assignment](
    name="assignments",
    title=_("Assignments"),
    columns=(
        Column(title=_("Item"), width=14, of=lambda row: f"{row.roadmap}/{row.item}"),
        Column(title=_("Period"), width=10, of=lambda row: row.period),
        Column(title=_("Organisation"), width=20, of=lambda row: row.organisation_name or row.organisation),
        Column(title=_("What is to be done"), width=46, of=lambda row: row.title),
        Column(title=_("Due on"), kind="date", of=lambda row: row.due_on),
        Column(title=_("State"), kind="word", of=lambda row: row.state),
        Column(title=_("Submitted on"), kind="date", of=lambda row: row.submitted_on),
        Column(title=_("Engaged"), kind="number", of=lambda row: row.engaged),
        Column(title=_("Enrolled"), kind="number", of=lambda row: row.enrolled),
        Column(title=_("Coverage"), kind="percent", of=lambda row: share(row.engaged, row.enrolled)),
        Column(title=_("Target not met"), kind="flag", of=lambda row: row.shortfall),
        Column(title=_("Due by the document"), kind="date", paper=False, of=lambda row: row.written_on),
        Column(title=_("Control day"), kind="date", paper=False, of=lambda row: row.control_on),
        Column(title=_("Assigned on"), kind="date", paper=False, of=lambda row: row.assigned_on),
        Column(title=_("Completed on"), kind="date", paper=False, of=lambda row: row.completed_on),
        Column(title=_("Rework by"), kind="date", paper=False, of=lambda row: row.rework_by),
        Column(title=_("Extended late"), kind="flag", paper=False, of=lambda row: row.extended_late),
        Column(title=_("Provisional calendar"), kind="flag", paper=False, of=lambda row: row.provisional),
        Column(title=_("Assignment"), paper=False, of=lambda row: row.assignment),
        Column(title=_("Key of the organisation"), paper=False, of=lambda row: row.organisation),
    ),
    rows=lambda answer: answer.rows,
)

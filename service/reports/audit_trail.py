"""The audit trail as a document."""

from typing import Final

from service.narrative.lines import Line
from service.reports.layout import Column, Layout, Listed
from service.words import _

LAYOUT: Final = Layout[Listed[Line], Line](
    name="audit-trail",
    title=_("Audit trail"),
    columns=(
        Column(title=_("Position"), kind="number", width=9, of=lambda row: row.position),
        Column(title=_("Recorded at"), kind="moment", of=lambda row: row.recorded_at),
        Column(title=_("Who"), width=24, of=lambda row: row.actor_name),
        Column(title=_("What"), width=60, of=lambda row: row.summary),
        Column(title=_("Why"), width=30, of=lambda row: row.reason),
        Column(title=_("Assignment"), width=20, of=lambda row: row.assignment),
        Column(title=_("Day"), kind="date", paper=False, of=lambda row: row.day),
        Column(title=_("Kind of event"), paper=False, of=lambda row: row.type),
        Column(title=_("Actor"), paper=False, of=lambda row: row.actor),
        Column(title=_("On behalf of"), paper=False, of=lambda row: row.on_behalf_of),
    ),
    rows=lambda answer: answer.rows,
)

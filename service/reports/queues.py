"""The queues as documents: what waits for the supervisor, for an organisation, for a decision about its deadline."""

from typing import Final

from domain.target import Target
from projections.next_steps import Step
from projections.review import Waiting
from projections.undated import Undated
from service.reports.layout import Column, Layout, Listed
from service.reports.percent import percent
from service.words import _


def _targets(targets: list[Target]) -> str | None:
    return ", ".join(str(target.percent) for target in targets) or None


def _incoming(row: Waiting) -> str | None:
    return row.paper.number if row.paper else None


REVIEW: Final = Layout[Listed[Waiting], Waiting](
    name="review",
    title=_("Reports under review"),
    columns=(
        Column(title=_("Assignment"), width=20, of=lambda row: row.assignment),
        Column(title=_("Organisation"), width=24, of=lambda row: row.organisation_name or row.organisation),
        Column(title=_("What is to be done"), width=40, of=lambda row: row.title),
        Column(title=_("Submitted on"), kind="date", of=lambda row: row.submitted_on),
        Column(title=_("Days waiting"), kind="number", of=lambda row: row.days_waiting),
        Column(title=_("Due on"), kind="date", of=lambda row: row.answers_due_on),
        Column(title=_("Enrolled"), kind="number", of=lambda row: row.enrolled),
        Column(title=_("Engaged"), kind="number", of=lambda row: row.engaged),
        Column(title=_("Coverage, %"), kind="percent", of=lambda row: percent(row.percent)),
        Column(title=_("Target, %"), of=lambda row: _targets(row.targets), width=9),
        Column(title=_("Why the target was missed"), width=24, of=lambda row: row.shortfall_reason),
        Column(title=_("Incoming number"), width=14, of=_incoming),
        Column(title=_("Note"), paper=False, of=lambda row: row.note),
        Column(title=_("Entered on"), kind="date", paper=False, of=lambda row: row.recorded_on),
        Column(title=_("Key of the organisation"), paper=False, of=lambda row: row.organisation),
    ),
    rows=lambda answer: answer.rows,
)
NEXT_STEPS: Final = Layout[Listed[Step], Step](
    name="next-steps",
    title=_("What is to be done next"),
    columns=(
        Column(title=_("Assignment"), width=20, of=lambda row: row.assignment),
        Column(title=_("Organisation"), width=24, of=lambda row: row.organisation_name or row.organisation),
        Column(title=_("What is to be done"), width=50, of=lambda row: row.title),
        Column(title=_("Next day"), kind="date", of=lambda row: row.next_on),
        Column(title=_("Due on"), kind="date", of=lambda row: row.due_on),
        Column(title=_("Overdue"), kind="flag", of=lambda row: row.overdue),
        Column(title=_("State"), kind="word", of=lambda row: row.state),
        Column(title=_("Why it was returned"), width=30, of=lambda row: row.reason),
        Column(title=_("Target, %"), width=9, of=lambda row: _targets(row.targets)),
        Column(title=_("Period"), paper=False, of=lambda row: row.period),
    ),
    rows=lambda answer: answer.rows,
)
UNDATED: Final = Layout[Listed[Undated], Undated](
    name="undated",
    title=_("Items without a deadline"),
    columns=(
        Column(title=_("Roadmap"), width=12, of=lambda row: row.roadmap),
        Column(title=_("Item"), width=8, of=lambda row: row.item),
        Column(title=_("What is to be done"), width=50, of=lambda row: row.title),
        Column(title=_("Deadline as written"), width=24, of=lambda row: row.deadline_text),
        Column(title=_("Due by the document"), kind="date", of=lambda row: row.written_on),
        Column(title=_("Waits for a decision"), kind="flag", of=lambda row: row.undecided),
        Column(title=_("Assignments"), kind="number", of=lambda row: row.assignments),
        Column(title=_("of them open"), kind="number", of=lambda row: row.open),
    ),
    rows=lambda answer: answer.rows,
)

"""Execution discipline as a document; the formula is named among its totals."""

from collections.abc import Sequence
from typing import Final

from service.answers.discipline import Discipline, Group
from service.reports.layout import Column, Layout, Total
from service.reports.percent import percent
from service.words import Language, _, say


def _totals(answer: Discipline) -> Sequence[Total]:
    whole, counts = answer.whole, answer.whole.counts
    return (
        Total(title=_("In total"), value=whole.total),
        Total(title=_("In time"), value=counts.in_time),
        Total(title=_("of it reworked"), value=counts.reworked),
        Total(title=_("Late"), value=counts.late),
        Total(title=_("Under review, sent in time"), value=counts.under_review),
        Total(title=_("Under review, sent late"), value=counts.under_review_late),
        Total(title=_("Not done"), value=counts.not_done),
        Total(title=_("Not due yet"), value=counts.not_yet_due),
        Total(title=_("Execution discipline"), value=percent(whole.percent) or "—"),
    )


def _notes(answer: Discipline, language: Language) -> Sequence[str]:
    counts = answer.whole.counts
    formula = say(
        _("Formula: {title} ({done} of {of})."),
        language,
        title=say(answer.formula_title, language),
        done=answer.whole.done,
        of=answer.whole.of,
    )
    outside = say(
        _(
            "Not counted: {withdrawn} withdrawn, {undated} without a deadline, {undecided} that wait for a decision, "
            "{recognised} recognised as executed."
        ),
        language,
        withdrawn=counts.withdrawn,
        undated=counts.undated,
        undecided=counts.undecided,
        recognised=counts.recognised,
    )
    return [*_period(answer, language), formula, outside]


def _period(answer: Discipline, language: Language) -> Sequence[str]:
    match answer.first, answer.last:
        case None, None:
            return []
        case None, last:
            return [say(_("Due until {last}."), language, last=last)]
        case first, None:
            return [say(_("Due from {first} on."), language, first=first)]
        case first, last:
            return [say(_("Due from {first} to {last}."), language, first=first, last=last)]


LAYOUT: Final = Layout[Discipline, tuple[Discipline, Group]](
    name="discipline",
    title=_("Execution discipline"),
    columns=(
        Column(title=_("Group"), width=24, of=lambda row: _key(row[1])),
        Column(title=_("Name"), width=40, of=lambda row: row[1].name),
        Column(title=_("In total"), kind="number", of=lambda row: row[1].total),
        Column(title=_("In time"), kind="number", of=lambda row: row[1].counts.in_time),
        Column(title=_("of it reworked"), kind="number", of=lambda row: row[1].counts.reworked),
        Column(title=_("Late"), kind="number", of=lambda row: row[1].counts.late),
        Column(title=_("Under review, sent in time"), kind="number", of=lambda row: row[1].counts.under_review),
        Column(title=_("Under review, sent late"), kind="number", of=lambda row: row[1].counts.under_review_late),
        Column(title=_("Not done"), kind="number", of=lambda row: row[1].counts.not_done),
        Column(title=_("Not due yet"), kind="number", of=lambda row: row[1].counts.not_yet_due),
        Column(title=_("Execution discipline, %"), kind="percent", of=lambda row: percent(row[1].percent)),
        Column(title=_("Withdrawn"), kind="number", paper=False, of=lambda row: row[1].counts.withdrawn),
        Column(title=_("Without a deadline"), kind="number", paper=False, of=lambda row: row[1].counts.undated),
        Column(title=_("Undecided"), kind="number", paper=False, of=lambda row: row[1].counts.undecided),
        Column(title=_("OKTMO"), paper=False, of=lambda row: row[0].oktmo),
        Column(title=_("INN"), paper=False, of=lambda row: row[1].inn),
        Column(title=_("Formula"), kind="word", paper=False, of=lambda row: row[0].formula_title),
    ),
    rows=lambda answer: [(answer, row) for row in answer.rows],
    totals=_totals,
    notes=_notes,
)


def _key(row: Group) -> str:
    return row.organisation or row.month or (f"{row.roadmap}/{row.item}" if row.item else row.roadmap or "")

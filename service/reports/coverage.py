"""Coverage as a document: the schools in the table, the district's sums and targets below it."""

from collections.abc import Iterator, Sequence
from typing import Final

from projections.coverage import Aggregate, Verdict
from projections.reported_coverage import Reported
from service.answers.coverage import Coverage
from service.reports.layout import Column, Layout
from service.reports.percent import percent
from service.reports.printing import percentage
from service.words import Language, _, say

_MET: Final = {True: _("target met"), False: _("target missed"), None: _("no data")}
_SUM: Final = _(
    "Item {item}: {reported} of {organisations} reported, {engaged} of {enrolled} covered, {percent}; accepted: "
    "{accepted_engaged} of {accepted_enrolled}."
)
_TARGET: Final = _("Item {item}, target of the district {target} % on {due_on}: {verdict}.")


def _notes(answer: Coverage, language: Language) -> Sequence[str]:
    return [note for item in answer.items for note in _of_item(item, language)]


def _of_item(item: Aggregate, language: Language) -> Iterator[str]:
    yield say(
        _SUM,
        language,
        item=_key(item),
        reported=item.reported,
        organisations=item.organisations,
        engaged=item.standing.engaged,
        enrolled=item.standing.enrolled,
        percent=_shown(item.standing.percent, language),
        accepted_engaged=item.accepted.engaged,
        accepted_enrolled=item.accepted.enrolled,
    )
    for target in item.targets:
        if target.due_on and target.on_due_day:
            yield say(
                _TARGET,
                language,
                item=_key(item),
                target=target.percent,
                due_on=target.due_on,
                verdict=_verdict(target, language),
            )


def _verdict(target: Verdict, language: Language) -> str:
    return say(_MET[target.met], language)


def _key(item: Aggregate) -> str:
    return f"{item.item}@{item.period}" if item.period else item.item


def _shown(value: float | None, language: Language) -> str:
    share = percent(value)
    return "—" if share is None else percentage(share, language)


def _met(row: Reported) -> str | None:
    return _MET[row.met] if row.target is not None and row.engaged is not None else None


LAYOUT: Final = Layout[Coverage, tuple[str | None, Reported]](
    name="coverage",
    title=_("Coverage"),
    columns=(
        Column(title=_("Roadmap"), width=12, of=lambda row: row[1].roadmap),
        Column(title=_("Item"), width=8, of=lambda row: row[1].item),
        Column(title=_("Period"), paper=False, of=lambda row: row[1].period),
        Column(title=_("Organisation"), width=24, of=lambda row: row[1].organisation_name or row[1].organisation),
        Column(title=_("Submitted on"), kind="date", of=lambda row: row[1].submitted_on),
        Column(title=_("Accepted"), kind="flag", of=lambda row: row[1].accepted),
        Column(title=_("Enrolled"), kind="number", of=lambda row: row[1].enrolled),
        Column(title=_("Engaged"), kind="number", of=lambda row: row[1].engaged),
        Column(title=_("Coverage, %"), kind="percent", of=lambda row: percent(row[1].percent)),
        Column(title=_("Target, %"), kind="number", of=lambda row: row[1].target),
        Column(title=_("Target reached"), kind="word", width=16, of=lambda row: _met(row[1])),
        Column(title=_("What is to be done"), paper=False, of=lambda row: row[1].title),
        Column(title=_("OKTMO"), paper=False, of=lambda row: row[0]),
        Column(title=_("INN"), paper=False, of=lambda row: row[1].inn),
        Column(title=_("Key of the organisation"), paper=False, of=lambda row: row[1].organisation),
    ),
    rows=lambda answer: [(answer.oktmo, row) for row in answer.rows],
    notes=_notes,
)

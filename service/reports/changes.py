"""Changes as a document: a row for each field that differs."""

from functools import partial
from typing import Final

from service.answers.changes import Change, Changes, Difference
from service.reports.changed import FIELDS, told
from service.reports.layout import Column, Layout
from service.words import _

LAYOUT: Final = Layout[Changes, tuple[Difference, Change]](
    name="changes",
    title=_("Changes"),
    columns=(
        Column(title=_("What"), kind="word", width=14, of=lambda row: row[0].about),
        Column(title=_("Key"), width=20, of=lambda row: row[0].key),
        Column(title=_("Field"), kind="word", width=20, of=lambda row: FIELDS[row[1].field]),
        Column(title=_("Before"), width=20, of=lambda row: partial(told, row[1].field, row[1].before)),
        Column(title=_("After"), width=20, of=lambda row: partial(told, row[1].field, row[1].after)),
        Column(title=_("When"), kind="moment", of=lambda row: row[1].recorded_at),
        Column(title=_("Who"), width=24, of=lambda row: row[1].actor_name),
        Column(title=_("Why"), width=40, of=lambda row: row[1].reason),
        Column(title=_("Event"), paper=False, of=lambda row: row[1].type),
        Column(title=_("Command"), paper=False, of=lambda row: str(row[1].command)),
        Column(title=_("Position"), kind="number", paper=False, of=lambda row: row[1].position),
        Column(title=_("Title"), paper=False, of=lambda row: row[0].title),
    ),
    rows=lambda answer: [(row, change) for row in answer.rows for change in row.changes],
)

"""The fate of every line: what was made of it, and why; what no rule reads says so."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from domain.order.clauses import Clause, judged
from domain.order.document import Document, Line, paragraphs
from domain.order.draft import Draft
from domain.order.items import doubts
from domain.order.names import is_name
from domain.order.parts import ends_clauses
from domain.order.preview import Mark, ReadRow, remark
from domain.order.tables import Section

_UNREAD: Final = Mark("skipped", remark("No rule reads this line."))


def rows(document: Document, marks: Mapping[int, Mark]) -> tuple[ReadRow, ...]:
    return tuple(
        ReadRow(row=part.number, verbatim=part.verbatim, mark=marks.get(part.number, _UNREAD))
        for part in document.parts
    )


def of_clauses(clauses: Sequence[Clause]) -> dict[int, Mark]:
    marks: dict[int, Mark] = {}
    for clause in clauses:
        why = remark("It continues clause {number}.", number=clause.number)
        marks |= dict.fromkeys(clause.lines[1:], Mark("continued", why))
        marks[clause.lines[0]] = judged(clause)
    return marks


def of_drafts(drafts: Sequence[Draft]) -> dict[int, Mark]:
    """Return the marks of rows and clauses that wait for a person."""
    first = ((draft.line, next(doubts(draft), None)) for draft in drafts)
    return {line: Mark("needs_decision", doubt) for line, doubt in first if doubt}


def of_asides(tail: Sequence[Line]) -> dict[int, Mark]:
    """Return the marks of the lines about who drafted and who signed; names of people are not taken."""
    drafter, name = remark("About who drafted the order."), remark("A person's name is not taken.")
    marks: dict[int, Mark] = {}
    for group in paragraphs(tail):
        if is_name(group[0].text):
            marks |= {line.number: Mark("skipped", name) for line in group}
        elif ends_clauses(group[0].text) and not group[0].text.casefold().startswith("приложение"):
            marks |= {line.number: Mark("skipped", drafter) for line in group}
    return marks


def of_tables(tables: Sequence[Section], tail: Sequence[Line]) -> dict[int, Mark]:
    """Return the marks of headers and of the paragraph that stands right above each."""
    header, title = remark("The header of a table."), remark("The title of a table.")
    marks: dict[int, Mark] = {}
    groups = paragraphs(tail)
    ends = [group[-1].number for group in groups]
    for table in tables:
        if above := bisect_left(ends, table.header[0].number):
            marks |= {line.number: Mark("section", title) for line in groups[above - 1]}
        marks |= {row.number: Mark("skipped", header) for row in table.header}
    return marks

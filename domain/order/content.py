"""What an order says: its act, clauses, tables and annexes, before dates are computed and keys compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from domain.order import fates
from domain.order.annexes import find_annexes
from domain.order.centres import read_centres
from domain.order.clauses import Clause, draft_of, judged, read_clauses
from domain.order.columns import first_lost
from domain.order.document import LONGEST, Document, Row
from domain.order.draft import Draft
from domain.order.head import read_act
from domain.order.parts import Parts, part
from domain.order.preview import ActFound, Centre, Mark, Remark, remark
from domain.order.refusals import ColumnsUnknown, LineTooLong, NothingToImport
from domain.order.table import TableRead, read_table
from domain.order.tables import Sorted, sort

_MOST_CELLS: Final = 50


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person knows better than the text."""

    act_number: str | None = None
    act_date: date | None = None


class Content(Struct, frozen=True, kw_only=True):
    """``said`` is the act by the text alone, ``act`` with the options; ``marks`` by number of the line.

    ``amends`` tells whether clauses change another act.
    """

    said: ActFound
    act: ActFound
    clauses: Sequence[Clause]
    drafts: Sequence[Draft]
    centres: Sequence[Centre]
    marks: Mapping[int, Mark]
    warnings: Sequence[Remark]
    amends: bool


def read_content(document: Document, options: Options) -> Content:
    """Raise a `Refused` of `domain.order.refusals` where no roadmap can be made of the document."""
    _check_size(document)
    found = sort(document)
    parts = part(found.lines)
    said, marks = read_act(parts)
    act = replace(said, number=options.act_number or said.number, dated_on=options.act_date or said.dated_on)
    clauses = read_clauses(parts.clauses)
    tables = [read_table(table.columns, table.rows, act.dated_on) for table in found.tables if table.columns.of_items]
    duties = [draft_of(clause, act.dated_on) for clause in clauses if judged(clause).fate == "item"]
    amends = any(clause.amends for clause in clauses)
    _check_readable(found, parts, tables, something=bool(duties) or amends)
    rows = [draft for table in tables for draft in table.drafts]
    drafts, doubled = _with_own_keys([*rows, *duties])
    centres = [read_centres(table) for table in found.tables if not table.columns.of_items]
    asides = fates.of_asides(parts.tail)
    annexes = find_annexes(clauses, [line for line in parts.tail if line.number not in asides])
    of_tables = [table.marks for table in tables] + [marks for _, marks in centres]
    return Content(
        said=said,
        act=act,
        clauses=clauses,
        drafts=drafts,
        centres=[centre for listed, _ in centres for centre in listed],
        marks=_merged(
            marks,
            fates.of_tables(found.tables, parts.tail),
            asides,
            annexes.marks,
            fates.of_clauses(clauses),
            *of_tables,
        ),
        warnings=[
            *document.remarks,
            *annexes.missing,
            *_strays(found),
            *_lost(parts, tables),
            *_beginning(rows),
            *(warning for table in tables for warning in table.warnings),
            *doubled,
        ],
        amends=amends,
    )


def _check_size(document: Document) -> None:
    for part_ in document.parts:
        if len(part_.text) > LONGEST:
            raise LineTooLong(line=part_.number, length=len(part_.text), limit=LONGEST)
        if isinstance(part_, Row) and len(part_.cells) > _MOST_CELLS:
            raise ColumnsUnknown(line=part_.number)


def _check_readable(found: Sorted, parts: Parts, tables: Sequence[TableRead], *, something: bool) -> None:
    """Check that a table was read, or that none was meant and the clauses say ``something``."""
    if any(table.drafts for table in tables):
        return
    if unknown := found.strays[0].number if found.strays else first_lost([*parts.clauses, *parts.tail]):
        raise ColumnsUnknown(line=unknown)
    if not something:
        raise NothingToImport


def _with_own_keys(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Remark]]:
    """Give what has a number that is taken a key of its own: a second row 4 is offered as ``4x2``."""
    seen = Counter[str]()
    own: list[Draft] = []
    doubled: list[Remark] = []
    for draft in drafts:
        seen[draft.key] += 1
        if seen[draft.key] == 1:
            own.append(draft)
            continue
        renamed = replace(draft, key=f"{draft.key}x{seen[draft.key]}")
        doubled.append(
            remark(
                "Line {line}: the number {number} stands above already; the key {key} is offered.",
                line=draft.line,
                number=draft.key,
                key=renamed.key,
            )
        )
        own.append(renamed)
    return own, doubled


def _strays(found: Sorted) -> list[Remark]:
    first = found.strays[:1]
    return [remark("Line {line}: a table whose columns nobody named is left out.", line=row.number) for row in first]


def _lost(parts: Parts, tables: Sequence[TableRead]) -> list[Remark]:
    """Warn of the header of a second table whose columns fell together, where another one was read."""
    line = first_lost(parts.tail) if tables else None
    if line is None:
        return []
    return [remark("Line {line}: a table whose columns cannot be told apart is left out.", line=line)]


def _beginning(rows: Sequence[Draft]) -> list[Remark]:
    first = rows[0].key if rows else ""
    if not first.isdigit() or int(first) <= 1:
        return []
    return [remark("The numbers of the rows begin with {number}.", number=first)]


def _merged(*marks: Mapping[int, Mark]) -> dict[int, Mark]:
    return {line: mark for known in marks for line, mark in known.items()}

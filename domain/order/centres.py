"""The list of centres in an annex: partners with the field each looks after, never responsible for an item."""

from msgspec.structs import replace

from domain.order.preview import Centre, Mark, remark
from domain.order.row import skipped
from domain.order.tables import Section


def read_centres(table: Section) -> tuple[list[Centre], dict[int, Mark]]:
    centres: list[Centre] = []
    marks: dict[int, Mark] = {}
    for row in table.rows:
        number, name, profile = (table.columns.cell(row, role) for role in ("number", "organisation", "profile"))
        mark = skipped(table.columns, row)
        if mark is None and table.columns.has("number") and not number and centres:
            last = centres[-1]
            centres[-1] = replace(
                last, name=f"{last.name} {name}".strip(), profile=f"{last.profile or ''} {profile}".strip() or None
            )
            mark = Mark("continued", remark("It has no number: it continues the organisation above."))
        elif mark is None and name:
            centres.append(Centre(name=name, profile=profile or None))
            mark = Mark("organisation", remark("An organisation of an annex: a partner, never responsible."))
        marks[row.number] = mark or Mark("skipped", remark("The row names no organisation."))
    return centres, marks

"""Why a document cannot become a preview."""

from domain.refusals import Refused


class ColumnsTogether(Refused):
    code, status, field = "columns-together", 422, "file"
    message = "Line {line}: the column “{header}” holds two things; give each a column of its own."


class ColumnsUnknown(Refused):
    code, status, field = "columns-unknown", 422, "file"
    message = (
        "The columns of the table at line {line} cannot be told apart. Give the table with tabs between its cells or "
        "as CSV, under a header with words such as «Мероприятие», «Сроки», «Ответственные»."
    )


class NothingToImport(Refused):
    code, status, field = "nothing-to-import", 422, "file"
    message = "There is neither a table of a roadmap nor a numbered clause of an order in the file."


class LineTooLong(Refused):
    code, status, field = "line-too-long", 422, "file"
    message = "Line {line} has {length} characters, more than the {limit} that a line of an order may have."

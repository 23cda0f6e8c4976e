"""Why a file is refused before its words are read."""

from domain.refusals import Refused


class FileEmpty(Refused):
    code, status, field = "file-empty", 422, "file"
    message = "The file is empty."


class FileTooLarge(Refused):
    code, status, field = "file-too-large", 413, "file"
    message = "The file has {size} bytes, more than the {limit} that are read."


class TooManyLines(Refused):
    code, status, field = "too-many-lines", 413, "file"
    message = "The file has {count} lines, more than the {limit} that are read."


class NotText(Refused):
    code, status, field = "not-text", 422, "file"
    message = "The file is not a text in UTF-8 or Windows-1251. Save the document as plain text or as CSV."


class NotDelimited(Refused):
    code, status, field = "not-delimited", 422, "file"
    message = "Line {line}: the file is no table with its cells between commas, semicolons or tabs."


class HeaderUnknown(Refused):
    code, status, field = "header-unknown", 422, "file"
    message = "The header of the table has no column “{column}”."

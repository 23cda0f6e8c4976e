"""Why a file is refused before its words are read."""

from typing import Final

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


class OldWord(Refused):
    code, status, field = "old-word", 422, "file"
    message = "The file is of an old Word (.doc). Open it and save it as DOCX."


class OldExcel(Refused):
    code, status, field = "old-excel", 422, "file"
    message = "The file is of an old Excel (.xls), or a binary one (.xlsb). Open it and save it as XLSX."


class OtherFormat(Refused):
    code, status, field = "other-format", 422, "file"
    message = "The file is {format}, which is not read. Save it as DOCX, XLSX, PDF with text, CSV or plain text."


class PasswordProtected(Refused):
    code, status, field = "password-protected", 422, "file"
    message = "The file is protected with a password. Save it without one."


class Damaged(Refused):
    code, status, field = "damaged", 422, "file"
    message = "The file is damaged or cut off: open it in its program and save it anew."


class Declares(Refused):
    code, status, field = "declares", 422, "file"
    message = "The file declares a type of document (DTD) or an encoding that no office program writes."


class UnpacksTooLarge(Refused):
    code, status, field = "unpacks-too-large", 413, "file"
    message = (
        "The file unpacks to far more than it holds: no ordinary document does. Save only the order and its table."
    )


class TooManyCells(Refused):
    code, status, field = "too-many-cells", 413, "file"
    message = "The sheets have more than the {limit} cells that are read. Leave only the table of the roadmap."


class TooManyPages(Refused):
    code, status, field = "too-many-pages", 413, "file"
    message = "The PDF has more than the {limit} pages that are read. Leave only the order and its annexes."


class TooHeavy(Refused):
    code, status, field = "too-heavy", 413, "file"
    message = "The file takes too long or too much memory to read. Leave only the order and its table."


class OnlyPictures(Refused):
    code, status, field = "only-pictures", 422, "file"
    message = "The PDF is a scan: pictures without text. Take the document it was printed from, or recognise its text."


class LettersUnknown(Refused):
    code, status, field = "letters-unknown", 422, "file"
    message = "The PDF does not say which letters its signs are. Take the document it was made from."


class WordsBesideCells(Refused):
    code, status, field = "words-beside-cells", 422, "file"
    message = "Words of the PDF stand beside or across the cells of its table. Take the document it was made from."


OF_READERS: Final = {
    known.code: known
    for known in (
        *(TooManyLines, OldExcel, OtherFormat, PasswordProtected, Damaged, Declares, UnpacksTooLarge, TooManyCells),
        *(TooManyPages, TooHeavy, OnlyPictures, LettersUnknown, WordsBesideCells),
    )
}
"""What a reader may answer from its process, by code."""

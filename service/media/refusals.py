"""Why a file is not kept."""

from domain.refusals import Refused


class UnknownKind(Refused):
    code, status, field = "file-kind", 415, "file"
    message = (
        "The file is none of those that are kept here: PDF, JPEG, PNG, DOCX, DOC, XLSX, XLS, ODT, ODS, RTF, TXT, ZIP, "
        "SIG. Save it as PDF."
    )


class Damaged(Refused):
    code, status, field = "file-damaged", 422, "file"
    message = "The file begins as {kind} and does not go on as one: it is cut off or damaged. Save it anew and send it."


class TwoFaced(Refused):
    code, status, field = "file-two-faced", 422, "file"
    message = (
        "The file is {kind} and holds something that does not belong there: another file hangs on it, or it is cut "
        "off. Save it anew, best as PDF."
    )


class WithMacros(Refused):
    code, status, field = "file-macros", 422, "file"
    message = "The document carries macros: save it without them or as PDF."

"""The kinds of files that are kept as evidence."""

from typing import Final

from msgspec import Struct

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"


class Kind(Struct, frozen=True, kw_only=True):
    """``name`` is what people call it, ``suffix`` the usual end of its file's name."""

    name: str
    suffix: str
    media: str


PDF: Final = Kind(name="PDF", suffix=".pdf", media="application/pdf")
JPEG: Final = Kind(name="JPEG", suffix=".jpg", media="image/jpeg")
PNG: Final = Kind(name="PNG", suffix=".png", media="image/png")
DOCX: Final = Kind(name="DOCX", suffix=".docx", media=f"{_OFFICE}.wordprocessingml.document")
XLSX: Final = Kind(name="XLSX", suffix=".xlsx", media=f"{_OFFICE}.spreadsheetml.sheet")
DOC: Final = Kind(name="DOC", suffix=".doc", media="application/msword")
XLS: Final = Kind(name="XLS", suffix=".xls", media="application/vnd.ms-excel")
ODT: Final = Kind(name="ODT", suffix=".odt", media=f"{_OPEN}.text")
ODS: Final = Kind(name="ODS", suffix=".ods", media=f"{_OPEN}.spreadsheet")
RTF: Final = Kind(name="RTF", suffix=".rtf", media="application/rtf")
TXT: Final = Kind(name="TXT", suffix=".txt", media="text/plain")
ZIP: Final = Kind(name="ZIP", suffix=".zip", media="application/zip")
SIG: Final = Kind(name="SIG", suffix=".sig", media="application/pkcs7-signature")

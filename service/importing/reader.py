"""`python -m service.importing.reader`: the process that reads one DOCX, XLSX or PDF from its standard input.

It has little memory and little time, writes no file and starts nothing; what it read goes to standard output.
"""

import resource
import sys
from typing import Final

from domain.order.document import Document
from domain.refusals import Refused
from service.importing import answers, docx, xlsx
from service.importing.answers import Answer
from service.importing.package import Package
from service.importing.refusals import OldExcel, OtherFormat, TooHeavy, TooManyLines
from service.importing.text import LARGEST, MOST_LINES

_MEMORY: Final = 450 * 2**20
_SECONDS: Final = 8
_LIMITS: Final = (
    (resource.RLIMIT_AS, _MEMORY),
    (resource.RLIMIT_CPU, _SECONDS),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
)


def main() -> None:
    for limit, value in _LIMITS:
        resource.setrlimit(limit, (value, value))
    data = sys.stdin.buffer.read()
    encoded = answers.encode(answer(data))
    if len(encoded) > LARGEST:
        encoded = answers.encode(answers.refused(TooHeavy()))
    sys.stdout.buffer.write(encoded)


def answer(data: bytes) -> Answer:
    try:
        return answers.read(_checked(_read(data)))
    except Refused as refusal:
        return answers.refused(refusal)
    except (MemoryError, RecursionError):
        return answers.refused(TooHeavy())
    except Exception as error:  # noqa: BLE001  a library meets what its authors never saw: the file is damaged
        return Answer(fault=_place(error))


def _read(data: bytes) -> Document:
    if not data.startswith(b"PK\x03\x04"):
        from service.importing import pdf  # noqa: PLC0415  a third of a second that the other formats do without

        return pdf.read(data)
    package = Package(data)
    kind = package.content_type
    if "wordprocessingml" in kind or "ms-word" in kind:
        return docx.read(package)
    if "sheet.binary" in kind:
        raise OldExcel
    if "spreadsheetml" in kind or "ms-excel" in kind:
        return xlsx.read(package)
    raise OtherFormat(format="PPTX" if "presentation" in kind else "ZIP")


def _checked(document: Document) -> Document:
    if len(document.parts) > MOST_LINES:
        raise TooManyLines(count=len(document.parts), limit=MOST_LINES)
    return document


def _place(error: BaseException) -> str:
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    where = f"{traceback.tb_frame.f_code.co_qualname}:{traceback.tb_lineno}" if traceback else "nowhere"
    return f"{type(error).__name__} in {where}"


if __name__ == "__main__":
    main()

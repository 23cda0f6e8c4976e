"""Documents are made by a process of their own: it takes the memory and the time of nobody else, and can be stopped."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import IO, Final, Literal, TypeAlias

from msgspec import json

from domain.refusals import Refused
from service.reports.report import Report, Row
from service.words import _

DocumentForm: TypeAlias = Literal["csv", "xlsx", "docx", "pdf"]
MEDIA: Final[dict[DocumentForm, str]] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
MOST: Final[dict[DocumentForm, int]] = {"csv": 50_000, "xlsx": 50_000, "docx": 2_000, "pdf": 2_000}
"""Rows of a document."""

_WITHIN: Final = 120.0  # seconds
_AT_ONCE: Final = asyncio.Semaphore(2)


class TooManyRows(Refused):
    code, status, field = "too-many-rows", 422, "format"
    message = _("The list has more than {most} rows, which {format} does not hold: narrow it, or take csv or xlsx.")


class DocumentFailed(Exception):
    """The process that made a document ended without one; its own words are on stderr."""


async def make(form: DocumentForm, report: Report, pages: AsyncIterator[Sequence[Row]], file: IO[bytes]) -> None:
    """Write a document to a real file; raise `TooManyRows`, `TimeoutError`, `DocumentFailed`."""
    command = (sys.executable, "-m", "service.reports.rendering", form)
    async with asyncio.timeout(_WITHIN), _AT_ONCE:
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=file)
        try:
            await _feed(process, report, pages, form)
            if await process.wait():
                raise DocumentFailed(form)
        finally:
            with suppress(ProcessLookupError):
                process.kill()


async def _feed(
    process: asyncio.subprocess.Process, report: Report, pages: AsyncIterator[Sequence[Row]], form: DocumentForm
) -> None:
    """Write the report and then its rows, a line each."""
    assert process.stdin is not None
    process.stdin.write(json.encode(report) + b"\n")
    count = 0
    async for page in pages:
        count += len(page)
        if count > MOST[form]:
            raise TooManyRows(most=MOST[form], format=form)
        process.stdin.write(b"".join(json.encode(row) + b"\n" for row in page))
        try:
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:  # it reads no more
            raise DocumentFailed(form) from error
    process.stdin.close()


async def at_once(rows: Sequence[Row]) -> AsyncIterator[Sequence[Row]]:
    """Give rows that are here already as the only page."""
    yield rows

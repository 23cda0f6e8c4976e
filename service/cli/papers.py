"""Documents from the command line: into a file, or into stdout for another program."""

import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, get_args

import rich_click as click

from service.cli.options import option
from service.reports.documents import DocumentForm, make
from service.reports.report import Report, Row

FORMS: Final[tuple[DocumentForm, ...]] = get_args(DocumentForm)

into = option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the document goes; stdout by default."
)


async def write(form: DocumentForm, report: Report, pages: AsyncIterator[Sequence[Row]], out: Path | None) -> None:
    """Write a document; the file changes only when all of it is there."""
    with TemporaryFile() as file:
        await make(form, report, pages, file)
        file.seek(0)
        if out is None:
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
            return
        with out.open("wb") as target:
            shutil.copyfileobj(file, target)

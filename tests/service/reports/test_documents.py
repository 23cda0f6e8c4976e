"""A document is made by a process of its own, which holds no more rows than it can and leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from service.reports.documents import MOST, DocumentFailed, DocumentForm, TooManyRows, at_once, make
from service.reports.report import Row
from tests.service.reports.sample import REPORT, ROW, row, sheet


async def rows(count: int) -> AsyncIterator[Sequence[Row]]:
    for start in range(0, count, 500):
        yield [ROW] * min(500, count - start)


async def test_rows_of_every_kind_go_through(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb+") as file:
        await make("xlsx", REPORT, at_once([ROW, ("Уроки", *(None,) * 5)]), file)

    assert 3 == len(sheet((tmp_path / "file").read_bytes(), "Список"))


async def test_the_last_row_that_a_form_holds_is_in_it(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb+") as file:
        await make("csv", REPORT, rows(MOST["csv"]), file)

    assert 1 + MOST["csv"] == (tmp_path / "file").read_bytes().count(b"\r\n")


@pytest.mark.parametrize("form", ["docx", "csv"])
async def test_one_row_more_is_refused_and_not_cut_off(tmp_path: Path, form: DocumentForm) -> None:
    with (tmp_path / "file").open("wb+") as file, pytest.raises(TooManyRows):
        await make(form, REPORT, rows(MOST[form] + 1), file)


async def test_a_page_that_fails_stops_the_process(tmp_path: Path) -> None:
    async def failing() -> AsyncIterator[Sequence[Row]]:
        yield [ROW]
        raise LookupError

    with (tmp_path / "file").open("wb+") as file, pytest.raises(LookupError):
        await make("csv", REPORT, failing(), file)


async def test_a_process_that_cannot_go_on_is_told(tmp_path: Path) -> None:
    wrong = ("Уроки", "три", *ROW[2:])

    async def with_more_behind() -> AsyncIterator[Sequence[Row]]:
        yield [wrong]
        async for page in rows(20_000):
            yield page

    for pages in (at_once([wrong]), with_more_behind()):
        with (tmp_path / "file").open("wb+") as file, pytest.raises(DocumentFailed):
            await make("csv", REPORT, pages, file)


async def test_more_documents_than_go_at_once_wait_for_one_another(tmp_path: Path) -> None:
    async def one(number: int) -> bytes:
        with (tmp_path / str(number)).open("wb+") as file:
            await make("csv", REPORT, at_once([row(str(number))]), file)
        return (tmp_path / str(number)).read_bytes()

    found = await asyncio.gather(*map(one, range(5)))

    assert [True] * 5 == [f"\r\n{number};".encode() in content for number, content in enumerate(found)]

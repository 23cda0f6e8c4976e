"""Files for evidence are taken in once, by their content, within a quota; a file that is not whole leaves nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from service.app import create_app
from service.http.api import uploads
from service.http.house import House
from service.importing.text import LARGEST
from service.postgres.database import Database
from tests.service.http.storing import report, sha256, store, stored
from tests.service.media.samples import archive, jpeg, pdf, png
from tests.service.town import Town

TOO_LARGE = 11 * 2**20


async def _rows(town: Town, opened: House, table: str = "files") -> int:
    async with opened.ledger.inside(town.district) as connection:
        counted = f"select count(*) from files.{table} where district = $1"  # noqa: S608  our own two names
        return int(await connection.fetchval(counted, town.district))


async def test_a_file_is_answered_with_its_address_its_size_and_its_kind(quiet: Town) -> None:
    content = pdf("Первый")

    kept = await stored(quiet, content)

    assert {"sha256": sha256(content), "size": len(content), "media": "application/pdf"} == kept


async def test_the_same_file_twice_is_stored_once(town: Town, opened: House) -> None:
    first = await stored(town, pdf("Дважды"), name="отчёт.pdf")
    second = await stored(town, pdf("Дважды"), name="отчёт (1).pdf")

    assert first == second
    assert (1, 1) == (await _rows(town, opened), await _rows(town, opened, "holdings"))


async def test_two_schools_with_one_file_store_it_once(town: Town, opened: House) -> None:
    for who in ("school-1", "school-2", "executor"):
        await stored(town, pdf("Общий"), who=who)

    assert (1, 3) == (await _rows(town, opened), await _rows(town, opened, "holdings"))


@pytest.mark.parametrize("media", ["application/pdf", "image/png", "application/octet-stream", None])
async def test_a_file_may_be_sent_as_it_is_and_its_content_tells_the_kind(quiet: Town, media: str | None) -> None:
    headers = {"Authorization": f"Bearer {quiet.keys['school-1']}"} | ({"Content-Type": media} if media else {})
    answer = await quiet.http.post("/api/v1/files", content=pdf("Как есть"), headers=headers, params={"name": "a.png"})

    assert (201, "application/pdf") == (answer.status_code, answer.json()["media"]), answer.text


@pytest.mark.parametrize("who", ["school-1", "executor", "supervisor"])
async def test_who_reports_or_registers_sends_files(quiet: Town, who: str) -> None:
    assert 201 == (await store(quiet, pdf(who), who=who)).status_code


@pytest.mark.parametrize("who", ["auditor", "administrator"])
async def test_nobody_else_sends_files(quiet: Town, who: str) -> None:
    assert 403 == (await store(quiet, pdf(), who=who)).status_code


@pytest.mark.parametrize(
    ("content", "status", "problem"),
    [
        (b"", 422, "file-empty"),
        (b"MZ\x90\x00" + bytes(100), 415, "file-kind"),
        (b"<html></html>", 415, "file-kind"),
        (pdf()[:-100], 422, "file-damaged"),
        (pdf() + archive({"a": "b"}), 422, "file-two-faced"),
        (jpeg() + b"<script>", 422, "file-two-faced"),
        (archive({"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""}), 422, "file-macros"),
    ],
    ids=["empty", "program", "page", "cut off", "PDF and ZIP", "JPEG and page", "macros"],
)
async def test_what_is_not_kept_is_refused_and_leaves_nothing(
    town: Town, opened: House, content: bytes, status: int, problem: str
) -> None:
    answer = await store(town, content)

    assert (status, f"/problems/{problem}", "file") == (
        answer.status_code,
        answer.json()["type"],
        answer.json()["field"],
    )
    assert 0 == await _rows(town, opened)


@pytest.mark.parametrize("size", [LARGEST + 1, TOO_LARGE])
async def test_a_file_beyond_ten_mebibytes_is_answered_with_how_to_make_it_smaller(quiet: Town, size: int) -> None:
    answer = await store(quiet, bytes(size))

    assert (413, "/problems/file-too-large") == (answer.status_code, answer.json()["type"])
    assert "150 dpi" in answer.json()["detail"]


async def test_a_file_without_an_announced_size_is_cut_off_at_the_limit(quiet: Town) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(TOO_LARGE // 2**16):
            yield bytes(2**16)

    headers = {"Authorization": f"Bearer {quiet.keys['school-1']}"}
    answer = await quiet.http.post("/api/v1/files", content=endless(), headers=headers)

    assert 413 == answer.status_code


async def test_a_file_of_exactly_ten_mebibytes_is_kept(quiet: Town) -> None:
    content = ("а" * (LARGEST // 2)).encode()

    assert LARGEST == (await stored(quiet, content, name="большой.txt"))["size"]


def _heads(town: Town, length: int) -> Iterator[tuple[str, bytes]]:
    common = f"POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {town.keys['school-1']}\r\n"
    announced = f"Content-Length: {length}\r\n"
    yield "raw", f"{common}Content-Type: application/pdf\r\n{announced}\r\n".encode()
    form = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    yield "form", f"{common}Content-Type: multipart/form-data; boundary=b\r\n{announced}\r\n{form}".encode()


@pytest.mark.parametrize("how", ["raw", "form"])
async def test_an_upload_that_is_cut_off_leaves_nothing(town: Town, opened: House, unused_port: int, how: str) -> None:
    content = pdf("Обрыв")
    head = dict(_heads(town, 2 * len(content)))[how]
    for _ in range(3):
        await opened.uploads.acquire()
    _, writer = await asyncio.open_connection("127.0.0.1", unused_port)
    writer.write(head + content)
    while not opened.uploads.locked():  # noqa: ASYNC110  until it is being received
        await asyncio.sleep(0.01)
    writer.close()
    await writer.wait_closed()
    while opened.uploads.locked():  # noqa: ASYNC110  until that was given up
        await asyncio.sleep(0.01)
    for _ in range(3):
        opened.uploads.release()

    assert (0, 0) == (await _rows(town, opened), await _rows(town, opened, "holdings"))


async def test_a_crowd_of_uploads_goes_in_turns(town: Town, opened: House) -> None:
    answers = await asyncio.gather(*[store(town, png(200), name=f"{n}.png") for n in range(12)])

    assert [201] * 12 == [answer.status_code for answer in answers]
    assert 12 == await _rows(town, opened, "holdings")


async def test_one_upload_too_many_is_asked_to_come_again(
    quiet: Town, opened: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_WAITS_FOR", 0.05)
    for _ in range(4):
        await opened.uploads.acquire()
    answer = await store(quiet, pdf("Очередь"))
    for _ in range(4):
        opened.uploads.release()

    assert (503, "5") == (answer.status_code, answer.headers["Retry-After"])


async def test_a_file_that_does_not_arrive_is_given_up(
    quiet: Town, unused_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_ARRIVES_WITHIN", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", unused_port)
    writer.write(dict(_heads(quiet, 1000))["raw"])
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()

    assert b"400" == status.split()[1]


@pytest.fixture
async def narrow(town: Town, database: Database) -> AsyncIterator[Town]:
    """The district on a service with a quota of three such files."""
    app = create_app(database, [b"s" * 32], file_quota=3 * len(_file(0)))
    async with AsyncTestClient(app) as client:
        yield replace(town, http=client)


def _file(number: int) -> bytes:
    return f"Список классов № {number}\n".encode() * 100


async def test_a_quota_is_refused_with_what_is_taken_and_what_there_is(narrow: Town) -> None:
    for number in range(3):
        await stored(narrow, _file(number))
    answer = await store(narrow, _file(3))
    size = len(_file(0))

    assert (409, "/problems/quota-exceeded") == (answer.status_code, answer.json()["type"])
    assert (3 * size, 3 * size) == (answer.json()["used"], answer.json()["limit"])


async def test_what_is_there_already_takes_no_room(narrow: Town) -> None:
    for number in range(3):
        await stored(narrow, _file(number))

    assert 201 == (await store(narrow, _file(1))).status_code


async def test_each_organisation_has_a_quota_of_its_own(narrow: Town) -> None:
    for number in range(3):
        await stored(narrow, _file(number))

    assert 201 == (await store(narrow, _file(3), who="school-2")).status_code


async def test_a_crowd_does_not_slip_through_a_quota(narrow: Town, opened: House) -> None:
    answers = await asyncio.gather(*[store(narrow, _file(number)) for number in range(6)])

    assert [201] * 3 + [409] * 3 == sorted(answer.status_code for answer in answers)
    assert 3 == await _rows(narrow, opened)


async def _age(database: Database, town: Town, days: int) -> None:
    """Let a week pass for the files of a district."""
    assert database.owner is not None
    owner = await asyncpg.connect(database.owner)
    aged = "update files.holdings set held_at = held_at - $2::integer * interval '1 day' where district = $1"
    await owner.execute(aged, town.district, days)
    await owner.close()


async def test_what_nobody_named_in_a_week_makes_room(narrow: Town, database: Database, opened: House) -> None:
    for number in range(3):
        await stored(narrow, _file(number))
    await _age(database, narrow, 8)

    assert 201 == (await store(narrow, _file(3))).status_code
    assert (1, 1) == (await _rows(narrow, opened), await _rows(narrow, opened, "holdings"))


async def test_a_file_of_a_day_stays(narrow: Town, database: Database) -> None:
    for number in range(3):
        await stored(narrow, _file(number))
    await _age(database, narrow, 6)

    assert 409 == (await store(narrow, _file(3))).status_code


async def test_bytes_that_another_school_holds_stay(narrow: Town, database: Database) -> None:
    kept = await stored(narrow, _file(0))
    await _age(database, narrow, 8)
    await stored(narrow, _file(0), who="school-2")
    await stored(narrow, _file(1))

    assert 404 == (await narrow.get("school-1", f"/files/{kept['sha256']}")).status_code
    assert _file(0) == (await narrow.get("school-2", f"/files/{kept['sha256']}")).content


async def test_what_a_report_names_stays_for_ever(control: Town, database: Database) -> None:
    kept = await stored(control, pdf("Навсегда"))
    await report(control, {"title": "Скан", "file": kept["sha256"]})
    await _age(database, control, 800)
    await stored(control, pdf("Ещё один"))

    assert pdf("Навсегда") == (await control.get("school-1", f"/files/{kept['sha256']}")).content

"""An order comes in as a file and is shown as it was read; nothing is recorded."""

import csv
import io
from typing import Any

import pytest

from service.http.api.uploads import MAX_BODY
from service.importing import sample
from service.importing.text import LARGEST
from service.media.kinds import DOCX, PDF, XLSX, Kind
from tests.service.http.sending import FORM, previewed, send, send_raw
from tests.service.importing.building import BUILDERS
from tests.service.importing.layouts import Format, Layout
from tests.service.town import ROADMAP, Town


async def _size(town: Town) -> int:
    position: int = (await town.get("auditor", "/roadmaps")).json()["position"]
    return position


async def test_an_order_is_shown_as_it_was_read(quiet: Town) -> None:
    document = await previewed(quiet)

    assert ROADMAP == document["roadmap"]
    assert "2020-12-31" == next(item for item in document["items"] if item["key"] == "4")["deadline"]["due_on"]
    assert ["1"] == [item["key"] for item in document["items"] if item["due_before_adoption"]]


async def test_a_preview_records_nothing(quiet: Town) -> None:
    before = await _size(quiet)
    await previewed(quiet)

    assert before == await _size(quiet)


async def test_the_etag_is_the_preview(quiet: Town) -> None:
    answer = await send(quiet)

    assert f'"{answer.json()["preview"]}"' == answer.headers["ETag"]


async def test_remarks_are_in_the_language_of_the_caller(quiet: Town) -> None:
    english, russian = (await send(quiet, language="en")).json(), (await send(quiet)).json()

    assert english["warnings"] != russian["warnings"]
    assert english["preview"] == russian["preview"]


async def test_days_off_are_those_of_the_district(quiet: Town) -> None:
    eighth = next(item for item in (await previewed(quiet))["items"] if item["key"] == "8")

    assert ("2024-12-31", "2024-12-28") == (eighth["deadline"]["due_on"], eighth["deadline"]["control_on"])


async def test_what_a_person_knows_better_than_the_text_is_an_option(quiet: Town) -> None:
    document = await previewed(quiet, act_number="12-а", act_date="2021-02-03")

    assert ("12-a-2021", "12-а") == (document["roadmap"], document["act"]["number"])


@pytest.mark.parametrize("who", ["supervisor", "executor"])
async def test_the_office_prepares_an_import(quiet: Town, who: str) -> None:
    assert 201 == (await send(quiet, who=who)).status_code


@pytest.mark.parametrize("who", ["school-1", "auditor", "administrator"])
async def test_nobody_else_does(quiet: Town, who: str) -> None:
    assert 403 == (await send(quiet, who=who)).status_code


@pytest.mark.parametrize("media", ["text/plain", "text/plain; charset=utf-8", "application/octet-stream"])
async def test_a_file_may_be_sent_as_it_is(quiet: Town, media: str) -> None:
    answer = await send_raw(quiet, sample.order(), media, name="order.txt")

    assert (await previewed(quiet))["preview"] == answer.json()["preview"]


async def test_a_table_is_known_by_its_media_type(quiet: Town) -> None:
    table = io.StringIO()
    csv.writer(table).writerows(
        [["№", "Мероприятие", "Сроки", "Ответственные"], ["1", "Провести уроки, встречи", "31.12.2020", "ОО"]]
    )
    answer = await send_raw(quiet, table.getvalue().encode(), "text/csv", act_number="5", act_date="2020-09-01")

    assert ["Провести уроки, встречи"] == [item["title"] for item in answer.json()["items"]], answer.text


@pytest.mark.parametrize(("kind", "form"), [(DOCX, "docx"), (XLSX, "xlsx"), (PDF, "pdf")])
async def test_a_document_may_be_sent_with_its_own_media_type(quiet: Town, kind: Kind, form: Format) -> None:
    rows = [["№", "Мероприятие", "Сроки", "Ответственные"], ["1", "Провести уроки", "31.12.2020", "ОО"]]
    content = BUILDERS[form](Layout(name="", table=rows, items=[]))
    answer = await send_raw(quiet, content, kind.media, act_number="5", act_date="2020-09-01")

    assert ["Провести уроки"] == [item["title"] for item in answer.json()["items"]], answer.text


def _form(*parts: tuple[str, str, bytes]) -> bytes:
    """Lay out parts of name, further header fields and content."""
    heads = [f'--b\r\nContent-Disposition: form-data; name="{name}"{further}\r\n\r\n' for name, further, _ in parts]
    laid = [head.encode() + content + b"\r\n" for head, (_, _, content) in zip(heads, parts, strict=True)]
    return b"".join(laid) + b"--b--\r\n"


_NAMED = '; filename="a.txt"'
_CHARSET = "\r\nContent-Type: text/plain; charset=no-such"


@pytest.mark.parametrize(
    ("form", "status", "problem"),
    [
        (b"", 422, "not-one-file"),
        (_form(), 422, "not-one-file"),
        (_form(("file", "", b"a")), 422, "not-one-file"),
        (_form(("order", _NAMED, b"a")), 422, "not-one-file"),
        (_form(("file", _NAMED, b"a"), ("file", _NAMED, b"b")), 422, "not-one-file"),
        (_form(("file", _NAMED, b"a"), ("act_number", "", b"5")), 422, "not-one-file"),
        (_form(("file", _NAMED, b"")), 422, "file-empty"),
        (_form(("file", _NAMED, b"\x00")), 422, "not-text"),
        (b"rubbish", 400, "malformed-form"),
        (b'--b\r\nContent-Disposition: form-data; name="file"', 400, "malformed-form"),
        (_form(("file", _NAMED, b"a"))[:-12], 400, "malformed-form"),
        (_form(("x", "", b"\xff")), 400, "malformed-form"),
        (_form(("x", _CHARSET, b"a")), 400, "malformed-form"),
        (_form(*[("x", _NAMED, b"")] * 2000), 400, "malformed-form"),
    ],
)
async def test_a_form_holds_one_readable_file(quiet: Town, form: bytes, status: int, problem: str) -> None:
    answer = await send_raw(quiet, form, "multipart/form-data; boundary=b")

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"]), answer.text


@pytest.mark.parametrize(
    ("content", "media", "status", "problem"),
    [
        (b"", "text/plain", 422, "file-empty"),
        (b" \r\n ", "application/octet-stream", 422, "file-empty"),
        (b"\x00\x01", "application/octet-stream", 422, "not-text"),
        (b"PK\x03\x04" + bytes(range(256)), "application/octet-stream", 422, "damaged"),
        ("Просто письмо.".encode(), "text/plain", 422, "nothing-to-import"),
        (b"a", "text/csv", 422, "nothing-to-import"),
        (b"{}", "application/json", 415, "unsupported-media-type"),
        (b"file=a", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        (b"a", None, 415, "unsupported-media-type"),
        (b"a", "multipart/form-data", 400, "malformed-form"),
        (b"a", f"multipart/form-data; boundary={'b' * 5000}", 400, "malformed-form"),
    ],
)
async def test_what_is_no_order_is_refused_with_the_reason(
    quiet: Town, content: bytes, media: str | None, status: int, problem: str
) -> None:
    answer = await send_raw(quiet, content, media)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"]), answer.text


@pytest.mark.parametrize(
    "params",
    [
        {"act_date": "8.10.2020"},
        {"act_date": "0001-01-01"},
        {"act_number": "1" * 200},
        {"act_nummer": "647"},
        {"name": "a\x00.txt"},
    ],
)
async def test_an_option_that_cannot_be_read_is_refused(quiet: Town, params: dict[str, Any]) -> None:  # Any: of a query
    assert 400 == (await send_raw(quiet, sample.order(), "text/plain", **params)).status_code


async def test_a_compressed_body_is_refused(quiet: Town) -> None:
    answer = await send_raw(quiet, b"\x1f\x8b", "text/plain", headers={"Content-Encoding": "gzip"})

    assert 415 == answer.status_code


@pytest.mark.parametrize("size", [LARGEST + 1, MAX_BODY + 1])
async def test_a_file_beyond_ten_mebibytes_is_refused(quiet: Town, size: int) -> None:
    assert 413 == (await send_raw(quiet, b"a" * size, "text/plain")).status_code


async def test_an_import_needs_a_key(quiet: Town) -> None:
    assert 401 == (await quiet.http.post(FORM, content=b"a", headers={"Content-Type": "text/plain"})).status_code

"""The file of an order can be downloaded as it came."""

import hashlib

import httpx
import pytest

from service.http.house import House
from service.importing import sample
from service.postgres.database import Database
from tests.service.http.sending import previewed, send_raw
from tests.service.town import Town, founded

NAME = "Приказ № 647 «о дорожной карте».txt"


@pytest.fixture(scope="module")
async def archive(database: Database, opened: House, http: httpx.AsyncClient) -> Town:
    """A district that has read the sample order."""
    town = await founded(database, opened, http)
    await previewed(town, name=NAME)
    return town


SHA256 = hashlib.sha256(sample.order()).hexdigest()


@pytest.mark.parametrize("who", ["supervisor", "executor", "auditor"])
async def test_who_sees_the_district_gets_the_bytes_as_they_came(archive: Town, who: str) -> None:
    answer = await archive.get(who, f"/files/{SHA256}")

    assert (200, sample.order()) == (answer.status_code, answer.content)


async def test_a_file_is_a_download_and_no_page(archive: Town) -> None:
    headers = (await archive.get("auditor", f"/files/{SHA256}")).headers

    assert ("nosniff", f'"{SHA256}"') == (headers["X-Content-Type-Options"], headers["ETag"])
    assert "text/plain; charset=utf-8" == headers["Content-Type"]
    expected = (
        "attachment; filename=\"______ _ 647 __ ________ ______.txt\"; filename*=UTF-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0"
        "%D0%B7%20%E2%84%96%20647%20%C2%AB%D0%BE%20%D0%B4%D0%BE%D1%80%D0%BE%D0%B6%D0%BD%D0%BE%D0%B9%20%D0%BA%D0%B0%D1%80"
        "%D1%82%D0%B5%C2%BB.txt"
    )
    assert expected == headers["Content-Disposition"]


async def test_a_file_of_windows_says_so(archive: Town) -> None:
    content = sample.order().decode().encode("windows-1251", "replace")
    sha256 = (await send_raw(archive, content, "text/plain")).json()["sha256"]

    assert (
        "text/plain; charset=windows-1251" == (await archive.get("auditor", f"/files/{sha256}")).headers["Content-Type"]
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\docs\\order.txt", "order.txt"),
        ("../../etc/order.txt", "order.txt"),
        ('a"; x="\u202eb.txt', "a_; x=_b.txt"),
        ("..", "...txt"),
        ("", "order.txt"),
        ("page.html", "page.html.txt"),
    ],
)
async def test_a_name_cannot_lead_astray(archive: Town, sent: str, kept: str) -> None:
    """Each content is another one: the first name of a file is kept."""
    content = f"{sample.order().decode()}\n{sent!a}".encode()
    sha256 = (await send_raw(archive, content, "text/plain", name=sent)).json()["sha256"]
    disposition = (await archive.get("auditor", f"/files/{sha256}")).headers["Content-Disposition"]

    assert (
        f'attachment; filename="{kept.replace("=", "_").replace(";", "_")}"' == disposition.partition("; filename*")[0]
    )


async def test_a_school_does_not_see_it(archive: Town) -> None:
    assert 404 == (await archive.get("school-1", f"/files/{SHA256}")).status_code


async def test_an_administrator_has_no_right_to_read(archive: Town) -> None:
    assert 403 == (await archive.get("administrator", f"/files/{SHA256}")).status_code


@pytest.mark.parametrize("sha256", ["0" * 64, SHA256.upper(), SHA256[:-1], f"{SHA256} ", "x"])
async def test_what_is_not_kept_is_not_there(archive: Town, sha256: str) -> None:
    assert 404 == (await archive.get("auditor", f"/files/{sha256}")).status_code


async def test_the_file_of_another_district_is_not_there(archive: Town, town: Town) -> None:
    assert 404 == (await town.get("auditor", f"/files/{SHA256}")).status_code

"""A reader walks a list page by page; a cursor fits the list it was given for."""

from base64 import urlsafe_b64encode

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]


def test_the_link_leads_through_all_pages(client: Client) -> None:
    rows: list[int] = []
    url: str | None = "/numbers?on=2020-11-01&limit=30"
    while url:
        answer = client.get(url)
        rows += answer.json()["rows"]
        url = answer.links.get("next", {}).get("url")

    assert list(range(1, 101)) == rows


def test_a_page_has_fifty_rows_unless_asked_otherwise(client: Client) -> None:
    assert 50 == len(client.get("/numbers").json()["rows"])


def test_the_link_keeps_the_other_parameters(client: Client) -> None:
    answer = client.get("/numbers?limit=10&on=2020-11-01")

    assert f"/numbers?limit=10&on=2020-11-01&cursor={answer.json()['next']}" == answer.links["next"]["url"]


def test_the_last_page_has_no_link(client: Client) -> None:
    answer = client.get("/numbers?limit=100")

    assert (None, False) == (answer.json()["next"], "Link" in answer.headers)


def test_the_size_of_a_page_may_change_on_the_way(client: Client) -> None:
    cursor = client.get("/numbers?limit=10").json()["next"]

    assert [11, 12] == client.get(f"/numbers?limit=2&cursor={cursor}").json()["rows"]


def test_a_cursor_of_another_list_is_refused(client: Client) -> None:
    cursor = client.get("/numbers?on=2020-11-01").json()["next"]

    answer = client.get(f"/numbers?on=2020-11-02&cursor={cursor}")

    assert (422, "/problems/invalid-cursor", "cursor") == (
        answer.status_code,
        answer.json()["type"],
        answer.json()["field"],
    )


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "AAAA",
        "я",
        "====",
        "%20",
        "A" * 5000,
        urlsafe_b64encode(b"12345678" + b'{"position":1,"after":1}').decode(),
        urlsafe_b64encode(b"12345678" + b'{"position":1,"after":"\\u0000"}').decode(),
        urlsafe_b64encode(b"12345678" + b"[" * 2000).decode(),
    ],
)
def test_a_damaged_cursor_is_refused(client: Client, cursor: str) -> None:
    answer = client.get(f"/numbers?cursor={cursor}")

    assert (422, "cursor", "page") == (answer.status_code, answer.json()["field"], answer.json()["rule"])

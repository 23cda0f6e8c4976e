"""A write names its key and, when it likes, the version it has seen."""

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.service.http.example import KEY

Client = TestClient[Litestar]


def report(client: Client, *, item: str = "4", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/assignments/{item}/completion", json={"completed_on": "2020-12-25"}, headers=named)


def test_a_command_has_the_key_of_its_request(client: Client) -> None:
    assert KEY == report(client, Idempotency_Key=KEY).json()["command"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "1",
        KEY.upper(),
        KEY.replace("-", ""),
        f"{{{KEY}}}",
        f"urn:uuid:{KEY}",
        f'"{KEY}"',
        f"{KEY}, {KEY}",
        f"{KEY}0",
        "0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a7g",
    ],
)
def test_a_key_is_a_uuid_in_lower_case(client: Client, key: str) -> None:
    answer = report(client, Idempotency_Key=key)

    problem = answer.json()
    assert (400, "Idempotency-Key", "idempotency_key") == (answer.status_code, problem["field"], problem["rule"])


def test_a_write_without_key_is_refused(client: Client) -> None:
    answer = report(client)

    problem = answer.json()
    assert (400, "Idempotency-Key", "required") == (answer.status_code, problem["field"], problem["rule"])


def test_a_repeated_answer_says_so(client: Client) -> None:
    first, again = report(client, Idempotency_Key=KEY), report(client, item="p2", Idempotency_Key=KEY)

    assert (None, "true") == (
        first.headers.get("Idempotent-Replayed"),
        again.headers.get("Idempotent-Replayed"),
    )


@pytest.mark.parametrize("seen", ['"3"', "*", '"2", "3"', 'W/"3", "3"'])
def test_the_version_that_was_seen_still_stands(client: Client, seen: str) -> None:
    answer = report(client, Idempotency_Key=KEY, If_Match=seen)

    assert (201, '"3"') == (answer.status_code, answer.headers["ETag"])


@pytest.mark.parametrize("seen", ['"2"', 'W/"3"', '"2","4"', '""', '"03"'])
def test_a_stale_view_does_not_write(client: Client, seen: str) -> None:
    answer = report(client, Idempotency_Key=KEY, If_Match=seen)

    assert (412, "/problems/stale", 3) == (answer.status_code, answer.json()["type"], answer.json()["version"])


@pytest.mark.parametrize("seen", ["3", '"3', "'3'", '"3" "4"', ",", ""])
def test_an_if_match_that_is_no_etag_is_refused(client: Client, seen: str) -> None:
    answer = report(client, Idempotency_Key=KEY, If_Match=seen)

    assert (400, "If-Match", "header") == (answer.status_code, answer.json()["field"], answer.json()["rule"])

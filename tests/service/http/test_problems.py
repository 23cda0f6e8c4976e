"""Whatever goes wrong answers as a problem in the caller's language and tells nothing of the inside."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from tests.service.http.example import KEY

Client = TestClient[Litestar]

NAMED = {"Idempotency-Key": KEY}


def test_a_refusal_names_its_rule_its_field_and_its_numbers(client: Client) -> None:
    answer = client.get("/failures/refused", headers={"Accept-Language": "en"})

    assert (422, "application/problem+json") == (answer.status_code, answer.headers["Content-Type"])
    assert {
        "type": "/problems/below-target",
        "title": "The request breaks a rule.",
        "status": 422,
        "detail": "90 of 601 by 2020-12-31.",
        "field": "figures.engaged",
        "engaged": 90,
        "enrolled": 601,
        "due_on": "2020-12-31",
    } == answer.json()


@pytest.mark.parametrize(("header", "language"), [({}, "ru"), ({"Accept-Language": "en-GB,ru;q=0.5"}, "en")])
def test_a_problem_says_its_language(client: Client, header: dict[str, str], language: str) -> None:
    answer = client.get("/nowhere", headers=header)

    assert (language, "Accept-Language") == (answer.headers["Content-Language"], answer.headers["Vary"])


def test_an_unknown_address_is_not_found(client: Client) -> None:
    answer = client.get("/nowhere")

    assert (404, "/problems/not-found", "По этому адресу ничего нет.") == (
        answer.status_code,
        answer.json()["type"],
        answer.json()["detail"],
    )


def test_a_wrong_method_is_told_the_right_ones(client: Client) -> None:
    answer = client.delete("/numbers")

    assert (405, "/problems/method-not-allowed") == (answer.status_code, answer.json()["type"])
    assert "GET, OPTIONS" == answer.headers["Allow"]


def test_a_stranger_is_asked_for_a_key(client: Client) -> None:
    answer = client.get("/failures/unknown")

    assert (401, "Bearer", "/problems/unauthorised") == (
        answer.status_code,
        answer.headers["WWW-Authenticate"],
        answer.json()["type"],
    )


def test_a_busy_service_says_when_to_come_again(client: Client) -> None:
    answer = client.get("/failures/busy")

    assert (503, "1", "/problems/unavailable") == (
        answer.status_code,
        answer.headers["Retry-After"],
        answer.json()["type"],
    )


def test_a_failure_answers_with_the_number_that_is_logged(client: Client) -> None:
    with capture_logs() as logs:
        answer = client.get("/failures/bug")

    assert 500 == answer.status_code
    assert [("request.failed", answer.json()["instance"])] == [
        (entry["event"], f"urn:uuid:{entry['id']}") for entry in logs
    ]


def test_a_failure_tells_nothing_of_the_inside(client: Client) -> None:
    answer = client.get("/failures/bug")

    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("limit=0", [("limit", "minimum")]),
        ("limit=1001", [("limit", "maximum")]),
        ("limit=ten", [("limit", "integer")]),
        ("on=1.11.2020", [("on", "date")]),
        ("on=&limit=1.5", [("on", "date"), ("limit", "integer")]),
        ("on=2020-11-01%00", [("on", "control_character")]),
        ("dryrun=true", [("dryrun", "unknown")]),
        ("%ff%00=1", [("\ufffd\ufffd", "unknown")]),
    ],
)
def test_a_wrong_parameter_is_named(client: Client, query: str, faults: list[tuple[str, str]]) -> None:
    answer = client.get(f"/numbers?{query}")

    assert (400, "/problems/invalid-parameter") == (answer.status_code, answer.json()["type"])
    assert faults == [(error["field"], error["rule"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(("item", "field", "rule"), [("q", "item", "pattern"), ("4%00", "path", "control_character")])
def test_a_wrong_part_of_the_path_is_named(client: Client, item: str, field: str, rule: str) -> None:
    answer = client.post(f"/assignments/{item}/completion", json={"completed_on": "2020-12-25"}, headers=NAMED)

    problem = answer.json()
    assert (400, field, rule) == (answer.status_code, problem["field"], problem["rule"])


def test_the_schema_knows_bodies_headers_and_problems(client: Client) -> None:
    operation = client.get("/schema/openapi.json").json()["paths"]["/assignments/{item}/completion"]["post"]

    assert {"$ref": "#/components/schemas/Completion"} == operation["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert [("item", True), ("Idempotency-Key", True), ("If-Match", False)] == [
        (parameter["name"], parameter["required"]) for parameter in operation["parameters"]
    ]
    problems = {status: list(answer["content"]) for status, answer in operation["responses"].items() if status != "201"}
    assert {status: ["application/problem+json"] for status in ("400", "412", "413", "415", "422")} == problems

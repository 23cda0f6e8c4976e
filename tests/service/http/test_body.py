"""No hostile body reaches a handler: each answers as a problem that names the field and the rule."""

import json
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, post
from litestar.exceptions import ImproperlyConfiguredException
from litestar.params import JSONBody
from litestar.testing import TestClient
from msgspec import json as msgspec_json

from service.http.body import MAX_DEPTH, decode
from service.http.faults import Invalid, Malformed, Rejected
from service.http.front import Front
from service.http.request import MAX_BODY
from tests.service.http.example import APPLICATION, KEY, Completion
from tests.service.http.hostile import HIDDEN_MARKS, INVALID, MALFORMED, MARKS, body

URL = "/assignments/4/completion"
JSON = {"Content-Type": "application/json", "Idempotency-Key": KEY}

Client = TestClient[Litestar]


@pytest.mark.parametrize(("raw", "field", "rule"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_json_is_a_bad_request(client: Client, raw: bytes, field: str, rule: str) -> None:
    answer = client.post(URL, content=raw, headers=JSON)

    assert (400, "application/problem+json") == (answer.status_code, answer.headers["Content-Type"])
    problem = answer.json()
    assert ("/problems/malformed-body", field, rule) == (problem["type"], problem["field"], problem["rule"])


@pytest.mark.parametrize(("raw", "field", "rule"), INVALID.values(), ids=INVALID)
def test_a_field_that_breaks_a_rule_is_named(client: Client, raw: bytes, field: str, rule: str) -> None:
    answer = client.post(URL, content=raw, headers=JSON)

    assert (422, "application/problem+json") == (answer.status_code, answer.headers["Content-Type"])
    problem = answer.json()
    assert ("/problems/invalid-body", field, rule) == (problem["type"], problem["field"], problem["rule"])


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/msgpack",
        "application/json; charset=windows-1251",
        "application/json; x=y; charset=utf-16",
        ";",
    ],
)
def test_only_json_in_utf_8_is_read(client: Client, content_type: str | None) -> None:
    headers = {"Idempotency-Key": KEY} | ({} if content_type is None else {"Content-Type": content_type})

    answer = client.post(URL, content=body('"final":true'), headers=headers)

    problem = answer.json()
    assert (415, "Content-Type", "content_type") == (answer.status_code, problem["field"], problem["rule"])


def test_a_compressed_body_is_not_read(client: Client) -> None:
    answer = client.post(URL, content=body('"final":true'), headers={**JSON, "Content-Encoding": "gzip"})

    assert (415, "Content-Encoding") == (answer.status_code, answer.json()["field"])


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON", 'application/json;charset="UTF-8"'])
def test_json_in_utf_8_is_read(client: Client, content_type: str) -> None:
    answer = client.post(URL, content=body('"final":true'), headers={**JSON, "Content-Type": content_type})

    assert 201 == answer.status_code


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_the_limit_is_refused(client: Client, announced: bool) -> None:  # noqa: FBT001 - a case of the test
    raw = body(f'"note":"{"x" * MAX_BODY}"')

    answer = client.post(URL, content=raw if announced else iter([raw[:1000], raw[1000:]]), headers=JSON)

    problem = answer.json()
    assert (413, "$", "size") == (answer.status_code, problem["field"], problem["rule"])


async def test_a_client_that_goes_away_is_no_failure() -> None:
    received = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])
    sent: list[Any] = []  # Any: messages of ASGI

    async def receive() -> Any:  # noqa: ANN401 - a message of ASGI
        return next(received)

    async def send(message: Any) -> None:  # noqa: ANN401 - a message of ASGI
        sent.append(message)

    headers = [(name.lower().encode(), value.encode()) for name, value in JSON.items()]
    scope: Any = {
        "type": "http",
        "method": "POST",
        "path": URL,
        "query_string": b"",
        "headers": headers,
    }  # Any: of ASGI
    await APPLICATION(scope, receive, send)

    assert (400, "incomplete") == (sent[0]["status"], json.loads(sent[1]["body"])["rule"])


def test_all_faults_are_named_at_once(client: Client) -> None:
    raw = b'{"note":"\\u0007","figures":{"enrolled":1.5},"evidence":[{"title":1,"url":"u"},{}],"x":1}'

    errors = client.post(URL, content=raw, headers=JSON).json()["errors"]

    assert [
        ("note", "control_character"),
        ("completed_on", "required"),
        ("figures.enrolled", "integer"),
        ("figures.engaged", "required"),
        ("evidence[0].title", "string"),
        ("evidence[1].title", "required"),
        ("evidence[1].url", "required"),
        ("x", "unknown"),
    ] == [(error["field"], error["rule"]) for error in errors]


def test_an_answer_names_twenty_faults_at_most(client: Client) -> None:
    raw = body(",".join(f'"x{number}":1' for number in range(1000)))

    assert 20 == len(client.post(URL, content=raw, headers=JSON).json()["errors"])


def test_a_good_body_reaches_the_handler_in_nfc(client: Client) -> None:
    raw = body('"note":"\\u0438\\u0306\\ud83d\\ude00\\tи\u0306","figures":{"enrolled":9007199254740991,"engaged":0}')

    completion = client.post(URL, content=raw, headers=JSON).json()["completion"]

    assert ("й😀\tй", 9007199254740991) == (completion["note"], completion["figures"]["enrolled"])


def test_the_deepest_nesting_allowed_is_read() -> None:
    raw = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH

    assert json.loads(raw) == decode(raw, list)


def test_brackets_in_texts_are_no_nesting() -> None:
    assert ["[{" * 20] == decode(json.dumps(["[{" * 20]).encode(), list)


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * MAX_BODY,
        b'"' + b'\\"' * (MAX_BODY // 2),
        body(f'"note":"a{MARKS * 60_000}"'),
        body(f'"note":"{HIDDEN_MARKS * 80_000}"'),
        b"{" + b",".join(b'"%d":1' % (number % 9000) for number in range(25_000)) + b"}",
        body(f'"evidence":[{",".join(["{}"] * 80_000)}]'),
        b"9" * MAX_BODY,
    ],
    ids=["brackets", "quotes", "marks", "hidden marks", "repeated names", "empty objects", "digits"],
)
def test_no_body_costs_more_than_two_seconds(raw: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Rejected):
        decode(raw, Completion)

    assert 2 > time.process_time() - started


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_raise_anything_but_a_rejection(raw: bytes) -> None:
    try:
        decode(raw, Completion)
    except Rejected as rejected:
        answer = msgspec_json.encode([(fault.field, fault.rule, fault.say("ru")) for fault in rejected.faults])
        assert answer.decode()


@given(VALUES)
def test_what_passes_is_what_was_written_in_nfc(value: object) -> None:
    raw = json.dumps(value).encode()
    try:
        decoded: object = decode(raw, Any)
    except (Malformed, Invalid):
        return
    assert json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False))) == decoded


class Careless(Request[Any, Any, Any]):  # Any: nothing is known of who asks
    """A request class that would read bodies as Litestar does."""


@post("/careless", request_class=Careless)
async def careless(data: JSONBody[Completion]) -> None:
    _ = data


def test_no_handler_can_read_its_body_past_the_front() -> None:
    with pytest.raises(ImproperlyConfiguredException, match="past the front"):
        Litestar([careless], plugins=[Front()], logging_config=None)

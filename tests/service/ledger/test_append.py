"""What ``log.append`` answers: once recorded, a key answers for ever as it answered first."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest

from domain.entry import Text
from service.ledger.batch import Outcome
from service.ledger.event_store import EventStore
from tests.service.ledger.examples import FINGERPRINT, OTHER, event, raw, request

COMMANDS = "select count(*) from log.commands where district = $1"


def place(answer: Outcome) -> tuple[object, ...]:
    return answer.first_position, answer.last_position, answer.recorded_at


async def test_a_retried_key_gets_its_first_answer_although_the_version_moved_on(
    store: EventStore, district: str
) -> None:
    first = request(district, event("a", 1))
    answer = await store.append(first)
    await store.append(request(district, event("a", 2)))
    again = await store.append(first)
    assert ("appended", "replayed", place(answer)) == (answer.status, again.status, place(again))


async def test_another_request_under_a_used_key_is_told_so(store: EventStore, district: str) -> None:
    key = uuid4()
    await store.append(request(district, event("a", 1), key=key))
    other = await store.append(request(district, event("a", 2), key=key, fingerprints=(OTHER,)))
    assert "key-reused" == other.status


async def test_a_key_belongs_to_its_actor(store: EventStore, district: str) -> None:
    key = uuid4()
    await store.append(request(district, event("a", 1), key=key))
    other = await store.append(request(district, event("a", 2), key=key, actor="organisation:school-7"))
    assert "appended" == other.status


async def test_a_retry_after_the_secret_changed_is_still_known(store: EventStore, district: str) -> None:
    key = uuid4()
    await store.append(request(district, event("a", 1), key=key))
    assert "replayed" == (await store.ask(request(district, key=key, fingerprints=(OTHER, FINGERPRINT)))).status


async def test_who_only_asks_for_a_key_records_nothing(
    store: EventStore, district: str, root: asyncpg.Connection
) -> None:
    answer = await store.ask(request(district, event("a", 1)))
    assert ("absent", 0) == (answer.status, await root.fetchval(COMMANDS, district))


async def test_who_asks_for_a_recorded_key_gets_its_place(store: EventStore, district: str) -> None:
    asked = request(district, event("a", 1), event("b", 1))
    assert place(await store.append(asked)) == place(await store.ask(asked))


async def test_a_command_without_an_event_is_never_answered(store: EventStore, district: str) -> None:
    with pytest.raises(ValueError, match="without an event"):
        await store.append(request(district))


async def test_the_same_key_twice_at_once_is_recorded_once(store: EventStore, district: str) -> None:
    twice = request(district, event("a", 1))
    answers = await asyncio.gather(store.append(twice), store.append(twice), store.ask(twice))
    assert [("appended", 1), ("replayed", 1), ("replayed", 1)] == [(a.status, a.last_position) for a in answers]


async def test_a_stale_version_of_a_stream_only_read_is_a_conflict(store: EventStore, district: str) -> None:
    await store.append(request(district, event("item", 1)))
    answer = await store.append(request(district, event("a", 1), reads={"item": 0}))
    assert ("conflict", "item", 1) == (answer.status, answer.stream, answer.version)
    assert "appended" == (await store.append(request(district, event("a", 1), reads={"item": 1}))).status


async def test_versions_with_a_hole_are_a_conflict(store: EventStore, district: str) -> None:
    assert "conflict" == (await store.append(request(district, event("a", 1), event("a", 3)))).status


async def test_a_conflict_leaves_no_key_behind(store: EventStore, district: str, root: asyncpg.Connection) -> None:
    await store.append(request(district, event("a", 2)))
    assert 0 == await root.fetchval(COMMANDS, district)


async def test_a_read_of_what_an_earlier_request_of_the_batch_writes_is_a_conflict(
    root: asyncpg.Connection, district: str
) -> None:
    def asks(stream: str, reads: dict[str, int]) -> tuple[object, ...]:
        return raw(stream, f'{{"district":"{district}","stream":"{stream}","version":1}}'.encode(), reads=reads)

    batch = [asks("a", {}), asks("b", {"a": 0}), asks("c", {"d": 0})]
    rows = await root.fetch("select status, last_position from log.append($1, $2)", district, batch)
    assert [("appended", 1), ("conflict", None), ("appended", 2)] == [tuple(row) for row in rows]


async def test_a_bad_request_fails_alone_and_its_neighbours_are_recorded(store: EventStore, district: str) -> None:
    requests = [request(district, event(f"s{n}", 1)) for n in range(20)]
    requests[10] = request(district, event("long", 1, "я" * 40_000))
    requests[11] = request(district, event("t", 1, 1, Text(part="note", salt=b"short", text="?")))
    answers = await asyncio.gather(*[store.append(r) for r in requests], return_exceptions=True)
    failed = {n: type(answer) for n, answer in enumerate(answers) if not isinstance(answer, Outcome)}
    assert {10: asyncpg.CheckViolationError, 11: asyncpg.CheckViolationError} == failed


async def test_an_unknown_district_is_an_error_and_gets_no_log(store: EventStore) -> None:
    with pytest.raises(asyncpg.PostgresError, match="no log of district"):
        await store.append(request("typo", event("a", 1)))


async def test_opening_a_log_again_changes_nothing(store: EventStore, root: asyncpg.Connection, district: str) -> None:
    await store.append(request(district, event("a", 1)))
    await root.execute("select log.open($1)", district)
    assert 1 == await root.fetchval("select size from log.heads where district = $1", district)


async def test_the_clock_may_go_back_but_the_log_does_not(
    store: EventStore, root: asyncpg.Connection, district: str
) -> None:
    await root.execute("update log.heads set size = 1, recorded_at = '2099-01-01' where district = $1", district)
    answer = await store.append(request(district, event("a", 1)))
    assert datetime(2099, 1, 1, 0, 0, 0, 1, tzinfo=UTC) == answer.recorded_at

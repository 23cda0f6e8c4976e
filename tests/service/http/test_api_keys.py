"""API keys: issued, listed, rotated and revoked; one that does not open answers always the same."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs

from service import clock
from service.http.house import House
from service.identity.key_terms import Terms
from service.identity.key_text import make
from service.identity.keyring import Keyring
from service.identity.keys import issue, revoke
from service.postgres.database import Database
from service.postgres.pool import open_pool
from tests.service.town import Town

SCHOOL: Final = "organisation:school-1"
QUICKLY: Final = timedelta(milliseconds=20)


def bearer(key: str, **headers: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} | {name.replace("_", "-"): value for name, value in headers.items()}


async def opens(town: Town, key: str, **headers: str) -> httpx.Response:
    return await town.http.get("/api/v1/keys", headers=bearer(key, **headers))


async def listed(town: Town, who: str) -> list[dict[str, Any]]:  # Any: an answer as it came
    rows: list[dict[str, Any]] = (await town.get(who, "/keys")).json()["rows"]
    return rows


async def rotated(town: Town, who: str, key: str) -> httpx.Response:
    return await town.http.post(f"/api/v1/keys/{key}/rotation", headers=bearer(town.keys[who]))


async def revoked(town: Town, who: str, key: str) -> int:
    answer = await town.http.delete(f"/api/v1/keys/{key}", headers=bearer(town.keys[who]))
    return answer.status_code


async def wished(town: Town, /, who: str = "administrator", **wish: object) -> httpx.Response:
    return await town.post(who, "/keys", {"actor": SCHOOL, "label": "Школьная система", **wish})


async def issued(town: Town, **wish: object) -> dict[str, Any]:  # Any: an answer as it came
    answer = await wished(town, "administrator", **wish)
    assert 201 == answer.status_code, answer.text
    new: dict[str, Any] = answer.json()
    return new


def id_of(key: str) -> str:
    return key.split("_")[1]


@pytest.fixture
async def pool(database: Database) -> AsyncIterator[asyncpg.Pool]:
    async with open_pool(database.app) as opened:
        yield opened


async def test_a_school_lists_its_own_keys(quiet: Town) -> None:
    (row,) = await listed(quiet, "school-1")

    assert (id_of(quiet.keys["school-1"]), SCHOOL, "test") == (row["id"], row["actor"], row["label"])


async def test_a_list_holds_nothing_that_opens(quiet: Town) -> None:
    answer = await quiet.get("administrator", "/keys")

    assert [] == [key for key in quiet.keys.values() if key.split("_")[2] in answer.text]


async def test_an_administrator_lists_the_keys_of_the_district_alone(quiet: Town, town: Town) -> None:
    assert {id_of(key) for key in quiet.keys.values()} == {row["id"] for row in await listed(quiet, "administrator")}


async def test_after_a_rotation_both_keys_open(town: Town) -> None:
    new = (await rotated(town, "school-1", id_of(town.keys["school-1"]))).json()

    assert (200, 200) == (
        (await opens(town, new["key"])).status_code,
        (await opens(town, town.keys["school-1"])).status_code,
    )


async def test_a_rotation_keeps_the_terms(town: Town) -> None:
    last_day = clock.today("Europe/Moscow") + timedelta(days=89)
    old = await issued(town, last_day=last_day.isoformat(), addresses=["127.0.0.0/8"])
    await revoked(town, "school-1", id_of(town.keys["school-1"]))
    new = (await rotated(town, "administrator", old["id"])).json()

    assert (old["actor"], old["label"], old["addresses"]) == (new["actor"], new["label"], new["addresses"])
    assert timedelta(days=88) < clock.now().fromisoformat(new["expires_at"]) - clock.now() < timedelta(days=91)


async def test_a_third_key_is_refused_and_the_two_are_named(town: Town) -> None:
    first = id_of(town.keys["school-1"])
    second = (await rotated(town, "school-1", first)).json()["id"]
    answer = await rotated(town, "school-1", first)

    assert (409, "/problems/too-many-keys") == (answer.status_code, answer.json()["type"])
    assert f"У {SCHOOL} уже есть два ключа: {first}, {second}." in answer.json()["detail"]


async def test_of_rotations_at_the_same_time_one_succeeds(town: Town) -> None:
    first = id_of(town.keys["school-1"])
    answers = await asyncio.gather(*(rotated(town, "school-1", first) for _ in range(6)))

    assert [201, *[409] * 5] == sorted(answer.status_code for answer in answers)


async def test_a_revoked_key_makes_room_for_another(town: Town) -> None:
    first = id_of(town.keys["school-1"])
    second = (await rotated(town, "school-1", first)).json()

    assert 204 == await revoked(town, "school-1", second["id"])
    assert 201 == (await rotated(town, "school-1", first)).status_code


@pytest.mark.parametrize("who", ["school-2", "supervisor", "executor", "auditor"])
async def test_a_key_of_somebody_else_is_not_there(quiet: Town, who: str) -> None:
    foreign = id_of(quiet.keys["school-1"])

    assert 404 == (await rotated(quiet, who, foreign)).status_code
    assert 404 == await revoked(quiet, who, foreign)


async def test_a_key_of_another_district_is_not_there_for_an_administrator(quiet: Town, town: Town) -> None:
    foreign = id_of(town.keys["school-1"])

    assert 404 == (await rotated(quiet, "administrator", foreign)).status_code
    assert 404 == await revoked(quiet, "administrator", foreign)


async def test_a_key_that_was_revoked_is_not_there_any_more(town: Town) -> None:
    key = id_of(town.keys["school-1"])
    await revoked(town, "administrator", key)

    assert 404 == await revoked(town, "administrator", key)


async def test_an_administrator_issues_a_key_that_opens_as_its_owner(town: Town) -> None:
    new = await issued(town)
    (own,) = [row for row in (await opens(town, new["key"])).json()["rows"] if row["id"] == new["id"]]

    assert (SCHOOL, "person:admin") == (own["actor"], own["issued_by"])


@pytest.mark.parametrize("who", ["supervisor", "executor", "auditor", "school-1"])
async def test_who_grants_no_rights_issues_no_keys(quiet: Town, who: str) -> None:
    assert 403 == (await wished(quiet, who)).status_code


@pytest.mark.parametrize("actor", ["organisation:school-99", "person:nobody"])
async def test_who_has_no_role_gets_no_key(quiet: Town, actor: str) -> None:
    assert 404 == (await wished(quiet, actor=actor)).status_code


async def test_the_operator_of_the_machine_gets_no_key(quiet: Town) -> None:
    assert 422 == (await wished(quiet, actor="system:operator")).status_code


@pytest.mark.parametrize("days", [-1, 365])
async def test_a_key_opens_for_a_year_at_most(quiet: Town, days: int) -> None:
    last_day = clock.today("Europe/Moscow") + timedelta(days=days)
    answer = await wished(quiet, last_day=last_day.isoformat())

    assert (422, "last_day") == (answer.status_code, answer.json()["field"])


@pytest.mark.parametrize("address", ["10.0.0.1/8", "school.example", "", "fe80::1%eth0", "10.0.0.0/33"])
async def test_an_address_that_is_none_is_refused(quiet: Town, address: str) -> None:
    answer = await wished(quiet, addresses=[address])

    assert (422, "addresses") == (answer.status_code, answer.json()["field"])


@pytest.mark.parametrize(
    ("addresses", "status"), [(["127.0.0.0/8"], 200), (["10.0.0.0/8", "127.0.0.1"], 200), (["10.0.0.0/8"], 401)]
)
async def test_a_key_opens_from_its_addresses_alone(town: Town, addresses: list[str], status: int) -> None:
    new = await issued(town, addresses=addresses)

    assert status == (await opens(town, new["key"])).status_code


async def test_where_a_request_says_it_comes_from_opens_nothing(town: Town) -> None:
    new = await issued(town, addresses=["10.0.0.0/8"])
    answer = await opens(town, new["key"], X_Forwarded_For="10.1.2.3", Forwarded="for=10.1.2.3", X_Real_IP="10.1.2.3")

    assert 401 == answer.status_code


async def test_a_key_near_its_end_says_so_on_every_answer(town: Town) -> None:
    last_day = clock.today("Europe/Moscow") + timedelta(days=20)
    new = await issued(town, last_day=last_day.isoformat())
    found, missing = (
        await opens(town, new["key"]),
        await town.http.get("/api/v1/assignments/a/b/c", headers=bearer(new["key"])),
    )

    assert (200, 404) == (found.status_code, missing.status_code)
    assert {f"{last_day}T21:00:00Z"} == {answer.headers["roadmap-key-expires"] for answer in (found, missing)}


async def test_a_key_far_from_its_end_says_nothing_of_it(quiet: Town) -> None:
    assert "roadmap-key-expires" not in (await opens(quiet, quiet.keys["school-1"])).headers


async def test_a_revoked_key_opens_nowhere_after_a_second(town: Town, pool: asyncpg.Pool) -> None:
    key, workers = town.keys["school-1"], [Keyring(pool), Keyring(pool)]
    before = [await worker.authenticate(key, None) for worker in workers]
    async with pool.acquire() as connection:
        await revoke(connection, town.district, None, id_of(key), by="person:admin")
    await asyncio.sleep(1)

    assert all(before)
    assert [None, None] == [await worker.authenticate(key, None) for worker in workers]
    assert 401 == (await opens(town, key)).status_code


async def test_the_last_use_is_written_once_a_minute(town: Town, pool: asyncpg.Pool) -> None:
    uses = [await used(town, pool) for _ in range(2)]

    assert uses[0] is not None
    assert uses[0] == uses[1]


async def used(town: Town, pool: asyncpg.Pool) -> object:
    """Use a key at a worker that knows nothing of others; return what is written of it then."""
    key = town.keys["school-1"]
    assert await Keyring(pool).authenticate(key, None)
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "note the use of a key"))
    return await pool.fetchval("select last_used_at from identity.keys where id = $1", id_of(key))


async def test_what_does_not_open_answers_always_the_same(town: Town, opened: House) -> None:
    known = town.keys["school-1"]
    barred = (await issued(town, addresses=["10.0.0.0/8"]))["key"]
    async with opened.ledger.inside(town.district) as connection:
        terms = Terms(expires_at=clock.now() + QUICKLY)
        expired = (await issue(connection, town.district, "organisation:school-2", "test", terms)).key
    await revoked(town, "administrator", id_of(town.keys["school-3"]))
    await asyncio.sleep(1)
    head, secret = known.rsplit("_", 2)[0], make().text.split("_")[2]
    wrong = [make().text, f"{head}_{secret}_00000000", known[:-1], known.upper(), "ключ", "a b"]
    given = [bearer(key) for key in (*wrong, barred, expired, town.keys["school-3"])]
    given += [
        {},
        {"Authorization": f"Basic {known}"},
        {"Authorization": known},
        {"Authorization": "Bearer"},
        {"X-Api-Key": known},
    ]

    answers = [await town.http.get("/api/v1/keys", headers=raw(headers)) for headers in given]
    seen = {(a.status_code, a.headers["www-authenticate"], a.headers["content-type"], a.content) for a in answers}

    assert [(401, "Bearer", "application/problem+json")] == [answer[:3] for answer in seen]


def raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


async def test_a_secret_is_told_once_and_stands_nowhere_else(
    town: Town, pool: asyncpg.Pool, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as logs, caplog.at_level("DEBUG", "uvicorn"):
        made = [await issued(town), (await rotated(town, "school-2", id_of(town.keys["school-2"]))).json()]
        told = [(await town.get("administrator", "/keys")).text]
        for key in [new["key"] for new in made]:
            told += [(await opens(town, key)).text, (await opens(town, key[:-1])).text]
            told.append((await town.http.get(f"/api/v1/{key}", headers=bearer(key))).text)
            told.append((await town.post("school-1", "/keys", {"key": key})).text)
        await revoked(town, "school-2", made[1]["id"])
    rows = await pool.fetch("select k::text as row from identity.keys as k where district = $1", town.district)
    served = [record.getMessage() for record in caplog.records if record.name.startswith("uvicorn")]
    written = [*told, *map(str, logs), *served, *(row["row"] for row in rows)]
    secrets = {new["key"].split("_")[2] for new in made}

    assert {"key.issued", "key.revoked"} <= {log["event"] for log in logs}
    assert [] == [text for text in written if any(secret in text for secret in secrets)]

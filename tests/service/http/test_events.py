"""Whoever may read the whole district reads its log as it is stored, from any position on."""

import json
from typing import Any

import httpx
import pytest

from service.http.house import House
from service.ledger.reading import read
from tests.service.town import Town


async def lines(town: Town, **asked: int) -> httpx.Response:
    headers = {"Authorization": f"Bearer {town.keys['auditor']}", "Accept": "application/x-ndjson"}
    return await town.http.get("/api/v1/events", params=asked, headers=headers)


async def stored(opened: House, town: Town) -> list[bytes]:
    async with opened.ledger.inside(town.district) as connection:
        return [entry for _, entry in await read(connection, town.district, after=0)]


async def test_the_stored_lines_come_byte_for_byte(opened: House, town: Town) -> None:
    answer = await lines(town, limit=1000)

    assert "application/x-ndjson" == answer.headers["content-type"]
    assert b"".join(entry + b"\n" for entry in await stored(opened, town)) == answer.content


async def test_a_reader_who_goes_on_from_the_last_position_misses_nothing(opened: House, town: Town) -> None:
    seen: list[bytes] = []
    while page := (await lines(town, after=len(seen), limit=7)).content.splitlines():
        seen += page
        assert len(seen) == json.loads(page[-1])["_pos"]

    assert seen == await stored(opened, town)


async def test_the_same_entries_come_as_json(opened: House, town: Town) -> None:
    entries: list[Any] = [json.loads(entry) for entry in await stored(opened, town)]

    first = (await town.get("executor", "/events", limit=5)).json()
    rest = (await town.get("executor", "/events", after=first["next"], limit=1000)).json()

    assert (len(entries), 5, None) == (first["position"], first["next"], rest["next"])
    assert entries == first["events"] + rest["events"]


@pytest.mark.parametrize("who", ["school-1", "administrator"])
async def test_nobody_else_reads_the_log(town: Town, who: str) -> None:
    answer = await town.get(who, "/events")

    assert (403, "/problems/forbidden") == (answer.status_code, answer.json()["type"])


@pytest.mark.parametrize(("name", "value"), [("after", -1), ("after", 10**30), ("limit", 0), ("limit", 1001)])
async def test_what_is_no_position_or_limit_is_refused(town: Town, name: str, value: int) -> None:
    answer = await town.get("auditor", "/events", **{name: value})

    assert (400, name) == (answer.status_code, answer.json()["field"])

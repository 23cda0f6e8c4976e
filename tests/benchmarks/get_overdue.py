"""Case: the overdue list by the API, each time by other knowledge, and again and again while nothing changes."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from msgspec import json

from tests.benchmarks import bulk, histories
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.benchmarks.http_load import Check, get, load
from tests.benchmarks.services import bare, serving
from tests.scenario import Happened

_CONNECTIONS: Final = 16
_SCHOOLS, _ITEMS = 50, 20
_PAGE: Final = 50
_MOMENTS: Final = 50_000
"""Positions at which the same was overdue: nothing that was answered at one is an answer at another."""
_WARM_UP: Final = 0.3  # seconds
_PATH: Final = "/api/v1/overdue"


async def measure(bench: Bench) -> Sequence[Round]:
    seconds, count = bench.sizes.seconds, _SCHOOLS * _ITEMS
    moments = min(_MOMENTS, bench.sizes.many // 20)
    facts = [*histories.town(_SCHOOLS, _ITEMS), *histories.births(count, _SCHOOLS), *histories.lives(count, _SCHOOLS)]
    history = [*facts, *itertools.islice(_words(), moments)]
    async with serving(bench.folder / "get", history, schools=0) as service:
        again = get(f"{_PATH}?on={histories.TODAY}", service.supervisor)
        answers = [itertools.repeat(again)] * _CONNECTIONS
        past = _each(len(facts), moments, service.supervisor)
        kept: list[bytes] = []
        await load(service.url, [iter([again])], lambda _, body: kept.append(body))
        async with bare(bench.folder, kept[0]) as page:
            bares = [itertools.repeat(get("/page"))] * _CONNECTIONS

            async def rate(name: str, url: str, requests: Sequence[Iterator[bytes]], check: Check) -> Round:
                await load(url, requests, check, seconds=_WARM_UP)
                answered, took = await load(url, requests, check, seconds=seconds)
                return {name: answered / took}

            return await in_turns(
                bench.sizes.rounds,
                lambda: rate("other each time", service.url, [past] * _CONNECTIONS, _page),
                lambda: rate("unchanged", service.url, answers, _page),
                lambda: rate("bare page", page, bares, _page),
            )


def _words() -> Iterator[Happened]:
    while True:
        yield from histories.progress(_SCHOOLS * _ITEMS, _SCHOOLS)


def _each(first: int, moments: int, key: str) -> Iterator[bytes]:
    for number in itertools.cycle(range(moments)):
        known_at = bulk.moment(first + number + 1) + timedelta(microseconds=1)
        yield get(f"{_PATH}?on={histories.TODAY}&known_at={quote(known_at.isoformat())}", key)


def _page(status: int, body: bytes) -> None:
    if status != 200 or body.count(b'"days_overdue":') != _PAGE:
        raise Wrong(f"a list was answered {status}: {json.format(body)[:1000].decode()}")


CASE = Case(
    name="get_overdue",
    title="GET overdue page of 50, authenticated, 16 connections",
    targets=[
        Target(of="other each time", to="bare page", at_least=0.5),
        Target(of="unchanged", to="bare page", at_least=0.8),
    ],
    measure=measure,
)

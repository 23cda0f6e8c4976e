"""Case: the office registers five hundred reports in one call, beside as many calls one after another."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import uuid4

from msgspec import json

from tests.benchmarks import histories
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.benchmarks.http_load import load, post
from tests.benchmarks.services import Service, serving

_ENTRIES: Final = 500
_SCHOOLS: Final = 50
_REPORT: Final[dict[str, Any]] = {  # Any: a body
    "completed_on": "2026-11-20",
    "note": "Охвачены все классы, приказ прилагается.",
    "figures": {"engaged": 93, "enrolled": 601},
    "paper": {"incoming_on": "2026-11-23", "number": "01-17/412"},
}


async def measure(bench: Bench) -> Sequence[Round]:
    count = 2 * _ENTRIES * (bench.sizes.rounds + 1)
    history = itertools.chain(histories.town(_SCHOOLS, 0), histories.births(count, _SCHOOLS))
    async with serving(bench.folder / "batch", history, schools=0) as service:
        left = (histories.assignment(number, _SCHOOLS) for number in range(count))

        async def together() -> Round:
            return {"ours": await _rate(service, iter([_batch(service, left)]))}

        async def one_by_one() -> Round:
            alone = [_alone(service, assignment) for assignment in itertools.islice(left, _ENTRIES)]
            return {"one by one": await _rate(service, iter(alone))}

        await together()
        await one_by_one()
        return await in_turns(bench.sizes.rounds, together, one_by_one)


async def _rate(service: Service, requests: Iterator[bytes]) -> float:
    """Return reports a second over one connection."""
    before = await service.count("assignment.completion_reported")
    _, took = await load(service.url, [requests], _recorded)
    effects = await service.count("assignment.completion_reported") - before
    if effects != _ENTRIES:
        raise Wrong(f"{_ENTRIES} reports were sent, the log holds {effects}")
    return effects / took


def _batch(service: Service, left: Iterator[str]) -> bytes:
    entries = [
        {"assignment": assignment, "key": str(uuid4()), **_REPORT} for assignment in itertools.islice(left, _ENTRIES)
    ]
    return post("/api/v1/completions", json.encode(entries), key=service.supervisor, command=str(uuid4()))


def _alone(service: Service, assignment: str) -> bytes:
    path = f"/api/v1/assignments/{assignment}/completion"
    return post(path, json.encode(_REPORT), key=service.supervisor, command=str(uuid4()))


def _recorded(status: int, body: bytes) -> None:
    answer = json.decode(body)
    answers = answer if isinstance(answer, list) else [answer | {"status": status}]
    if {(one["status"], one.get("state")) for one in answers} != {(201, "reported")}:
        raise Wrong(f"a report was answered {status}: {body[:1000].decode()}")


CASE = Case(
    name="batch_completions",
    title="500 completions in one call, beside 500 calls one after another, durable, authenticated",
    targets=[Target(to="one by one", at_least=5)],
    measure=measure,
)

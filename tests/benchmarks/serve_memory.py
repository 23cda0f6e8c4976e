"""Case: what `serve` holds after many requests, a report to every three lists."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import uuid4

from tests.benchmarks import histories
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong
from tests.benchmarks.http_load import get, load, post
from tests.benchmarks.post_completion import BODY
from tests.benchmarks.services import Service, serving

_CONNECTIONS: Final = 16
_LISTS: Final = 3
_KINDS: Final = ("/api/v1/overdue", "/api/v1/assignments", "/api/v1/audit-trail?limit=20")


async def measure(bench: Bench) -> Sequence[Round]:
    half = bench.sizes.requests // 2
    count = bench.sizes.requests // (_LISTS + 1) + _CONNECTIONS
    history = itertools.chain(histories.town(_CONNECTIONS, 8), histories.births(count, _CONNECTIONS))
    async with serving(bench.folder / "memory", history, schools=_CONNECTIONS) as service:
        used = [_using(service, n, count) for n in range(_CONNECTIONS)]
        held = [service.memory()]
        for _ in range(2):
            answers, _ = await load(
                service.url, [itertools.islice(one, half // _CONNECTIONS) for one in used], _answered
            )
            held.append(service.memory())
            if answers != half // _CONNECTIONS * _CONNECTIONS:
                raise Wrong(f"{answers} answers to {half} requests")
        await _check(service, bench.sizes.requests)
    return [{"at first, MiB": held[0], "half-way, MiB": held[1], "growth": held[2] - held[1]}]


def _using(service: Service, number: int, count: int) -> Iterator[bytes]:
    for one in range(number, count, _CONNECTIONS):
        path = f"/api/v1/assignments/{histories.assignment(one, _CONNECTIONS)}/completion"
        yield post(path, BODY, key=service.keys[number], command=str(uuid4()))
        for path in _KINDS:
            yield get(path, service.supervisor)
    raise Wrong("there are no assignments left to report on")


def _answered(status: int, body: bytes) -> None:
    if status not in {200, 201}:
        raise Wrong(f"a request was answered {status}: {body.decode()}")


async def _check(service: Service, requests: int) -> None:
    reports = await service.count("assignment.completion_reported")
    if abs(reports - requests // (_LISTS + 1)) > _CONNECTIONS:
        raise Wrong(f"{requests} requests left {reports} reports in the log")


CASE = Case(
    name="serve_memory",
    title="memory of serve over the second half of 100,000 requests (quick: 6,000)",
    targets=[Target(of="growth", at_most=5, unit=" MiB")],
    measure=measure,
)

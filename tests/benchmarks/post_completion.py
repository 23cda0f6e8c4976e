"""Case: schools report completions through the API, durable and authenticated, beside a bare echo."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import uuid4

from msgspec import json

from tests.benchmarks import histories
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns
from tests.benchmarks.http_load import load, post
from tests.benchmarks.services import Service, bare, serving

_CONNECTIONS: Final = 32
_A_SECOND: Final = 2_500
"""Reports for which there are assignments; a service that takes more has nothing left to report on."""
_WARM_UP: Final = 0.3  # seconds
BODY: Final = json.encode(
    {
        "completed_on": "2026-11-20",
        "note": "Охвачены все классы, приказ прилагается.",
        "figures": {"engaged": 93, "enrolled": 601},
    }
)


async def measure(bench: Bench) -> Sequence[Round]:
    seconds, rounds = bench.sizes.seconds, bench.sizes.rounds
    count = int(rounds * (seconds + _WARM_UP) * _A_SECOND)
    history = itertools.chain(histories.town(_CONNECTIONS, 0), histories.births(count, _CONNECTIONS))
    async with (
        serving(bench.folder / "post", history, schools=_CONNECTIONS) as service,
        bare(bench.folder, BODY) as echo,
    ):
        reports = [reporting(service, n, count) for n in range(_CONNECTIONS)]
        echoes = [itertools.repeat(post("/echo", BODY, command=str(uuid4()))) for _ in range(_CONNECTIONS)]

        async def ours() -> Round:
            await load(service.url, reports, _recorded, seconds=_WARM_UP)
            before = await service.count("assignment.completion_reported")
            answers, took = await load(service.url, reports, _recorded, seconds=seconds)
            effects = await service.count("assignment.completion_reported") - before
            if effects != answers:
                raise Wrong(f"{answers} reports were answered 201, the log holds {effects}")
            return {"ours": effects / took}

        async def theirs() -> Round:
            await load(echo, echoes, _echoed, seconds=_WARM_UP)
            answers, took = await load(echo, echoes, _echoed, seconds=seconds)
            return {"bare echo": answers / took}

        return await in_turns(rounds, ours, theirs)


def reporting(service: Service, number: int, count: int) -> Iterator[bytes]:
    """Report on each assignment of one school, each under a key of its own."""
    for one in range(number, count, _CONNECTIONS):
        path = f"/api/v1/assignments/{histories.assignment(one, _CONNECTIONS)}/completion"
        yield post(path, BODY, key=service.keys[number], command=str(uuid4()))
    raise Wrong("there are no assignments left to report on")


def _recorded(status: int, body: bytes) -> None:
    if status != 201 or json.decode(body)["state"] != "reported":
        raise Wrong(f"a report was answered {status}: {body.decode()}")


def _echoed(status: int, body: bytes) -> None:
    if status != 201 or json.decode(body)["completed_on"] != "2026-11-20":
        raise Wrong(f"an echo was answered {status}: {body.decode()}")


CASE = Case(
    name="post_completion",
    title="POST completion, 32 connections, one worker, durable, authenticated",
    targets=[Target(to="bare echo", at_least=0.5)],
    measure=measure,
)

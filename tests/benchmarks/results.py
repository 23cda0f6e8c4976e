"""Results: what was measured, where and with what, in a file for each run."""

import os
import platform
import statistics
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from msgspec import Struct, json

from service import clock
from service.postgres.cluster import SUPERUSER
from service.postgres.embedded import Server
from tests.benchmarks.databases import connected
from tests.benchmarks.harness import Case, Round, Sizes

_PACKAGES: Final = ("asyncpg", "litestar", "msgspec", "uvicorn", "uvloop", "httptools", "eventsourcing", "psycopg")


class Ratio(Struct, frozen=True, kw_only=True):
    of: str
    to: str | None
    median: float
    least: float
    most: float
    met: bool


class CaseResult(Struct, frozen=True, kw_only=True):
    """``figures`` are medians; ``load`` is the average of one minute before and after."""

    name: str
    met: bool
    load: tuple[float, float]
    seconds: float
    figures: dict[str, float]
    ratios: list[Ratio]
    rounds: Sequence[Round]

    @classmethod
    def of(cls, case: Case, rounds: Sequence[Round], *, load: tuple[float, float], seconds: float) -> "CaseResult":
        names = sorted({name for found in rounds for name in found})
        ratios = [
            Ratio(
                of=target.of,
                to=target.to,
                median=statistics.median(found),
                least=min(found),
                most=max(found),
                met=target.met(rounds),
            )
            for target in case.targets
            if (found := target.found(rounds))
        ]
        return cls(
            name=case.name,
            met=all(target.met(rounds) for target in case.targets),
            load=load,
            seconds=seconds,
            figures={name: statistics.median(r[name] for r in rounds if name in r) for name in names},
            ratios=ratios,
            rounds=rounds,
        )


class Result(Struct, frozen=True, kw_only=True):
    started: datetime
    sizes: Sizes
    machine: dict[str, str]
    versions: dict[str, str]
    cases: list[CaseResult]


def now() -> datetime:
    return clock.now()


def machine() -> dict[str, str]:
    cpu = next((row.partition(": ")[2] for row in _lines("cpuinfo") if row.startswith("model name")), "unknown")
    memory = next((row.split()[1] for row in _lines("meminfo") if row.startswith("MemTotal")), "unknown")
    return {
        "cpu": cpu,
        "cores": str(len(os.sched_getaffinity(0))),
        "memory_kib": memory,
        "kernel": platform.release(),
    }


def _lines(name: str) -> list[str]:
    return (Path("/proc") / name).read_text().splitlines()


async def versions(server: Server) -> dict[str, str]:
    async with connected(server.dsn(SUPERUSER)) as connection:
        postgres = str(await connection.fetchval("select version()"))
    found = {"python": platform.python_version(), "postgres": postgres}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "missing"
    return found


def save(folder: Path, result: Result) -> Path:
    file = folder / f"{result.started:%Y%m%dT%H%M%SZ}.json"
    file.write_bytes(json.format(json.encode(result)))
    return file


def read(file: Path) -> Result:
    return json.decode(file.read_bytes(), type=Result)

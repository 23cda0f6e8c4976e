"""Case: execution discipline of 1,000 schools × 50 items, beside a hundred other districts and beside a thousand."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from domain.discipline import Counts
from projections.connection import Connection
from projections.discipline import By, discipline
from projections.scope import Scope
from service.postgres.database import Database
from tests.benchmarks.figures import ASSIGNMENTS, ON, Laid, laid, median
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns

_TENTH: Final = ASSIGNMENTS // 10
_EXPECTED: Final = Counts(in_time=7 * _TENTH, flawless=7 * _TENTH, late=_TENTH, under_review=_TENTH, not_done=_TENTH)
_WAYS: Final[dict[str, By | None]] = {"": None, ", by item": "item", ", by organisation": "organisation"}


async def measure(bench: Bench) -> Sequence[Round]:
    async with laid(bench) as there:
        return await in_turns(
            bench.sizes.rounds,
            lambda: _asked(there, there.many, "many"),
            lambda: _asked(there, there.few, "few"),
        )


async def _asked(there: Laid, where: Database, name: str) -> Round:
    return {name + suffix: await median(where, partial(_ask, there.scope, by)) for suffix, by in _WAYS.items()}


async def _ask(scope: Scope, by: By | None, connection: Connection) -> None:
    found = await discipline(connection, scope, on=ON, first=date(2020, 10, 1), last=date(2021, 12, 31), by=by)
    if found.whole != _EXPECTED:
        raise Wrong(f"{found.whole} were counted, {_EXPECTED} are there")


CASE = Case(
    name="discipline",
    title="discipline of 1,000 schools × 50 items beside 1,000 other districts (quick: 100) and a tenth, 20 runs",
    targets=[Target(of="many", at_most=30, unit=" ms"), Target(of="many", to="few", at_most=1.5)],
    measure=measure,
)

"""A district of many schools under control, and many small ones beside it: for the figures that look at all of it."""

import statistics
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Final, TypeAlias

import asyncpg
from msgspec import Struct

from domain.assignment.events import CompletionReported, ReportAccepted
from domain.deadline import Deadline
from domain.events import decode
from domain.target import Figures, Target
from projections.control import CONTROL
from projections.scope import Scope
from service.ledger.reading import inside
from service.postgres.database import Database
from service.postgres.pool import Connection, open_pool
from tests import factories
from tests.benchmarks import bulk
from tests.benchmarks.databases import connected, database, owner
from tests.benchmarks.harness import Bench
from tests.benchmarks.histories import school, town
from tests.factories import DEPUTY, ROADMAP
from tests.scenario import ADOPTED_ON, Happened, happened

SCHOOLS: Final = 1_000
ITEMS: Final = 50
ASSIGNMENTS: Final = SCHOOLS * ITEMS
ON: Final = date(2021, 3, 1)
FIGURES: Final = Figures(engaged=90, enrolled=600)
_TARGETS: Final = (
    Target(percent=15, scope="organisation", population="pupils"),
    Target(percent=15, scope="district", population="pupils"),
)
_RUNS: Final = 20
_SMALL: Final = (20, 10)
"""Schools and items of each of the other districts."""


def history(schools: int, items: int) -> list[Happened]:
    """Of ten assignments one was not reported, one waits for its review, one came late, seven are accepted in time."""
    facts = town(schools, 0)
    facts += [factories.added(str(item), targets=_targets(item), deadline=_deadline(item)) for item in range(items)]
    for number in range(schools * items):
        facts += _life(number, str(number // schools), school(number % schools))
    return facts


def _targets(item: int) -> tuple[Target, ...]:
    """Set each school a target with every item, the district with every third."""
    return _TARGETS if item % 3 == 0 else _TARGETS[:1]


def _deadline(item: int) -> Deadline:
    due = ADOPTED_ON + timedelta(days=60 + item)
    return Deadline(written_on=due, due_on=due, control_on=due)


def _life(number: int, item: str, key: str) -> list[Happened]:
    stream, deadline = f"assignment/{ROADMAP}/{item}/{key}", _deadline(int(item))
    born = factories.born(item=item, school=key, deadline=deadline, targets=_targets(int(item)))
    life = [happened(born, stream)]
    if number % 10 and (due := deadline.due_on):
        submitted = due + timedelta(days=1 if number % 10 == 2 else -1)
        report = CompletionReported(
            report=1, completed_on=submitted, submitted_on=submitted, due_on=due, figures=FIGURES
        )
        life.append(happened(report, stream, by=f"organisation:{key}", on=submitted))
    if number % 10 > 1:
        life.append(happened(ReportAccepted(1), stream, by=DEPUTY.actor, on=ON))
    return life


class Laid(Struct, frozen=True, kw_only=True):
    """The district beside a few others and beside ten times as many, and the scope of a question about all of it."""

    few: Database
    many: Database
    scope: Scope


@asynccontextmanager
async def laid(bench: Bench) -> AsyncGenerator[Laid]:
    few, many = bench.sizes.many // 10_000, bench.sizes.many // 1_000
    async with database(bench.server, "few") as less:
        async with connected(owner(less)) as connection:
            size = await _fold(connection, bulk.name(0), history(SCHOOLS, ITEMS))
            await _fold(connection, bulk.name(1), history(*_SMALL))
            await _copies(connection, 2, few)
        async with database(bench.server, "many", template="few") as more:
            async with connected(owner(more)) as connection:
                await _copies(connection, max(2, few), many)
            yield Laid(few=less, many=more, scope=Scope(district=bulk.name(0), position=size))


Question: TypeAlias = Callable[[Connection], Awaitable[None]]
"""Asks once, and raises `Wrong` where the answer is not what it must be."""


async def median(where: Database, question: Question) -> float:
    """Return how many milliseconds it takes, of 20 runs on one connection, so that a plan that changes is met."""
    times: list[float] = []
    async with open_pool(where.app, max_size=1) as pool, pool.acquire() as lent, inside(lent, bulk.name(0)):
        for _ in range(_RUNS):
            begin = time.perf_counter()
            await question(lent)
            times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


async def _fold(owner: asyncpg.Connection, district: str, facts: list[Happened]) -> int:
    log, fold = bulk.written(facts), CONTROL.bulk()
    fold.take(district, [decode(entry) for *_, entry in log.events])
    fold.finish()
    for table, (columns, rows) in fold.drain().items():
        await owner.copy_records_to_table(table, schema_name=CONTROL.live, columns=columns, records=rows)
    return log.size


async def _copies(owner: asyncpg.Connection, first: int, until: int) -> None:
    """Give the districts from ``first`` on the rows of the small one."""
    for table in ("assignment", "item", "organisation", "roadmap", "district"):
        columns = await owner.fetchval(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attnum > 0 "
            "and attrelid = $1::regclass and not attisdropped and attgenerated = '' and attname <> 'district'",
            f"{CONTROL.live}.{table}",
        )
        await owner.execute(
            f"insert into {CONTROL.live}.{table} (district, {columns}) "  # noqa: S608  names of our own
            f"select 'd-' || lpad(n::text, 5, '0'), {columns} from {CONTROL.live}.{table}, "
            f"generate_series({first}, {until - 1}) as n where district = '{bulk.name(1)}' order by n"
        )
    await owner.execute("vacuum analyze")

"""Case: the overdue list of one district among 200, now and in the past, beside the same alone and beside a replay."""

import statistics
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

import asyncpg
from msgspec import Struct

from domain.rights import Reach
from projections.control import replay
from projections.here import Districts
from projections.scope import LATEST, Scope
from service.app import MODELS
from service.ledger.ledger import Ledger
from service.ledger.reading import read
from service.ledger.runner import Runner
from service.overdue_list import ask_overdue
from service.postgres.database import Database
from service.postgres.pool import open_pool
from tests.benchmarks import bulk, histories
from tests.benchmarks.databases import at, connected, database, owner
from tests.benchmarks.harness import Bench, Case, Round, Target, Wrong, in_turns

_SCHOOLS, _ITEMS = 50, 100
_IN_A_DISTRICT: Final = _SCHOOLS * _ITEMS
_FEW: Final = 10_000
_RUNS: Final = 20
_DISTRICT: Final = bulk.name(0)
_TODAY: Final = histories.TODAY
_EVERYTHING: Final[Reach] = None


class Asked(Struct, frozen=True, kw_only=True):
    """A question, and how many are overdue by a fold of the log alone."""

    on: date
    known_at: datetime | None
    total: int


async def measure(bench: Bench) -> Sequence[Round]:
    facts = histories.town(_SCHOOLS, _ITEMS)
    facts += [*histories.births(_IN_A_DISTRICT, _SCHOOLS), *histories.lives(_IN_A_DISTRICT, _SCHOOLS)]
    log = bulk.written(facts)
    async with database(bench.server, "few") as few:
        async with connected(owner(few)) as connection:
            await bulk.fill(connection, log, [_DISTRICT])
            await _fold(few)
            await _copies(connection, 1, _FEW // _IN_A_DISTRICT)
        async with database(bench.server, "many", template="few") as many:
            async with connected(owner(many)) as connection:
                await _copies(connection, _FEW // _IN_A_DISTRICT, bench.sizes.many // _IN_A_DISTRICT)
            middle = log.size - _IN_A_DISTRICT // 2
            past = date(2021, 3, 1), bulk.moment(middle)
            questions = {
                "now": Asked(on=_TODAY, known_at=None, total=_overdue(log, log.size, _TODAY)),
                "past": Asked(on=past[0], known_at=past[1], total=_overdue(log, middle, past[0])),
            }
            return await in_turns(
                bench.sizes.rounds,
                lambda: _asked(many, questions, "many"),
                lambda: _asked(at(bench.server, "few"), questions, "few"),
                lambda: _replayed(many, questions["now"]),
            )


async def _fold(few: Database) -> None:
    async with open_pool(few.projector, max_size=3) as pool:
        await Runner(pool, MODELS).catch_up(_DISTRICT)


async def _copies(owner: asyncpg.Connection, first: int, until: int) -> None:
    """Give the districts from ``first`` on the read models of the first one, and the log's words beside them."""
    tables = await owner.fetch(
        "select format('%I.%I', schemaname, tablename) from pg_tables "
        "where schemaname like 'read%' or tablename in ('heads', 'texts') and schemaname = 'log'"
    )
    for (table,) in tables:
        columns = await owner.fetchval(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute "
            "where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' "
            "and attname <> 'district'",
            table,
        )
        await owner.execute(
            f"insert into {table} (district, {columns}) "  # noqa: S608  names of our own
            f"select 'd-' || lpad(n::text, 5, '0'), {columns} from {table}, generate_series({first}, {until - 1}) as n "
            f"where district = '{_DISTRICT}' order by n"
        )
    await owner.execute("vacuum analyze")


def _overdue(log: bulk.Log, position: int, on: date) -> int:
    states = replay(entry for at, _, _, entry in log.events if at <= position)
    return sum(state.overdue(on) for state in states.values())


async def _asked(where: Database, questions: Mapping[str, Asked], name: str) -> Round:
    """Ask each question 20 times on one connection, so that a plan that changes after some runs is met."""
    figures: dict[str, float] = {}
    async with open_pool(where.app, max_size=1) as pool:
        ledger, districts = Ledger(pool, [bytes(32)]), Districts()
        for kind, question in questions.items():
            times = [await _time(ledger, districts, question) for _ in range(_RUNS)]
            figures[f"{kind}, {name}"] = statistics.median(times)
            figures[f"{kind}, {name}, slowest"] = max(times[1:])
    return figures


async def _time(ledger: Ledger, districts: Districts, asked: Asked) -> float:
    scope = Scope(district=_DISTRICT, position=LATEST, reach=_EVERYTHING)
    begin = time.perf_counter()
    found = await ask_overdue(ledger, districts, scope, on=asked.on, known_at=asked.known_at, limit=50)
    took = time.perf_counter() - begin
    if (found.total, len(found.rows)) != (asked.total, min(50, asked.total)):
        raise Wrong(f"{found.total} are overdue by the read model, {asked.total} by the log")
    return took


async def _replayed(where: Database, asked: Asked) -> Round:
    """Take the same answer from the district's log alone."""
    async with open_pool(where.app, max_size=1) as pool:
        begin = time.perf_counter()
        async with Ledger(pool, [bytes(32)]).inside(_DISTRICT) as connection:
            entries = await read(connection, _DISTRICT, after=0, limit=1_000_000)
        total = sum(state.overdue(asked.on) for state in replay(entry for _, entry in entries).values())
        took = time.perf_counter() - begin
    if total != asked.total:
        raise Wrong(f"{total} are overdue by a replay, {asked.total} were before")
    return {"replay": took}


CASE = Case(
    name="overdue_at_scale",
    title="overdue of one district, 1,000,000 assignments in 200 (quick: 100,000 in 20), now and at a past, 20 runs",
    targets=[
        Target(of="now, many", to="now, few", at_most=1.3),
        Target(of="past, many", to="past, few", at_most=1.3),
        Target(of="replay", to="now, many", at_least=100),
        Target(of="replay", to="past, many", at_least=100),
    ],
    measure=measure,
)

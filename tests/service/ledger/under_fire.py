"""Many writers on shared streams while connections are killed and answers lost: what they were told, what was read."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import asyncpg
from msgspec import Struct

from domain.entry import Recorded
from service.ledger.batch import Outcome, Request
from service.ledger.event_store import EventStore
from service.ledger.reading import inside, read, size
from service.postgres.embedded import Server
from service.postgres.pool import open_pool
from tests.service.ledger.examples import Event, decode, event, new_district, request

STREAMS: Final = [f"s{n}" for n in range(40)]
# Shares of answers lost, keys sent twice at once, commands retried late, commands that read another stream.
LOST, TWINS, LATE, READS = 0.05, 0.1, 0.15, 0.3
KILL_EVERY: Final = 0.2  # seconds
_KILL: Final = """
    select count(pg_terminate_backend(pid)) from pg_stat_activity
    where application_name = $1 and query like '%log.append%'
"""


class Fire(Struct, kw_only=True):
    """What happened: ``told`` is the place answered under each key, ``seen`` what a reader beside the writers met."""

    commands: int
    told: dict[UUID, tuple[int | None, int | None]] = {}
    seen: list[tuple[int, bytes]] = []
    stored: list[tuple[int, bytes]] = []
    disagreements: list[tuple[Outcome, Outcome]] = []  # two answers to one key that name two places
    counts: Counter[str]
    seconds: float = 0

    def recorded(self) -> list[Recorded[Event]]:
        return [decode(entry) for _, entry in self.stored]


def nothing_is_lost_or_doubled(fire: Fire) -> None:
    places: dict[UUID, list[int]] = {}
    for entry in fire.recorded():
        places.setdefault(entry.command, []).append(entry.position)
    assert fire.told == {key: (positions[0], positions[-1]) for key, positions in places.items()}
    assert fire.commands == len(places)


def positions_have_no_gap(fire: Fire) -> None:
    assert list(range(1, len(fire.stored) + 1)) == [entry.position for entry in fire.recorded()]


def a_reader_beside_the_writers_skips_nothing(fire: Fire) -> None:
    assert fire.stored == fire.seen


def a_command_stands_together_at_one_moment_after_all_before_it(fire: Fire) -> None:
    moments = list(dict.fromkeys((entry.recorded_at, entry.command) for entry in fire.recorded()))
    assert moments == sorted(moments, key=lambda moment: moment[0])
    assert fire.commands == len(moments) == len({at for at, _ in moments})


def versions_have_no_gap(fire: Fire) -> None:
    versions: dict[str, list[int]] = {}
    for entry in fire.recorded():
        versions.setdefault(entry.stream, []).append(entry.version)
    assert {stream: list(range(1, len(found) + 1)) for stream, found in versions.items()} == versions


def a_key_always_names_one_place(fire: Fire) -> None:
    assert [] == fire.disagreements


def it_was_hot(fire: Fire) -> None:
    happened = {what for what, count in fire.counts.items() if count}
    assert {"killed", "lost", "conflict", "replayed", "late"} <= happened


LAWS: Final[list[Callable[[Fire], None]]] = [
    nothing_is_lost_or_doubled,
    positions_have_no_gap,
    a_reader_beside_the_writers_skips_nothing,
    a_command_stands_together_at_one_moment_after_all_before_it,
    versions_have_no_gap,
    a_key_always_names_one_place,
    it_was_hot,
]


async def burn(server: Server, *, writers: int, commands: int, seed: int) -> Fire:
    """Let each writer send its commands in a new district, and return what came of it."""
    fire, rng, name, done = (
        Fire(commands=writers * commands, counts=Counter()),
        Random(seed),
        uuid4().hex,
        asyncio.Event(),
    )
    root, projector = [await asyncpg.connect(server.dsn(role)) for role in ("postgres", "roadmap_projector")]
    district, versions = await new_district(root), Counter[str]()
    lossy = lose_answers(Random(seed), fire.counts)
    dsn = server.dsn("roadmap_app")
    async with open_pool(dsn, max_size=8, connection_class=lossy, application_name=name, lock_timeout="2s") as pool:
        store, started = EventStore(pool), time.perf_counter()
        async with asyncio.TaskGroup() as beside:
            beside.create_task(_kill(root, name, fire.counts, done))
            beside.create_task(_follow(projector, district, fire.seen, done))
            await asyncio.gather(
                *[_write(store, district, fire, versions, commands, Random(rng.random())) for _ in range(writers)]
            )
            done.set()
        fire.seconds = time.perf_counter() - started
        await store.close()
    async with inside(projector, district):
        fire.stored = await read(projector, district, after=0, limit=await size(projector, district) + 1)
    await asyncio.gather(root.close(), projector.close())
    return fire


def lose_answers(rng: Random, counts: Counter[str]) -> type[asyncpg.Connection]:
    """Return a connection over a network that loses answers after the commit."""

    class Lossy(asyncpg.Connection):
        async def fetch(self, query: str, *args: Any, **options: Any) -> Any:  # noqa: ANN401  passed through as it is
            rows = await super().fetch(query, *args, **options)
            if "log.append" in query and rng.random() < LOST:
                counts["lost"] += 1
                raise asyncpg.ConnectionDoesNotExistError("lost")
            return rows

    return Lossy


async def _kill(root: asyncpg.Connection, name: str, counts: Counter[str], done: asyncio.Event) -> None:
    while not done.is_set():
        counts["killed"] += await root.fetchval(_KILL, name)
        await asyncio.sleep(KILL_EVERY)


async def _follow(
    connection: asyncpg.Connection, district: str, seen: list[tuple[int, bytes]], done: asyncio.Event
) -> None:
    finished = False
    while True:
        async with inside(connection, district):
            page = await read(connection, district, after=seen[-1][0] if seen else 0, limit=97)
        seen += page
        if finished and not page:
            return
        finished = done.is_set()
        await asyncio.sleep(0.002)


async def _write(
    store: EventStore, district: str, fire: Fire, versions: Counter[str], commands: int, rng: Random
) -> None:
    """``versions`` is what all writers believe, unlocked, so that they do race."""
    mine: list[Request] = []
    for _ in range(commands):
        asked, answer = await _insist(store, district, fire, versions, rng)
        fire.told[asked.cause.command] = (answer.first_position, answer.last_position)
        mine.append(asked)
        if rng.random() < LATE:
            fire.counts["late"] += 1
            old = rng.choice(mine)
            again = await store.append(old)
            if fire.told[old.cause.command] != (again.first_position, again.last_position):
                fire.disagreements.append((answer, again))


async def _insist(
    store: EventStore, district: str, fire: Fire, versions: Counter[str], rng: Random
) -> tuple[Request, Outcome]:
    """Send one command until it is recorded, each time on the versions believed by then."""
    key, length = uuid4(), rng.choice((1, 1, 1, 2, 3))
    stream, other = rng.sample(STREAMS, 2)
    while True:
        base = versions[stream]
        events = [event(stream, base + n) for n in range(1, length + 1)]
        reads = {other: versions[other]} if rng.random() < READS else {}
        asked = request(district, *events, key=key, reads=reads)
        copies = 2 if rng.random() < TWINS else 1
        answer, *twin = await asyncio.gather(*[store.append(asked) for _ in range(copies)])
        fire.counts[answer.status] += 1
        fire.disagreements += [(answer, t) for t in twin if t.last_position != answer.last_position]
        if answer.stream is None or answer.version is None:
            versions[stream] = max(versions[stream], base + length)
            return asked, answer
        versions[answer.stream] = max(versions[answer.stream], answer.version)

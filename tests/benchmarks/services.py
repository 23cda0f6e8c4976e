"""The real `serve` in a process of its own, a district in it, and the bare Litestar beside it."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg
from msgspec import Struct, json

from service.app import MODELS
from service.identity.keys import issue
from service.ledger.ledger import Ledger
from service.postgres.database import Database
from service.postgres.embedded import attach
from service.postgres.pool import open_pool
from tests.benchmarks import bulk
from tests.benchmarks.databases import connected, owner
from tests.benchmarks.harness import Wrong
from tests.benchmarks.histories import school
from tests.scenario import Happened

DISTRICT: Final = bulk.name(0)
_HOUSE: Final = Path(__file__).parents[2]
_PATIENCE: Final = 600  # seconds


class Service(Struct, frozen=True, kw_only=True):
    """``keys`` are those of the schools, by number; ``owner`` counts what the database shows."""

    url: str
    pid: int
    owner: asyncpg.Connection
    keys: Sequence[str]
    supervisor: str

    async def count(self, type_: str) -> int:
        """Count the events of a type."""
        counted = "select count(*) from log.events where convert_from(entry, 'UTF8')::jsonb #>> '{data,type}' = $1"
        return int(await self.owner.fetchval(counted, type_))

    def memory(self) -> float:
        """Return what the process holds now, in MiB."""
        rows = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS")) / 1024


@asynccontextmanager
async def serving(folder: Path, history: Iterable[Happened], *, schools: int) -> AsyncGenerator[Service]:
    """Run `serve` with one worker on a database of its own, which holds the history, folded to its end."""
    words = ("-m", "service", "serve", "--json", "--port", "0", "--data-dir", str(folder))
    async with _started(folder, *words) as (process, line):
        url = json.decode(line)["url"]
        running = attach(folder)
        assert running is not None
        found = Database.inside(running)
        async with connected(owner(found)) as connection, open_pool(found.app) as pool:
            log = bulk.written(history)
            await bulk.fill(connection, log, [DISTRICT])
            ledger = Ledger(pool, [bytes(32)])
            await _folded(connection, log.size)
            await connection.execute("vacuum analyze")  # as autovacuum does within minutes
            async with ledger.inside(DISTRICT) as inside:
                actors = [f"organisation:{school(n)}" for n in range(schools)]
                keys = [(await issue(inside, DISTRICT, actor, "bench")).key for actor in actors]
                supervisor = (await issue(inside, DISTRICT, "person:deputy", "bench")).key
            yield Service(url=url, pid=process.pid, owner=connection, keys=keys, supervisor=supervisor)


async def _folded(owner: asyncpg.Connection, position: int) -> None:
    """Wait until the service's own runner has folded the log up to a position."""
    async with asyncio.timeout(_PATIENCE):
        for model in MODELS:
            reached = f"select max(position) from {model.live}.checkpoint"  # noqa: S608  a name of our own
            while (await owner.fetchval(reached) or 0) < position:  # noqa: ASYNC110  another process folds
                await asyncio.sleep(0.05)


@asynccontextmanager
async def bare(folder: Path, content: bytes) -> AsyncGenerator[str]:
    """Serve these bytes, and echo reports; gives the address."""
    file = folder / "content.json"
    file.write_bytes(content)
    async with _started(folder, "-m", "tests.benchmarks.bare", str(file)) as (_, line):
        yield line.decode().strip()


@asynccontextmanager
async def _started(folder: Path, *words: str) -> AsyncGenerator[tuple[asyncio.subprocess.Process, bytes]]:
    """Start a Python program where no settings lie about, give its first line, and end it by its own id."""
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    known = {name: value for name, value in os.environ.items() if "ROADMAP" not in name and "DATABASE" not in name}
    with (folder / "program.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            cwd=folder,
            env=known | {"PYTHONPATH": str(_HOUSE)},
        )
    assert process.stdout is not None
    try:
        if not (line := await process.stdout.readline()):
            raise Wrong(f"a program did not start: {(folder / 'program.log').read_text()}")
        yield process, line
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()

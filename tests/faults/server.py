"""A PostgreSQL of our own on TCP: started, killed in every way, and started again on the same files."""

import asyncio
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import asyncpg
from msgspec.structs import replace

from service.postgres import owner
from service.postgres.cluster import SUPERUSER, ready_made
from service.postgres.launch import Process
from service.postgres.migrate import migrate
from service.postgres.programs import find_programs
from tests.faults.disk import Folder
from tests.faults.network import Network
from tests.faults.processes import family, send, wait_until_gone

LOGIN: Final = "service"
_SETTINGS: Final = ("unix_socket_directories=", "timezone=UTC", "max_wal_size=64MB", "min_wal_size=32MB")
_LOGIN: Final = f"""
    do $$ begin
        if not exists (select from pg_roles where rolname = '{LOGIN}') then
            create role {LOGIN} login in role roadmap_app, roadmap_projector;
        end if;
    end $$
"""
PATIENCE: Final = 60.0  # seconds in which a crashed server recovers on a loaded machine


class PostgreSQL:
    """``settings`` are words such as ``fsync=off``, in force from the next start on."""

    def __init__(self, disk: Folder, network: Network, log: Path, environment: Mapping[str, str]) -> None:
        named = os.environ.get("ROADMAP_PG_BIN")
        launch = owner.choose(disk.path, find_programs(Path(named) if named else None))
        self._cluster = ready_made(launch)
        with (self._cluster / "pg_hba.conf").open("a") as access:
            access.write("host all all all trust\n")
        around = ("env", *(f"{name}={value}" for name, value in environment.items())) if environment else ()
        self._launch = replace(launch, wrapper=(*network.wrapper, *launch.wrapper, *around))
        self._network, self._log, self.settings = network, log, list[str]()
        self._process: Process | None = None

    def dsn(self, user: str) -> str:
        host, port = self._network.here
        return f"postgresql://{user}@{host}:{port}/roadmap"

    @property
    def owner(self) -> str:
        return self.dsn(SUPERUSER)

    async def prepare(self) -> None:
        """Start it for the first time, with the schema and a login for the service."""
        await self.start()
        await migrate(self.owner)
        connection = await asyncpg.connect(self.owner)
        await connection.execute(_LOGIN)
        await connection.close()
        await self.settle()

    async def settle(self) -> None:
        """Bring all that was written so far to the disk, whatever the settings say."""
        connection = await asyncpg.connect(self.owner)
        await connection.execute("checkpoint")
        await connection.close()
        os.sync()

    async def start(self) -> None:
        """Start it and wait until it answers; one that gives up, as on a full disk, is started again."""
        give_up = time.monotonic() + PATIENCE
        while True:
            self._spawn()
            while self.runs and time.monotonic() < give_up:
                if await self.answers():
                    return
                await asyncio.sleep(0.02)
            if time.monotonic() >= give_up:
                raise TimeoutError(f"the server does not come back, see {self._log}")
            await asyncio.sleep(0.1)

    async def answers(self) -> bool:
        try:
            connection = await asyncpg.connect(self.owner, timeout=2)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        await connection.close()
        return True

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def family(self) -> list[int]:
        return family(self._process.pid) if self._process and self.runs else []

    def die(self, number: signal.Signals, *, everybody: bool = False) -> None:
        """Send a signal to the postmaster, or to each of its processes, and wait until all have ended."""
        pids = self.family()
        send(pids if everybody else pids[:1], number)
        if self._process:
            self._process.wait()
        wait_until_gone(pids)

    def stop(self) -> None:
        if self.runs:
            self.die(signal.SIGKILL, everybody=True)

    def pause(self, *, go_on: bool) -> None:
        send(self.family(), signal.SIGCONT if go_on else signal.SIGSTOP)

    def _spawn(self) -> None:
        if self.runs:
            return
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)  # of a killed one; its whole family is gone
        host, port = self._network.there
        words = (*_SETTINGS, f"listen_addresses={host}", f"port={port}", *self.settings)
        with self._log.open("ab") as log:
            options = (word for setting in words for word in ("-c", setting))
            self._process = self._launch.start("postgres", "-D", self._cluster, *options, stdout=log)

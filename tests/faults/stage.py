"""The stage: a disk, a network, a server on both, and two services, all of which can be hurt and made whole again."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct

from service.postgres.database import Database
from tests.faults.disk import Folder, Loop
from tests.faults.network import Cable, Network, Proxy
from tests.faults.server import LOGIN, PostgreSQL
from tests.faults.services import SECRET, Service

MEGABYTES = 1024


class Stage(Struct, frozen=True, kw_only=True):
    disk: Folder
    network: Network
    server: PostgreSQL
    services: list[Service]

    @property
    def database(self) -> Database:
        return Database.outside(self.server.dsn(LOGIN), self.server.owner)

    async def ready(self) -> None:
        for service in self.services:
            assert await service.ready() == 200, f"the service on port {service.port} does not become ready"


@asynccontextmanager
async def staged(
    folder: Path,
    *,
    own: bool,
    services: int = 2,
    program: Sequence[str] = ("-m", "service"),
    settings: Sequence[str] = (),
    disk: Folder | None = None,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[Stage]:
    """Set it up in an empty folder; ``own`` says that this process has namespaces of its own to play in."""
    disk = disk or (Loop(folder / "disk", MEGABYTES) if own else Folder(folder / "disk"))
    network = await _network(own=own)
    server = PostgreSQL(disk, network, folder / "postgres.log", environment or {})
    server.settings += settings
    await server.prepare()
    settings_of_service = {
        **(environment or {}),
        "DATABASE_URL": server.dsn(LOGIN),
        "ROADMAP_OWNER_URL": server.owner,
        "ROADMAP_FINGERPRINT_SECRET": SECRET,
        "ROADMAP_DATA_DIR": str(folder),
    }
    running = [Service(free_port(), settings_of_service, folder / f"service-{n}.log", program) for n in range(services)]
    stage = Stage(disk=disk, network=network, server=server, services=running)
    try:
        for service in running:
            service.keep()
        await stage.ready()
        yield stage
    finally:
        await _strike(stage)


async def _network(*, own: bool) -> Network:
    return Cable() if own else await Proxy(free_port(), free_port()).open()


async def _strike(stage: Stage) -> None:
    stage.network.heal()
    for service in stage.services:
        await service.close()
    stage.server.pause(go_on=True)
    await asyncio.to_thread(stage.server.stop)
    await stage.network.close()
    stage.disk.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

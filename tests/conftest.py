"""One embedded PostgreSQL for the run, migrated; the network is closed but for this machine."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from service.postgres.database import Database, prepare
from service.postgres.embedded import Server, server


def _stay_home(event: str, arguments: tuple[Any, ...]) -> None:  # Any: what the event brings
    """Refuse to look for other machines and to talk to them; a path is a Unix socket."""
    if event == "socket.getaddrinfo":
        _refuse_strangers(arguments[0])
    elif event == "socket.connect" and isinstance(address := arguments[1], tuple):
        _refuse_strangers(address[0])


def _refuse_strangers(host: str | None) -> None:
    if host not in {None, "", "localhost", "127.0.0.1", "::1"}:
        raise PermissionError(f"a test reaches for {host}")


sys.addaudithook(_stay_home)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(tmp_path_factory.mktemp("postgres")) as running:
        yield running


@pytest.fixture(scope="session")
async def database(postgres: Server) -> Database:
    """Prepare the database as a start does; each test works in a district of its own."""
    found = Database.inside(postgres)
    await prepare(found)
    return found

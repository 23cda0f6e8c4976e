"""The real application on a real port and the real database, once for the run; a district of its own for each test."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from litestar import Litestar

from service.app import create_app
from service.http.house import House, house
from service.postgres.database import Database
from tests.service.town import Town, founded, import_sample


class Server(uvicorn.Server):
    """Leaves the signals of the test run alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@pytest.fixture(scope="session")
async def app(database: Database, unused_port: int) -> AsyncIterator[Litestar]:
    application = create_app(database, [b"s" * 32])
    server = Server(uvicorn.Config(application, port=unused_port, log_level="warning", proxy_headers=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done(), "the application did not start"
        await asyncio.sleep(0.01)
    yield application
    server.should_exit = True
    await serving


@pytest.fixture(scope="session")
def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def opened(app: Litestar) -> House:
    return house(app)


@pytest.fixture(scope="session")
async def http(app: Litestar, unused_port: int) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{unused_port}", timeout=30) as client:
        yield client


@pytest.fixture
async def town(database: Database, opened: House, http: httpx.AsyncClient) -> Town:
    """A district with organisations and people, no roadmap yet."""
    return await founded(database, opened, http)


@pytest.fixture
async def control(town: Town) -> Town:
    """A district that carries the sample order, p2.4 joined to row 4."""
    await import_sample(town)
    return town

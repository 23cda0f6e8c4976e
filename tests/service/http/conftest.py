"""The tiny application, served once; a district for the tests of a module that record nothing."""

from collections.abc import Iterator

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.http.house import House
from service.postgres.database import Database
from tests.service.http.example import APPLICATION
from tests.service.town import Town, founded


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(APPLICATION, raise_server_exceptions=False) as running:
        yield running


@pytest.fixture(scope="module")
async def quiet(database: Database, opened: House, http: httpx.AsyncClient) -> Town:
    """One district for all tests that record nothing."""
    return await founded(database, opened, http)

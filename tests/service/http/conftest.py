"""The tiny application, served once."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.service.http.example import APPLICATION


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(APPLICATION, raise_server_exceptions=False) as running:
        yield running

"""Data directories to play with; making a cluster takes a second, copying one does not."""

import shutil
from pathlib import Path

import pytest

from service.postgres.embedded import server


@pytest.fixture(scope="session")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("stopped")
    with server(data_dir):
        pass
    return data_dir


@pytest.fixture
def data_dir(stopped: Path, tmp_path: Path) -> Path:
    """Copy what a stopped server left."""
    return shutil.copytree(stopped, tmp_path / "var")

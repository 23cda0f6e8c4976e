"""The command line beside the running server: called in this process, or as the program that it is."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import uuid4

import pytest
from msgspec import json
from structlog.testing import capture_logs

from service.cli.main import run
from service.postgres.database import Database

ROOT = Path(__file__).parents[3]


class Ran(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401  an answer as it came
        return json.decode(self.out)


class Cli(Protocol):
    def __call__(self, *arguments: str) -> Ran: ...


@pytest.fixture(scope="session")
def data_dir(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of the run has its files: a command with this setting attaches to it."""
    return tmp_path_factory.getbasetemp() / "postgres0"


@pytest.fixture
def cli(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command in this process; its log, which the program writes to stderr, is not looked at."""
    monkeypatch.setenv("ROADMAP_DATA_DIR", str(data_dir))
    monkeypatch.setenv("ROADMAP_LANGUAGE", "en")

    def call(*arguments: str) -> Ran:
        with capture_logs(), pytest.raises(SystemExit) as exit_:
            run(arguments)
        out, err = capsys.readouterr()
        return Ran(int(exit_.value.code or 0), out, err)

    return call


@pytest.fixture
def district(cli: Cli) -> str:
    """A district that was set up from the command line."""
    key = f"c-{uuid4().hex[:12]}"
    assert cli("setup", *answers(key)).status == 0
    return key


def answers(district: str, /, **changed: str) -> list[str]:
    given = {
        "key": district,
        "name": "Управление образования",
        "years": "2020-2021",
        "office-name": "Управление образования района",
        "office-short-name": "УОААР",
        "supervisor": "deputy",
        "supervisor-name": "Заместитель",
        "supervisor-position": "заместитель начальника",
        "administrator": "admin",
        "administrator-name": "Администратор",
        "administrator-position": "администратор",
    }
    return [word for name, value in {**given, **changed}.items() for word in (f"--{name}", value)]


async def program(data_dir: Path, *arguments: str) -> Ran:
    """Run the program beside whatever runs here."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "service", *arguments,
        cwd=ROOT,
        env={**os.environ, "ROADMAP_DATA_DIR": str(data_dir), "ROADMAP_LANGUAGE": "en"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode is not None
    return Ran(process.returncode, out.decode(), err.decode())

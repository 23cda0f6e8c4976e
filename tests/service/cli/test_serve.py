"""`serve --demo`: it invites with lines that work, keeps its keys, and ends in time with its database."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.processes import family, send

ROOT = Path(__file__).parents[3]


@contextmanager
def serving(data: Path, *, ignores_sigint: bool = False) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the demo; give the process and what it printed."""
    command = [sys.executable, "-m", "service", "serve", "--demo", "--port", "0", "--data-dir", str(data)]
    ignored = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignores_sigint else None
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=ignored,  # noqa: PLW1509  no thread is running
    ) as process:
        assert process.stdout is not None
        said = ""
        while said.count("\ncurl ") < 3 and (line := process.stdout.readline()):
            said += line
        yield process, said
        process.kill()


def curls(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("curl ")]


def keys(said: str) -> list[str]:
    return re.findall(r"^  \w+ +(rmk_\w+)$", said, re.MULTILINE)


def test_the_three_lines_work_as_printed_and_the_keys_stay(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, said):
        lines = [line.replace("curl -s", "curl -sS --fail-with-body") for line in curls(said)]
        answers = [subprocess.run(["bash", "-c", line], capture_output=True, check=False) for line in lines]
    with serving(tmp_path) as (_, again):
        pass

    assert [0, 0, 0] == [answer.returncode for answer in answers], answers
    assert 5 == len(keys(said))
    assert keys(said) == keys(again)
    assert 0o600 == (tmp_path / "demo-keys.json").stat().st_mode & 0o777


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_its_database_in_time(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path, ignores_sigint=True) as (process, _):
        started = time.monotonic()
        process.send_signal(number)
        status = process.wait(20)
        took = time.monotonic() - started
    log = (tmp_path / "postgres.log").read_text("utf-8")

    assert (0, True) == (status, took < 10)
    assert "database system is shut down" in log.splitlines()[-1]


def test_a_frozen_database_does_not_hold_up_a_stop(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        server = family(int((tmp_path / "postgres/cluster/postmaster.pid").read_text().split()[0]))
        send(server, signal.SIGSTOP)
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(20)
        took = time.monotonic() - started
    send(server, signal.SIGKILL)

    assert (0, True) == (status, took < 10)

"""`serve --workers`: several processes answer on one socket, one that dies is replaced, and all end together."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.faults.processes import family, send, wait_until_gone

ROOT = Path(__file__).parents[3]
COUNT = 2


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "service", "serve", "--workers", str(COUNT), "--port", "0", "--json"]
    with subprocess.Popen(
        [*command, "--data-dir", str(data)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())["url"]
        process.kill()


def workers(process: subprocess.Popen[str]) -> list[int]:
    children = family(process.pid)[1:]
    return [child for child in children if b"--listening" in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_a_worker_that_dies_is_replaced_and_somebody_always_answers(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, url):
        first = workers(process)
        send(first[:1], signal.SIGKILL)
        wait_until_gone(first[:1])
        answers = [urlopen(f"{url}/health/live").status for _ in range(20)]  # noqa: S310  our own address
        while len(now := workers(process)) < COUNT:
            time.sleep(0.05)

    assert (COUNT, [200] * 20) == (len(first), answers)
    assert first[1] in now
    assert first[0] not in now


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        all_of_them = family(process.pid)[1:]
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(20)
        took = time.monotonic() - started
        wait_until_gone(all_of_them)

    assert (0, True) == (status, took < 10)


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, _):
        all_of_them = family(process.pid)[1:]
        process.kill()
        wait_until_gone(all_of_them)

    assert COUNT < len(all_of_them)

"""Workers: processes that answer on one socket, over one database; one that dies is replaced."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from service.postgres.launch import die_with
from service.settings import StartRefused

_READY_WITHIN: Final = 30.0  # seconds
_PAUSE: Final = 0.2
_STOP_WITHIN: Final = 4.0  # seconds; each ends the requests under way before


def work(listening: socket.socket, data_dir: Path, count: int, *, ready: Callable[[], None]) -> None:
    """Keep ``count`` workers until this process is told to stop; raise `StartRefused` where none comes to answer."""
    with _workers(listening, data_dir, count) as running:
        _await_answer(listening, running)
        ready()
        while True:
            time.sleep(_PAUSE)
            running[:] = [one if one.poll() is None else _start(listening, data_dir) for one in running]


@contextmanager
def _workers(listening: socket.socket, data_dir: Path, count: int) -> Generator[list[subprocess.Popen[bytes]]]:
    running = [_start(listening, data_dir) for _ in range(count)]
    try:
        yield running
    finally:
        for one in running:
            one.terminate()
        give_up = time.monotonic() + _STOP_WITHIN
        for one in running:
            with suppress(subprocess.TimeoutExpired):
                one.wait(max(0.0, give_up - time.monotonic()))
            one.kill()
            one.wait()


def _start(listening: socket.socket, data_dir: Path) -> subprocess.Popen[bytes]:
    """Start a worker in a session of its own, so that Ctrl-C reaches this process alone."""
    fd = listening.fileno()
    return subprocess.Popen(  # noqa: S603  every word is ours
        [sys.executable, "-m", "service", "serve", "--listening", str(fd), "--data-dir", data_dir],
        pass_fds=[fd],
        preexec_fn=die_with(os.getpid()),  # noqa: PLW1509  no lock is taken in it
        start_new_session=True,
    )


def _await_answer(listening: socket.socket, running: list[subprocess.Popen[bytes]]) -> None:
    """Wait for the first answer: until a worker is there, who asks is kept waiting by the socket."""
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    give_up = time.monotonic() + _READY_WITHIN
    while time.monotonic() < give_up and any(one.poll() is None for one in running):
        with suppress(OSError), urlopen(f"{address}/health/live", timeout=1):  # noqa: S310  our own address
            return
    raise StartRefused("No worker came to answer: the log says why.")

"""A server seen from outside: asked by psql, run by a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from service.postgres.embedded import Server
from service.postgres.programs import find_programs

_HOLDER = """
import signal, sys
from pathlib import Path
from service.postgres.embedded import server
with server(Path(sys.argv[1])):
    print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, flush=True)
    sys.stdin.read()
"""


def ask(server: Server, question: str) -> str:
    """Return the one value that the server answers to its superuser."""
    psql: list[str | Path] = [find_programs() / "psql", "-XAtq", "-c", question, server.dsn("postgres")]
    return subprocess.run(psql, capture_output=True, encoding="utf-8", check=True).stdout.strip()


@contextmanager
def held(data_dir: Path, *, ignoring_sigint: bool = False) -> Generator[subprocess.Popen[str]]:
    """Let another process run the server of ``data_dir`` while the block lasts."""
    how = signal.SIG_IGN if ignoring_sigint else signal.SIG_DFL  # whatever the one who runs the tests does with it
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        preexec_fn=lambda: signal.signal(signal.SIGINT, how),  # noqa: PLW1509  no thread is running
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{ignoring_sigint}\n"
        yield process
        process.terminate()

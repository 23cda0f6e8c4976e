"""A real PostgreSQL as a child of this process: nothing to install, nothing left behind."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

from msgspec import Struct

from service.postgres import owner
from service.postgres.cluster import ready_made
from service.postgres.launch import Process
from service.postgres.programs import find_programs
from service.settings import StartRefused

_SETTINGS: Final = ("listen_addresses=", "port=5432", "unix_socket_permissions=0700", "timezone=UTC")
_LONGEST_SOCKET: Final = 100  # bytes; the kernel's own limit is 107
_PATIENCE: Final = 3.0  # seconds for the server of a killed process to stop
_STOPS_WITHIN: Final = 5.0  # seconds; then without a checkpoint, and the next start recovers
_DIES_WITHIN: Final = 0.5  # seconds; a server that is frozen hears no other signal than SIGKILL
_PAUSE: Final = 0.01


class Server(Struct, frozen=True):
    """A running server, reached through its socket alone."""

    folder: Path

    def dsn(self, role: str, database: str = "roadmap") -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.folder))}&port=5432"


@contextmanager
def server(data_dir: Path, *, programs: Path | None = None) -> Generator[Server]:
    """Run the server of ``data_dir`` while the block lasts; raise `StartRefused` where it cannot.

    From the main thread only: the server ends with the thread that started it.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("the embedded server starts from the main thread")
    data_dir = data_dir.absolute()
    with _alone(data_dir) as lock, (data_dir / "postgres.log").open("ab") as log:
        launch = owner.choose(data_dir, find_programs(programs))
        cluster = ready_made(launch)
        (cluster / "postmaster.pid").unlink(missing_ok=True)  # of a killed server: the number may be anybody's now
        with _socket_folder(launch.home / "run") as folder:
            settings = (word for setting in _SETTINGS for word in ("-c", setting))
            launch.own(folder)
            process = launch.start("postgres", "-D", cluster, "-k", folder, *settings, stdout=log, inherit=[lock])
            try:
                _wait_until_ready(cluster, process, Path(log.name))
                yield Server(folder)
            finally:
                _stop(process)


def attach(data_dir: Path) -> Server | None:
    """Return the server that another process runs on ``data_dir``, once it is ready; None where there is none."""
    try:
        with (data_dir / "lock").open() as lock:
            while not _locked(lock, fcntl.LOCK_SH):
                if folder := _ready(data_dir / "postgres" / "cluster"):
                    return Server(folder)
                time.sleep(_PAUSE)
    except FileNotFoundError:
        pass
    except PermissionError as error:
        raise StartRefused(f"{data_dir} belongs to another user: start the command as that user.") from error
    return None


@contextmanager
def _alone(data_dir: Path) -> Generator[int]:
    """Hold the data directory. The server inherits the lock: it is free when no process of any server is left."""
    with _lock_file(data_dir) as lock:
        deadline = time.monotonic() + _PATIENCE
        while not _locked(lock, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise StartRefused(f"The database in {data_dir} is already run by another process.")
            time.sleep(_PAUSE)
        yield lock.fileno()


def _lock_file(data_dir: Path) -> IO[str]:
    try:
        data_dir.mkdir(0o700, parents=True, exist_ok=True)
        return (data_dir / "lock").open("a")
    except OSError as error:
        raise StartRefused(f"The data directory cannot be used: {error}.") from error


def _locked(lock: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _socket_folder(run: Path) -> Generator[Path]:
    """Give the socket its folder, behind the link ``run`` where that path is too long for a socket."""
    _remove(run)
    folder = run
    if len(os.fsencode(run / ".s.PGSQL.5432")) > _LONGEST_SOCKET or "," in str(run):
        folder = Path(tempfile.mkdtemp(prefix="roadmap-"))
        run.symlink_to(folder)
    try:
        yield folder
    finally:
        _remove(run)


def _remove(run: Path) -> None:
    if run.is_symlink():
        shutil.rmtree(run.readlink(), ignore_errors=True)
        run.unlink()
    shutil.rmtree(run, ignore_errors=True)


def _wait_until_ready(cluster: Path, process: Process, log: Path) -> None:
    """Wait as long as the server lives: to recover from a crash takes its time."""
    while not _ready(cluster):
        if process.poll() is not None:
            said = log.read_text("utf-8", "replace").splitlines()[-3:]
            raise StartRefused("PostgreSQL did not start: " + " ".join(said))
        time.sleep(_PAUSE)


def _ready(cluster: Path) -> Path | None:
    """Return the folder of the socket once the server answers there, as its own file of eight lines says."""
    try:
        _, _, _, _, folder, _, _, status = (cluster / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, ValueError):
        return None
    return Path(folder) if status.strip() == "ready" else None


def _stop(process: Process) -> None:
    for asked, patience in ((signal.SIGINT, _STOPS_WITHIN), (signal.SIGQUIT, _DIES_WITHIN), (signal.SIGKILL, None)):
        process.send_signal(asked)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return

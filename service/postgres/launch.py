"""How PostgreSQL's programs start: as whom, and never outliving the process that started them."""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final, TypeAlias

from msgspec import Struct

from service.settings import StartRefused

Process: TypeAlias = subprocess.Popen[bytes]

_prctl: Final = ctypes.CDLL(None).prctl
_PR_SET_PDEATHSIG: Final = 1


class Launch(Struct, frozen=True, kw_only=True):
    """What was found out about this machine: whose the server is, which programs, where its files are."""

    programs: Path
    home: Path
    account: pwd.struct_passwd
    """Whom the server takes itself and its owner to be."""
    wrapper: tuple[str, ...] = ()
    changes_user: bool = False
    """Root starts it as ``account``."""

    def own(self, folder: Path) -> Path:
        """Make a folder for the server alone."""
        folder.mkdir(0o700, exist_ok=True)
        if self.changes_user:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return folder

    def run(self, program: str, *arguments: str | Path, say: str = "") -> str:
        """Return what the program answers; raise `StartRefused` with its own words where it fails."""
        process = self.start(program, *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        answer, _ = process.communicate(say.encode())
        if process.returncode != 0:
            raise StartRefused(f"{program} failed: {answer.decode().strip() or process.returncode}")
        return answer.decode()

    def start(
        self,
        program: str,
        *arguments: str | Path,
        stdout: int | IO[bytes],
        stdin: int = subprocess.DEVNULL,
        inherit: Sequence[int] = (),
    ) -> Process:
        """Start a program in a session of its own, so that Ctrl-C reaches this process alone."""
        return subprocess.Popen(  # noqa: S603 -- every word is ours
            [*self.wrapper, self.programs / program, *arguments],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            pass_fds=inherit,
            preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 -- no lock is taken in it
            start_new_session=True,
            user=self.account.pw_uid if self.changes_user else None,
            group=self.account.pw_gid if self.changes_user else None,
            extra_groups=[] if self.changes_user else None,
        )


def die_with(parent: int) -> Callable[[], None]:
    """Tie a new process to this one, even by kill -9; to the server SIGINT means "disconnect everybody and stop"."""

    def tie() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # it may be ignored here, as under nohup
        _prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return tie

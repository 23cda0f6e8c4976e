"""Who runs the embedded server. It refuses root, so root runs it as somebody else, wherever the checkout lies."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Final

from service.postgres.launch import Launch
from service.postgres.programs import copied
from service.settings import StartRefused

_OUTSIDE: Final = Path("/var/lib/roadmap")
"""Programs and data for an unprivileged user who may not enter root's folders."""


def choose(data_dir: Path, programs: Path, *, outside: Path = _OUTSIDE) -> Launch:
    """Choose how ``programs`` run on the files below ``data_dir``; raise `StartRefused` where they cannot."""
    home = data_dir / "postgres"
    myself = _account(os.geteuid())
    if _is_folder(home) and home.stat().st_uid != myself.pw_uid:
        raise StartRefused(f"{home} belongs to {_account(home.stat().st_uid).pw_name}: start the service as that user.")
    if myself.pw_uid == 0:
        return _as_nobody(home, programs) or _as_somebody_outside(home, programs, outside)
    home.mkdir(0o700, exist_ok=True)
    return Launch(programs=programs, home=home, account=myself)


def _account(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise StartRefused(f"User {uid} has no name in /etc/passwd, and PostgreSQL wants one.") from None


def _is_folder(home: Path) -> bool:
    return home.is_dir() and not home.is_symlink()


def _as_nobody(home: Path, programs: Path) -> Launch | None:
    """In a user namespace root's own process takes itself for nobody, and still enters what root owns."""
    unshare = shutil.which("unshare")
    if unshare is None or home.is_symlink():
        return None
    home.mkdir(0o700, exist_ok=True)
    nobody = pwd.getpwnam("nobody")
    wrapper = (unshare, "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}")
    probe = ("sh", "-c", 'test -w "$0" && exec "$1" --version', home, programs / "postgres")
    tried = subprocess.run([*wrapper, *probe], capture_output=True, cwd="/", check=False)  # noqa: S603 -- every word is ours
    return Launch(programs=programs, home=home, account=nobody, wrapper=wrapper) if tried.returncode == 0 else None


def _as_somebody_outside(home: Path, programs: Path, outside: Path) -> Launch:
    """Without namespaces, programs and data lie where an unprivileged user may go, and ``home`` is a link to there."""
    if _is_folder(home):
        if any(home.iterdir()):
            raise StartRefused(f"{home} needs a user namespace, which this machine refuses: start as an ordinary user.")
        home.rmdir()
    if not home.is_symlink():
        home.symlink_to(outside / hashlib.sha256(os.fsencode(home)).hexdigest()[:16])
    outside.mkdir(parents=True, exist_ok=True)
    outside.chmod(0o755)  # whatever the umask was
    somebody = next(user for name in ("postgres", "nobody") for user in pwd.getpwall() if user.pw_name == name)
    programs = copied(programs, outside)
    launch = Launch(programs=programs, home=home.readlink(), account=somebody, changes_user=True)
    launch.own(launch.home)
    return launch

"""Namespaces of our own: what runs, is mounted and connected in them is gone with the process, however it ends."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

_INSIDE: Final = "ROADMAP_FAULTS_INSIDE"
_UNSHARE: Final = (
    "unshare",
    "--net",
    "--mount",
    "--propagation",
    "private",
    "--pid",
    "--mount-proc",
    "--fork",
    "--kill-child",
)
_WITHOUT: Final = "the disk is not filled, its power is not cut, and the network is cut in a relay on the loopback."
_NEW_MOUNTS: Final = 0x00020000  # CLONE_NEWNS
_WANTED: Final = ("unshare", "nsenter", "ip", "mount", "umount", "mkfs.ext4")


def enter() -> bool:
    """Start this program again in namespaces of its own; False where the machine refuses them, and say why."""
    inside = os.environ.pop(_INSIDE, None) is not None
    if inside:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    elif why := _refused():
        sys.stderr.write(f"LEFT OUT, because {why}: {_WITHOUT}\n")
    else:
        os.environ[_INSIDE] = "yes"
        os.execvp(_UNSHARE[0], [*_UNSHARE, sys.executable, *sys.orig_argv[1:]])  # noqa: S606  the same words again
    return inside


def _refused() -> str | None:
    if os.geteuid() != 0:
        return "only root gets namespaces, a loop device and a filesystem"
    if missing := [name for name in _WANTED if shutil.which(name) is None]:
        return f"{', '.join(missing)} is missing (apt-get install iproute2 e2fsprogs util-linux mount)"
    if subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode != 0:
        return "this machine refuses namespaces"
    if not Path("/dev/loop-control").exists():
        return "there are no loop devices"
    return None


def mounts_of_our_own() -> bool:
    """Let this process mount what nobody else sees, and nobody needs to take down; False where that is refused."""
    if os.geteuid() != 0 or any(shutil.which(name) is None for name in ("mount", "umount", "mkfs.ext4")):
        return False
    if ctypes.CDLL(None).unshare(_NEW_MOUNTS) != 0:
        return False
    return subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True, check=False).returncode == 0

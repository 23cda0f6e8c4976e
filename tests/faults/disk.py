"""Where the server's files lie: a folder, or a small filesystem of our own that can fill up and lose its power."""

import fcntl
import os
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Final

_SHUTDOWN: Final = 0x8004587D  # EXT4_IOC_SHUTDOWN, from linux/ext4.h
_NO_LOG_FLUSH: Final = 2


class Folder:
    """A folder of this machine: nothing can happen to it."""

    def __init__(self, path: Path) -> None:
        path.mkdir()
        self.path = path

    def close(self) -> None:
        pass


class Loop(Folder):
    """An ext4 in a file. It wants root, and a mount namespace of its own so that nothing stays mounted."""

    def __init__(self, path: Path, megabytes: int) -> None:
        super().__init__(path)
        self._image = path.with_suffix(".img")
        with self._image.open("wb") as image:
            image.truncate(megabytes << 20)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "4096", self._image)
        self._mount()

    def fill(self) -> None:
        """Take every free block."""
        with self._ballast.open("wb") as ballast:
            while free := shutil.disk_usage(self.path).free:
                try:
                    os.posix_fallocate(ballast.fileno(), ballast.seek(0, os.SEEK_END), free)
                except OSError:  # the blocks that keep the list of blocks are not to be had
                    return

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)

    def cut_power(self) -> None:
        """From here on every write fails, and what was not synced never reached the disk."""
        folder = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, _SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(folder)

    def restore_power(self) -> None:
        """Nobody may hold a file here any more."""
        _run("umount", self.path)
        self._mount()
        self.free()  # that it was freed may have been lost as well

    def close(self) -> None:
        _run("umount", self.path)

    def _mount(self) -> None:
        _run("mount", "-o", "loop", self._image, self.path)

    @property
    def _ballast(self) -> Path:
        return self.path / "ballast"


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True, capture_output=True)

"""Processes as the kernel shows them: who descends from whom, and who is left."""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def family(pid: int) -> list[int]:
    """Return a process and its children; they are found only while it lives."""
    parents = {int(stat.parent.name): parent for stat in Path("/proc").glob("[0-9]*/stat") if (parent := _parent(stat))}
    return [pid, *(child for child, parent in parents.items() if parent == pid)]


def send(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def wait_until_gone(pids: Iterable[int]) -> None:
    while any(_lives(pid) for pid in pids):
        time.sleep(0.01)


def _lives(pid: int) -> bool:
    fields = _fields(Path(f"/proc/{pid}/stat"))
    return bool(fields) and fields[0] not in {"Z", "X"}


def _parent(stat: Path) -> int | None:
    fields = _fields(stat)
    return int(fields[1]) if fields else None


def _fields(stat: Path) -> list[str]:
    """Return state, parent and so on; none where the process has gone."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []

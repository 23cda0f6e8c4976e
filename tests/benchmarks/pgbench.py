"""pgbench commits one row a transaction: what this PostgreSQL can do when nothing refuses, orders or proves."""

import asyncio
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from service.postgres.programs import find_programs
from tests.benchmarks.harness import Missing

_FIGURES: Final = re.compile(r"transactions actually processed: (\d+).*?tps = ([\d.]+)", re.DOTALL)


def program() -> str:
    beside = find_programs() / "pgbench"
    if found := str(beside) if beside.exists() else shutil.which("pgbench"):
        return found
    raise Missing("there is no pgbench, neither beside the server's programs nor on the PATH")


async def commits(dsn: str, folder: Path, script: str, *, clients: int, seconds: float) -> tuple[int, float]:
    """Return how many transactions it says it committed, and how many a second once it was connected."""
    file = folder / "pgbench.sql"
    file.write_text(script)
    words = [program(), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", f"{max(1, round(seconds))}"]
    said = await asyncio.to_thread(
        subprocess.run, [*words, "-f", str(file), dsn], check=True, capture_output=True, text=True
    )
    found = _FIGURES.search(said.stdout)
    assert found is not None, said.stdout
    return int(found[1]), float(found[2])

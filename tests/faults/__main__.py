"""``make faults``: real clients on a service whose ground is taken away again and again, and two judges."""

import asyncio
import logging
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

import structlog

from tests.faults import namespaces
from tests.faults.nemesis import ANYWHERE, ON_A_DISK_OF_OUR_OWN
from tests.faults.round import Round, play
from tests.faults.stage import staged
from tests.faults.teeth import bite, bitten

_KEPT = Path("var/faults")
_HISTORY = "history.jsonl"
LONGEST_ROUND = 40.0  # seconds; streams stay short, and what is wrong is known soon


def main() -> int:
    logging.disable()  # asyncpg tells of every connection that breaks
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    own = namespaces.enter()
    seconds = 60 * float(os.environ.get("MINUTES") or 2)
    seed = int(os.environ.get("SEED") or 647)
    if os.environ.get("TEETH"):
        return asyncio.run(_bite(seed, own=own))
    with TemporaryDirectory(prefix="roadmap-faults-") as folder:
        try:
            return asyncio.run(_run(Path(folder), seed, seconds, own=own))
        except Exception:
            _keep(Path(folder), seed)
            raise


async def _run(folder: Path, seed: int, seconds: float, *, own: bool) -> int:
    kinds, rng, end = ANYWHERE + (ON_A_DISK_OF_OUR_OWN if own else ()), Random(seed), monotonic() + seconds
    rounds: list[Round] = []
    async with staged(folder, own=own) as stage:
        while (left := end - monotonic()) > 1:
            done = await play(stage, folder / _HISTORY, rng, kinds, seconds=min(left, LONGEST_ROUND))
            _say(f"  {done.faults.total()} faults, {done.acknowledged} acked: {done}")
            if not done.right:
                _keep(folder, seed)
            rounds.append(done)
    _sum_up(seed, rounds)
    return int(not all(done.right for done in rounds))


def _sum_up(seed: int, rounds: Sequence[Round]) -> None:
    faults = sum((done.faults for done in rounds), Counter[str]())
    found = sum((done.found | done.found_in_sql for done in rounds), Counter[str]())
    _say(f"  {', '.join(f'{times} × {kind}' for kind, times in sorted(faults.items()))}")
    told = ", ".join(f"{found[law]} {law}" for law in ("lost", "doubled", "gaps", "answers 500"))
    _say(f"seed {seed}: {faults.total()} faults, {sum(done.acknowledged for done in rounds)} acked, {told}")


async def _bite(seed: int, *, own: bool) -> int:
    _say(f"seed {seed}: teeth")
    wanted, right = os.environ["TEETH"], True
    for sabotage in bitten(own=own):
        if wanted in {"1", sabotage.name}:
            _say(str(done := await bite(sabotage, seed, own=own)))
            right = right and done.bit
    return int(not right)


def _keep(folder: Path, seed: int) -> None:
    kept = _KEPT / f"seed-{seed}-{int(monotonic())}"
    shutil.copytree(folder, kept, ignore=shutil.ignore_patterns("disk*"))
    _say(f"  history and logs are kept in {kept}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


sys.exit(main())

"""Teeth: each sabotage on a stage of its own, until the judges find it."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from msgspec import Struct

from tests.faults.round import Round, play
from tests.faults.sabotage import SABOTAGES, Sabotage, apply
from tests.faults.stage import staged

_WITHIN: Final = 60.0  # seconds
_ROUND: Final = 6.0  # seconds; the judges look after each


class Bite(Struct, frozen=True, kw_only=True):
    """How long it took until the judges found something, and what; None for a sabotage that nobody noticed."""

    sabotage: Sabotage
    seconds: float
    found: Round | None

    @property
    def bit(self) -> bool:
        return self.found is not None and self.found.agreed

    def __str__(self) -> str:
        if self.found is None:
            return f"  {self.sabotage.name}: NOT FOUND in {self.seconds:.0f} s"
        return f"  {self.sabotage.name}: found in {self.seconds:.1f} s ({self.found})"


async def bite(sabotage: Sabotage, seed: int, *, own: bool) -> Bite:
    """Play rounds under the sabotage; the seconds count from the first round to the verdict."""
    rng, program = Random(seed), ("-m", "tests.faults.sabotaged", sabotage.patch)
    with TemporaryDirectory(prefix="roadmap-teeth-") as name:
        file = Path(name) / "history.jsonl"
        async with staged(file.parent, own=own, program=program, settings=sabotage.settings) as stage:
            await apply(sabotage, stage)
            began = monotonic()
            while monotonic() - began < _WITHIN:
                done = await play(stage, file, rng, sabotage.under, seconds=_ROUND, pause=(0.8, 1.6))
                if not done.right:
                    return Bite(sabotage=sabotage, seconds=monotonic() - began, found=done)
            return Bite(sabotage=sabotage, seconds=monotonic() - began, found=None)


def bitten(*, own: bool) -> list[Sabotage]:
    """Return the sabotages that this machine can show."""
    return [sabotage for sabotage in SABOTAGES if own or not sabotage.wants_a_disk]

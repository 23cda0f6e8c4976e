"""The harness: ways that are measured in turns, the ratios between them, and one line for each case."""

import gc
import statistics
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from service.postgres.embedded import Server


class Missing(Exception):
    """A peer is not on this machine."""


class Wrong(Exception):
    """The database, or an answer, is not what the one who measured had to find: there is no figure."""


class Sizes(Struct, frozen=True, kw_only=True):
    """How much is measured; a peer that is slow by nature gets the smaller number."""

    rounds: int
    seconds: float
    """Of one measurement of a rate."""
    many: int
    """Assignments, or events, of the cases that show what size does."""
    batches: int
    """Pages of 500 events that the live projection folds in a round."""
    peer_events: int
    """Events that eventsourcing's projection runner folds in a round."""
    requests: int
    """That `serve` answers while its memory is watched."""


FULL: Final = Sizes(rounds=5, seconds=3, many=1_000_000, batches=20, peer_events=10_000, requests=100_000)
QUICK: Final = Sizes(rounds=3, seconds=1, many=100_000, batches=8, peer_events=1_500, requests=6_000)
SMOKE: Final = Sizes(rounds=1, seconds=0.3, many=10_000, batches=2, peer_events=200, requests=1_000)


class Bench(Struct, frozen=True, kw_only=True):
    """What a case finds: a server of its own for the run, a folder for files, and how much to do."""

    server: Server
    folder: Path
    sizes: Sizes


Round: TypeAlias = Mapping[str, float]
Way: TypeAlias = Callable[[], Awaitable[Round]]
"""Does its work once and returns its figures by name."""


class Target(Struct, frozen=True, kw_only=True):
    """Holds the figure ``of`` in proportion ``to`` another one of the same round, or alone."""

    of: str = "ours"
    to: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""

    def found(self, rounds: Sequence[Round]) -> list[float]:
        """Return the ratio of every round, none where a figure is missing."""
        names = {self.of, self.to or self.of}
        return [r[self.of] / (r[self.to] if self.to else 1) for r in rounds if names <= r.keys()]

    def met(self, rounds: Sequence[Round]) -> bool:
        if not (found := self.found(rounds)):
            return False
        median = statistics.median(found)
        return (self.at_least is None or median >= self.at_least) and (self.at_most is None or median <= self.at_most)

    def line(self, rounds: Sequence[Round]) -> str:
        what = f"{self.of} / {self.to}" if self.to else self.of
        bound = f"≤ {self.at_most:g}" if self.at_least is None else f"≥ {self.at_least:g}"
        if not (found := self.found(rounds)):
            return f"ratio {what} not measured, target {bound}{self.unit}"
        median, least, most = (
            f"{figure:.3g}" if figure < 100 else f"{figure:.0f}"
            for figure in (statistics.median(found), min(found), max(found))
        )
        return f"ratio {what} {median}{self.unit} ({least}–{most}) target {bound}{self.unit}"


class Case(Struct, frozen=True, kw_only=True):
    name: str
    title: str
    targets: Sequence[Target]
    measure: Callable[[Bench], Awaitable[Sequence[Round]]]

    def line(self, rounds: Sequence[Round]) -> str:
        met = all(target.met(rounds) for target in self.targets)
        found = ", ".join(target.line(rounds) for target in self.targets)
        return f"case {self.title}: {found} : {'met' if met else 'not met'}"


async def in_turns(rounds: int, *ways: Way) -> list[Round]:
    """Measure every way once a round, each round beginning with the next one; a missing peer is left out, loudly."""
    there, found = list(ways), list[Round]()
    for turn in range(rounds):
        figures: dict[str, float] = {}
        first = turn % len(there)
        for way in there[first:] + there[:first]:
            gc.collect()
            try:
                figures |= await way()
            except Missing as missing:
                say(f"SKIPPED: {missing}")
                there.remove(way)
        found.append(figures)
    return found


def say(words: str) -> None:
    """Tell the person who waits; the lines of the cases alone go to standard output."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201  a program's own output

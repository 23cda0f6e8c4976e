"""The history: what was asked and what was answered, one line each as it happened, outside the service."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct, json


class Asked(Struct, frozen=True, kw_only=True, tag="asked", omit_defaults=True):
    """One sending; those of one command share its key. ``at`` and all moments are nanoseconds of one clock."""

    op: int
    at: int
    what: str
    actor: str
    key: str | None = None
    assignment: str | None = None
    text: str | None = None
    after: int | None = None


class Answered(Struct, frozen=True, kw_only=True, tag="answered"):
    """Without it nobody knows what became of the sending."""

    op: int
    at: int
    status: int
    body: dict[str, Any]  # Any: an answer as it came


class Seen(Struct, frozen=True, kw_only=True, tag="seen"):
    """The read models as they stood at one moment: rows are version, state, report, known_from, completed_on."""

    at: int
    position: int
    rows: dict[str, tuple[int, str, int, int, str | None]]
    trail: tuple[int, int]
    """The checkpoint of the trail, and how many rows it had."""
    parked: int


Line: TypeAlias = Asked | Answered | Seen


class History:
    """The file, begun anew, and the numbers of the sendings."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._out = file.open("wb")
        self._ops = 0

    def asked(
        self,
        what: str,
        actor: str,
        *,
        key: str | None = None,
        assignment: str | None = None,
        text: str | None = None,
        after: int | None = None,
    ) -> int:
        self._ops += 1
        self.write(
            Asked(
                op=self._ops,
                at=time.monotonic_ns(),
                what=what,
                actor=actor,
                key=key,
                assignment=assignment,
                text=text,
                after=after,
            )
        )
        return self._ops

    def answered(self, op: int, status: int, body: dict[str, Any]) -> None:  # Any: as above
        self.write(Answered(op=op, at=time.monotonic_ns(), status=status, body=body))

    def write(self, line: Line) -> None:
        self._out.write(json.encode(line) + b"\n")

    def close(self) -> None:
        self._out.close()


def read(file: Path) -> Iterable[Line]:
    decoder = json.Decoder(Line)
    with file.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line)

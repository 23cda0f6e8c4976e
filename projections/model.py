"""The read model: the one shape every one has."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from msgspec import Struct

from domain.entry import Recorded
from domain.events import Event
from projections.connection import Connection

Entry: TypeAlias = Recorded[Event]
Rows: TypeAlias = Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]]
"""Columns and rows by name of a table."""


class Bulk(Protocol):
    """A fold of whole logs in memory, one district after the other; what nothing can change any more is drained."""

    @property
    def size(self) -> int:
        """How many rows wait to be drained."""
        ...

    def take(self, district: str, entries: Sequence[Entry]) -> None:
        """Fold what is next in the order of the district's log."""
        ...

    def finish(self) -> None:
        """End the district: nothing more comes of it."""
        ...

    def drain(self) -> Rows:
        """Return rows that are final, in the order of their keys within a district, and forget them."""
        ...


class Model(Struct, frozen=True, kw_only=True):
    """How to build one read model; a new ``version`` makes it anew from the log.

    ``tables`` and ``indexes`` are DDL with ``{schema}`` before every name. ``fold`` writes into a schema what entries,
    the next in the order of their district's log, change; its caller owns transaction and checkpoint.
    """

    name: str
    version: int
    tables: str
    indexes: str
    fold: Callable[[Connection, str, str, Sequence[Entry]], Awaitable[None]]
    bulk: Callable[[], Bulk]

    @property
    def live(self) -> str:
        """The schema that questions are put to."""
        return f"read_{self.name}"

    @property
    def next(self) -> str:
        """The schema in which the next generation is built."""
        return f"read_{self.name}_next"

    @property
    def last(self) -> str:
        """The schema of the generation before, for a rollback."""
        return f"read_{self.name}_last"

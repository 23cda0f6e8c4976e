"""The read model: the one shape every one has."""

from collections.abc import Awaitable, Callable, Sequence

from msgspec import Struct

from projections.connection import Connection


class Model(Struct, frozen=True, kw_only=True):
    """How to build one read model in the schema ``read_<name>``; a new ``version`` makes it anew from the log.

    ``fold`` writes what the stored lines, next in the order of their district's log, change; its caller owns the
    transaction and the checkpoint.
    """

    name: str
    version: int
    schema: str
    fold: Callable[[Connection, str, Sequence[bytes]], Awaitable[None]]

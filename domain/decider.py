"""The decider: how the facts of one kind of stream become its state, and what a command decides on that state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct, json

from domain.entry import Recorded

S = TypeVar("S")
E = TypeVar("E", bound=Struct)


class Fact(Struct, frozen=True, kw_only=True):
    """One event of a decision; ``texts`` are its free words by part (DOMAIN rule 13)."""

    stream: str
    data: Struct
    texts: Mapping[str, str] = {}


class Decider(Struct, Generic[S, E], frozen=True, kw_only=True):
    """The fold of one category of streams; ``decide`` functions stand beside it in the aggregate's own module."""

    category: str
    initial: S
    evolve: Callable[[S, Recorded[E]], S]
    decoder: json.Decoder[Recorded[E]]

    def fold(self, entries: Iterable[bytes]) -> S:
        """Replay the stored lines of one stream from its beginning."""
        state = self.initial
        for entry in entries:
            state = self.evolve(state, self.decoder.decode(entry))
        return state


class NotLoaded(Exception):
    """A decision needs a stream that nobody loaded for it: find the streams anew and decide again."""


class Past(Struct, frozen=True, kw_only=True):
    """What a decision saw: the stored lines of every stream that was loaded for it, oldest first."""

    streams: Mapping[str, Sequence[bytes]]

    def version(self, stream: str) -> int:
        """Return the version a stream was read at; one that nobody loaded must be new."""
        return len(self.streams.get(stream, ()))

    def state(self, decider: Decider[S, E], stream: str) -> S:
        """Fold a stream; raise `NotLoaded` where it is not among those read."""
        if (entries := self.streams.get(stream)) is None:
            raise NotLoaded(stream)
        return decider.fold(entries)

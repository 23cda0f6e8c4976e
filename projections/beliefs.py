"""Beliefs: what the log knew of a thing from one position until another; a row is the fold's own state."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, Generic, TypeAlias, TypeVar

from asyncpg import Range, Record
from msgspec import Struct, convert, json
from msgspec.structs import fields

from projections.connection import Connection

S = TypeVar("S", bound=Struct)
OPEN: Final = 9223372036854775807
"""Where an interval ends that has not ended: one query serves now and then."""

Codec: TypeAlias = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # Any: a column's own type, to SQL and back
JSON: Final[Codec] = (lambda value: json.encode(value).decode(), json.decode)
SPANS: Final[Codec] = (
    lambda spans: [Range(first, until) for first, until in spans],
    lambda ranges: [(span.lower, span.upper) for span in ranges],
)


class Belief(Struct, Generic[S], frozen=True):
    """A state, the position from which it was known, and the one from which it no longer was."""

    state: S
    known_from: int
    known_to: int = OPEN


class Table(Generic[S]):
    """A table of beliefs, keyed by one name within a district; its columns are the fields of the state."""

    def __init__(self, name: str, state: type[S], **codecs: Codec) -> None:
        self.name, self._state, self._codecs = name, state, codecs
        self._columns = [field.name for field in fields(state)]
        columns, marks = (
            ", ".join(f'"{column}"' for column in self._columns),
            ", ".join(f"${n}" for n in range(5, len(self._columns) + 5)),
        )
        is_open = f"district = $1 and known_to = {OPEN}"
        self._select = f"select key, known_from, {columns} from {name} where {is_open} and key = any ($2::text[])"  # noqa: S608  names of our own
        self._close = f"update {name} set known_to = $3 where {is_open} and key = $2"  # noqa: S608
        self._insert = (
            f"insert into {name} (district, key, known_from, known_to, {columns}) values ($1, $2, $3, $4, {marks})"  # noqa: S608
        )

    async def load(self, connection: Connection, district: str, keys: Collection[str]) -> dict[str, Belief[S]]:
        """Return what is believed now of some of its keys."""
        rows = await connection.fetch(self._select, district, list(keys))
        return {row["key"]: Belief(self.state(row), row["known_from"]) for row in rows}

    def state(self, row: Record) -> S:
        """Return the state that a row of this table holds."""
        members = {
            name: self._codecs[name][1](row[name]) if name in self._codecs else row[name] for name in self._columns
        }
        return convert(members, self._state, str_keys=True)

    async def write(self, connection: Connection, district: str, folding: "Folding[S]") -> None:
        """Close what was loaded and is no longer believed, then add the new beliefs."""
        await connection.executemany(self._close, [(district, key, position) for key, position in folding.closed])
        await connection.executemany(self._insert, [self._row(district, key, b) for key, b in folding.beliefs])

    def _row(self, district: str, key: str, belief: Belief[S]) -> tuple[object, ...]:
        values = ((name, getattr(belief.state, name)) for name in self._columns)
        encoded = (self._codecs[name][0](value) if name in self._codecs else value for name, value in values)
        return (district, key, belief.known_from, belief.known_to, *encoded)


class Folding(Generic[S]):
    """The fold of a batch: starts from what was believed before it, and remembers which beliefs ended and began."""

    def __init__(self, initial: S, before: Mapping[str, Belief[S]]) -> None:
        self._initial, self._before = initial, before
        self._new: dict[str, list[Belief[S]]] = {}

    def apply(self, key: str, position: int, evolve: Callable[[S], S]) -> None:
        """Believe something else of a key from this position on."""
        beliefs = self._new.setdefault(key, [])
        if beliefs:
            last = beliefs[-1]
            beliefs[-1] = Belief(last.state, last.known_from, position)
        state = beliefs[-1].state if beliefs else self._state_before(key)
        beliefs.append(Belief(evolve(state), position))

    def _state_before(self, key: str) -> S:
        return self._before[key].state if key in self._before else self._initial

    @property
    def closed(self) -> list[tuple[str, int]]:
        """The keys whose belief from before the batch ended, and where."""
        return [(key, beliefs[0].known_from) for key, beliefs in self._new.items() if key in self._before]

    @property
    def beliefs(self) -> list[tuple[str, Belief[S]]]:
        """What the batch brought to know, by key and in order."""
        return [(key, belief) for key, beliefs in self._new.items() for belief in beliefs]

    @property
    def now(self) -> dict[str, S]:
        """The state of every key that the batch touched, after it."""
        return {key: beliefs[-1].state for key, beliefs in self._new.items()}

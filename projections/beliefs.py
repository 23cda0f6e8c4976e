"""Beliefs: what the log knew of a thing from one position until another; a row is the fold's own state."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final, Generic, TypeAlias, TypeVar

from asyncpg import Range, Record
from msgspec import Struct, convert, json
from msgspec.structs import astuple, fields

from projections.connection import Connection

S = TypeVar("S", bound=Struct)
OPEN: Final = 9223372036854775807
"""Where an interval ends that has not ended: one query serves now and then."""

Codec: TypeAlias = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # Any: a column's own type, to SQL and back


def _to_json(value: object) -> str:
    return json.encode(value).decode()


def _to_ranges(spans: Sequence[tuple[date, date | None]]) -> list[Range[date]]:
    return [Range(first, until) for first, until in spans]


JSON: Final[Codec] = (_to_json, json.decode)
FEW_JSON: Final[Codec] = (lru_cache(4096)(_to_json), json.decode)
"""For values that can be hashed, and of which there are few."""
SPANS: Final[Codec] = (lru_cache(4096)(_to_ranges), lambda ranges: [(span.lower, span.upper) for span in ranges])


class Belief(Struct, Generic[S], frozen=True):
    """A state, the position from which it was known, and the one from which it no longer was."""

    state: S
    known_from: int
    known_to: int = OPEN


class Statements(Struct, frozen=True, kw_only=True):
    select: str
    close: str
    insert: str


class Table(Generic[S]):
    """A table of beliefs, keyed by one name within a district; its columns are the fields of the state."""

    def __init__(self, name: str, state: type[S], **codecs: Codec) -> None:
        self.name, self._state = name, state
        self._names = [field.name for field in fields(state)]
        self._decoders = {name: codec[1] for name, codec in codecs.items()}
        self._encoders = [(self._names.index(name), codec[0]) for name, codec in codecs.items()]
        self.columns = ("district", "key", "known_from", "known_to", *self._names)

    async def load(
        self, connection: Connection, schema: str, district: str, keys: Collection[str]
    ) -> dict[str, Belief[S]]:
        """Return what is believed now of some of its keys."""
        rows = await connection.fetch(_statements(schema, self.name, self.columns).select, district, list(keys))
        return {row["key"]: Belief(self.state(row), row["known_from"]) for row in rows}

    def state(self, row: Record) -> S:
        """Return the state that a row of this table holds."""
        decoders = self._decoders
        members = {name: decoders[name](row[name]) if name in decoders else row[name] for name in self._names}
        return convert(members, self._state, str_keys=True)

    async def write(self, connection: Connection, schema: str, district: str, folding: "Folding[S]") -> None:
        """Close what was loaded and is no longer believed, then add the new beliefs."""
        statements = _statements(schema, self.name, self.columns)
        await connection.executemany(statements.close, [(district, key, at) for key, at in folding.closed])
        await connection.executemany(statements.insert, list(self.rows(district, folding.beliefs)))

    def rows(self, district: str, beliefs: Sequence[tuple[str, Belief[S]]]) -> Iterator[tuple[object, ...]]:
        """Yield rows in the order of ``columns``."""
        for key, belief in beliefs:
            values: list[object] = list(astuple(belief.state))
            for place, encode in self._encoders:
                values[place] = encode(values[place])
            yield (district, key, belief.known_from, belief.known_to, *values)


@cache
def _statements(schema: str, table: str, columns: Sequence[str]) -> Statements:
    name, is_open = f"{schema}.{table}", f"district = $1 and known_to = {OPEN}"
    named = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
    return Statements(
        select=f"select {named} from {name} where {is_open} and key = any ($2::text[])",  # noqa: S608  names of our own
        close=f"update {name} set known_to = $3 where {is_open} and key = $2",  # noqa: S608  names of our own
        insert=f"insert into {name} ({named}) values ({marks})",  # noqa: S608  names of our own
    )


class Folding(Generic[S]):
    """The fold of a batch: starts from what was believed before it, and remembers which beliefs ended and began."""

    def __init__(self, initial: S, before: Mapping[str, Belief[S]]) -> None:
        self._initial, self._before = initial, before
        self._new: dict[str, list[Belief[S]]] = {}

    def apply(self, key: str, position: int, evolve: Callable[[S], S]) -> None:
        """Believe something else of a key from this position on."""
        beliefs = self._new.get(key)
        if beliefs is None:
            self._new[key] = [Belief(evolve(self._state_before(key)), position)]
            return
        last = beliefs[-1]
        beliefs[-1] = Belief(last.state, last.known_from, position)
        beliefs.append(Belief(evolve(last.state), position))

    def _state_before(self, key: str) -> S:
        return self._before[key].state if key in self._before else self._initial

    @property
    def closed(self) -> list[tuple[str, int]]:
        """The keys whose belief from before the batch ended, and where."""
        return [(key, beliefs[0].known_from) for key, beliefs in self._new.items() if key in self._before]

    @property
    def beliefs(self) -> list[tuple[str, Belief[S]]]:
        """What the batch brought to know, by key and in order."""
        return [(key, belief) for key, beliefs in sorted(self._new.items()) for belief in beliefs]

    @property
    def now(self) -> dict[str, S]:
        """The state of every key that the batch touched, after it."""
        return {key: beliefs[-1].state for key, beliefs in self._new.items()}

    def release(self) -> list[tuple[str, Belief[S]]]:
        """Return the beliefs that have ended, and forget them."""
        ended = [(key, belief) for key, beliefs in sorted(self._new.items()) for belief in beliefs[:-1]]
        for beliefs in self._new.values():
            del beliefs[:-1]
        return ended

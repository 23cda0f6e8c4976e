"""Beliefs: what the log knew of a thing from one position until another; a row is the fold's own state."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
Known: TypeAlias = tuple[str, int, int, S]
"""A belief: its key, the position from which it was known, the one from which it no longer was, and the state."""


def _to_json(value: object) -> str:
    return json.encode(value).decode()


def _to_ranges(spans: Sequence[tuple[date, date | None]]) -> list[Range[date] | tuple[date]]:
    return [Range(first, until) if until else (first,) for first, until in spans]  # a Range costs ten times as much


JSON: Final[Codec] = (_to_json, json.decode)
FEW_JSON: Final[Codec] = (lru_cache(4096)(_to_json), json.decode)
"""For values that can be hashed, and of which there are few."""
SPANS: Final[Codec] = (lru_cache(4096)(_to_ranges), lambda ranges: [(span.lower, span.upper) for span in ranges])


class Statements(Struct, frozen=True, kw_only=True):
    select: str
    close: str


class Table(Generic[S]):
    """A table of beliefs, keyed by one name within a district; its columns are the fields of the state."""

    def __init__(self, name: str, initial: S, **codecs: Codec) -> None:
        self.name, self.initial = name, initial
        self._names = [field.name for field in fields(initial)]
        self._decoders = {name: codec[1] for name, codec in codecs.items()}
        self.columns = ("district", "key", "known_from", "known_to", *self._names)
        self._encoders = [(self.columns.index(name), codec[0]) for name, codec in codecs.items()]

    async def load(self, connection: Connection, schema: str, district: str, keys: Collection[str]) -> dict[str, S]:
        """Return what is believed now of some of its keys."""
        rows = await connection.fetch(_statements(schema, self.name, self.columns).select, district, list(keys))
        return {row["key"]: self.state(row) for row in rows}

    def state(self, row: Record) -> S:
        """Return the state that a row of this table holds."""
        decoders = self._decoders
        members = {name: decoders[name](row[name]) if name in decoders else row[name] for name in self._names}
        return convert(members, type(self.initial), str_keys=True)

    async def write(self, connection: Connection, schema: str, district: str, folding: "Folding[S]") -> None:
        """Close what was loaded and is no longer believed, then add the new beliefs."""
        if closed := folding.closed:
            keys, positions = zip(*closed, strict=True)
            await connection.execute(_statements(schema, self.name, self.columns).close, district, keys, positions)
        rows = list(self.rows(district, folding.beliefs))
        await connection.copy_records_to_table(self.name, schema_name=schema, columns=self.columns, records=rows)

    def rows(self, district: str, beliefs: Iterable[Known[S]]) -> Iterator[Sequence[object]]:
        """Yield rows in the order of ``columns``."""
        for key, known_from, known_to, state in beliefs:
            row: list[object] = [district, key, known_from, known_to, *astuple(state)]
            for place, encode in self._encoders:
                row[place] = encode(row[place])
            yield row


@cache
def _statements(schema: str, table: str, columns: Sequence[str]) -> Statements:
    name, is_open = f"{schema}.{table}", f"b.district = $1 and b.known_to = {OPEN}"
    named = ", ".join(f'b."{column}"' for column in columns)
    return Statements(
        select=f"""
            select {named} from unnest($2::text[]) as touched (key)
            cross join lateral (select b.* from {name} as b where {is_open} and b.key = touched.key offset 0) as b
        """,  # noqa: S608  names of our own
        close=f"""
            update {name} as b set known_to = ended.at from unnest($2::text[], $3::bigint[]) as ended (key, at)
            where {is_open} and b.key = ended.key
        """,  # noqa: S608  names of our own
    )


class Folding(Generic[S]):
    """The fold of a batch: starts from what was believed before it, and remembers which beliefs ended and began."""

    def __init__(self, initial: S, before: Mapping[str, S]) -> None:
        self._initial, self._before = initial, before
        self._open: dict[str, tuple[int, S]] = {}
        self._ended: list[Known[S]] = []
        self.closed: list[tuple[str, int]] = []
        """The keys whose belief from before the batch ended, and where."""

    def apply(self, key: str, position: int, evolve: Callable[[S], S]) -> None:
        """Believe something else of a key from this position on."""
        if last := self._open.get(key):
            known_from, state = last
            self._ended.append((key, known_from, position, state))
        elif key in self._before:
            state = self._before[key]
            self.closed.append((key, position))
        else:
            state = self._initial
        self._open[key] = position, evolve(state)

    @property
    def now(self) -> dict[str, S]:
        """The state of every key that the batch touched, after it."""
        return {key: state for key, (_, state) in self._open.items()}

    @property
    def beliefs(self) -> list[Known[S]]:
        """What the batch brought to know, by key and in order."""
        return sorted([*self._ended, *((key, position, OPEN, state) for key, (position, state) in self._open.items())])

    def release(self) -> list[Known[S]]:
        """Return the beliefs that have ended, by key and in order, and forget them."""
        ended, self._ended = sorted(self._ended), []
        return ended

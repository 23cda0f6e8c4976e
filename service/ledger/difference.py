"""The difference between the next generation of a read model and the live one, before anybody promotes it."""

from collections.abc import AsyncGenerator, Iterator
from typing import Any, Final, TypeAlias

from msgspec import Struct, json

from projections.model import Model
from service.ledger.reading import inside, read
from service.ledger.runner import Minded, fold, hold, set_up
from service.postgres.pool import Connection

_DISTRICTS: Final = "select district from log.sizes() order by district"
_KEYS: Final = """
    select c.relname as table, array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as key
    from pg_index as i
    join pg_class as c on c.oid = i.indrelid and c.relname <> 'checkpoint'
    join pg_namespace as n on n.oid = c.relnamespace and n.nspname = $1
    join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (i.indkey)
    where i.indisprimary group by c.relname order by c.relname
"""


_Row: TypeAlias = dict[str, Any]  # Any: a value as JSON has it


class Difference(Struct, frozen=True, kw_only=True):
    """One field that one generation has otherwise; of a row that only one has, every field."""

    table: str
    row: _Row
    field: str
    live: object
    next: object


async def differences(connection: Connection, model: Model) -> AsyncGenerator[Difference]:
    """Name every row and field, with both generations at the same position of each district's log.

    A district's live projection waits while its rows are compared; its log and its answers do not.
    """
    both = Minded(model, model.live), Minded(model, model.next)
    keys = [(row["table"], list(row["key"])) for row in await connection.fetch(_KEYS, model.next)]
    for (district,) in await connection.fetch(_DISTRICTS):
        for minded in both:
            await set_up(connection, minded, district)
        async with inside(connection, district):
            await _level(connection, both, district)
            for table, key in keys:
                rows = connection.cursor(_compared(model, table, key), district, prefetch=500)
                async for live, next_ in rows:
                    for difference in _fields(table, key, json.decode(live or "{}"), json.decode(next_ or "{}")):
                        yield difference


async def _level(connection: Connection, both: tuple[Minded, Minded], district: str) -> None:
    """Fold into the generation that is behind what the other one knows already."""
    at = [await hold(connection, minded, district) for minded in both]
    most = max(position or 0 for position in at)
    for minded, position in zip(both, at, strict=True):
        if position is not None and position < most:
            entries = await read(connection, district, after=position, limit=most - position)
            await fold(connection, minded, district, entries)


def _compared(model: Model, table: str, key: list[str]) -> str:
    return f"""
        select to_jsonb(l), to_jsonb(n)
        from (select * from {model.live}.{table} where district = $1) as l
        full join (select * from {model.next}.{table} where district = $1) as n using ({", ".join(key)})
        where to_jsonb(l) is distinct from to_jsonb(n)
    """  # noqa: S608  names of our own


def _fields(table: str, key: list[str], live: _Row, next_: _Row) -> Iterator[Difference]:
    row = {name: (live or next_)[name] for name in key}
    for field in sorted(live.keys() | next_.keys()):
        if field not in key and live.get(field) != next_.get(field):
            yield Difference(table=table, row=row, field=field, live=live.get(field), next=next_.get(field))

"""A read model of the tests' own: it notes what it is given."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

from projections.connection import Connection
from projections.model import Entry, Model, Rows


class Notes:
    """Notes every entry of whole logs."""

    def __init__(self, poison: int | None) -> None:
        self._poison, self._rows = poison, list[tuple[object, ...]]()

    @property
    def size(self) -> int:
        return len(self._rows)

    def take(self, district: str, entries: Sequence[Entry]) -> None:
        positions = [entry.position for entry in entries]
        if self._poison in positions:
            raise LookupError(self._poison)
        self._rows += [(district, position) for position in positions]

    def finish(self) -> None:
        pass

    def drain(self) -> Rows:
        drained, self._rows = self._rows, []
        return {"seen": (("district", "position"), drained)}


class Tally:
    """A read model that notes every entry it is given; nothing but the runner keeps it from noting one twice.

    The fold of a ``gated`` district says when it is ``inside`` a page, and stays there until the gate opens.
    """

    def __init__(
        self, *, version: int = 1, poison: int | None = None, name: str | None = None, gated: str | None = None
    ) -> None:
        self.name, self._poison, self._gated = name or f"tally_{uuid4().hex[:12]}", poison, gated
        self.inside, self.gate = asyncio.Event(), asyncio.Event()
        self.model = Model(
            name=self.name,
            version=version,
            tables='create table {schema}.seen (district text collate "C" not null, position bigint not null)',
            indexes="create index on {schema}.seen (district)",
            fold=self._fold,
            bulk=lambda: Notes(poison),
        )

    async def entered(self) -> None:
        await asyncio.wait_for(self.inside.wait(), 30)

    async def _fold(self, connection: Connection, schema: str, district: str, entries: Sequence[Entry]) -> None:
        positions = [entry.position for entry in entries]
        rows = [(district, position) for position in positions]
        insert = f"insert into {schema}.seen (district, position) values ($1, $2)"  # noqa: S608  a name of our own
        await connection.executemany(insert, rows)
        if district == self._gated:
            self.inside.set()
            await self.gate.wait()
        if self._poison in positions:
            raise LookupError(self._poison)

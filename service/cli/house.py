"""The house as a command finds it: beside a running service, or opened for this command alone."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg
from msgspec import Struct

from domain.command import Caller
from service.app import open_house
from service.http.house import House
from service.kept_secret import fingerprint_secrets
from service.ledger import reading
from service.postgres.database import Database, open_database, prepare
from service.settings import StartRefused, load

T = TypeVar("T")


class Here(Struct, frozen=True, kw_only=True):
    """``district`` is the one that was named, or the only one."""

    house: House
    database: Database
    district: str

    def caller(self, person: str | None) -> Caller:
        """Return who acts: a person of the district, or the operator at this machine."""
        actor = f"person:{person}" if person else "system:operator"
        return Caller(district=self.district, actor=actor, via="cli")

    async def catch_up(self) -> None:
        """Bring the read models up to the log; raise `StartRefused` where one cannot go on."""
        await self.house.runner.catch_up(self.district)
        if stopped := [found for found in await self.house.runner.parked() if found.district == self.district]:
            where = ", ".join(f"{found.model} at the event {found.position}" for found in stopped)
            raise StartRefused(f"A read model cannot go on ({where}): see `python -m service doctor`.")


def run(work: Callable[[Here], Awaitable[T]], *, district: str | None = None) -> T:
    """Do some work in a district; from the main thread."""

    async def within(house: House, database: Database) -> T:
        found = _chosen(await districts(database.projector), district)
        return await work(Here(house=house, database=database, district=found))

    return enter(within)


def enter(work: Callable[[House, Database], Awaitable[T]]) -> T:
    """Open the house, in which there may be no district yet, and do some work there."""
    settings = load()
    with open_database(settings) as database:

        async def opened() -> T:
            await prepare(database)
            async with open_house(database, fingerprint_secrets(settings)) as house:
                return await work(house, database)

        return asyncio.run(opened())


async def districts(projector: str) -> list[str]:
    connection = await asyncpg.connect(projector)
    try:
        return await reading.districts(connection)
    finally:
        await connection.close()


def _chosen(there_are: list[str], named: str | None) -> str:
    if not there_are:
        raise StartRefused("There is no district yet: make one with `python -m service setup`.")
    if named is None and len(there_are) > 1:
        raise StartRefused(f"There are several districts, name one with --district: {', '.join(there_are)}.")
    if named is not None and named not in there_are:
        raise StartRefused(f"There is no district {named}: there are {', '.join(there_are)}.")
    return named or there_are[0]

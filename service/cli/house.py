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


def run(work: Callable[[Here], Awaitable[T]], *, district: str | None = None) -> T:
    """Do some work in the house; from the main thread."""
    settings = load()
    with open_database(settings) as database:

        async def opened() -> T:
            await prepare(database)
            async with open_house(database, fingerprint_secrets(settings)) as house:
                found = district or await _only_district(database)
                return await work(Here(house=house, database=database, district=found))

        return asyncio.run(opened())


async def _only_district(database: Database) -> str:
    connection = await asyncpg.connect(database.projector)
    try:
        districts = [row["district"] for row in await connection.fetch("select district from log.sizes()")]
    finally:
        await connection.close()
    match districts:
        case [only]:
            return str(only)
        case []:
            raise StartRefused("There is no district yet: make one with `python -m service setup`.")
        case _:
            raise StartRefused(
                f"There are several districts, name one with --district: {', '.join(sorted(districts))}."
            )

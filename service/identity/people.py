"""People: the one place with their names and positions; the log knows their ids alone."""

from typing import Final

from msgspec import Struct

from service.postgres.pool import Connection


class Person(Struct, frozen=True, kw_only=True):
    person: str
    name: str
    position: str


_ADD: Final = """
    insert into identity.people (district, person, name, position) values ($1, $2, $3, $4)
    on conflict (district, person) do update set name = excluded.name, position = excluded.position
"""


async def add(connection: Connection, district: str, person: Person) -> None:
    await connection.execute(_ADD, district, person.person, person.name, person.position)


_ALL: Final = "select person, name, position from identity.people where district = $1"


async def people(connection: Connection, district: str) -> dict[str, Person]:
    """Return the people of a district by id."""
    return {row["person"]: Person(**row) for row in await connection.fetch(_ALL, district)}

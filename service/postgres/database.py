"""The service's database: the external one, the one a running service has, or one of our own; prepared before use."""

from collections.abc import Generator
from contextlib import contextmanager

import asyncpg
from msgspec import Struct

from service.postgres.cluster import ROLES, SUPERUSER
from service.postgres.embedded import Server, attach, server
from service.postgres.migrate import migrate
from service.postgres.start_checks import check
from service.settings import Settings, StartRefused


class Database(Struct, frozen=True, kw_only=True):
    """Where each part of the service connects, as DSNs for asyncpg."""

    app: str
    projector: str
    owner: str | None
    """Who brings the schema up to date at the start; None where that is done by hand."""
    embedded: bool

    @classmethod
    def inside(cls, server: Server) -> "Database":
        return cls(
            app=server.dsn("roadmap_app"),
            projector=server.dsn("roadmap_projector"),
            owner=server.dsn(SUPERUSER),
            embedded=True,
        )

    @classmethod
    def outside(cls, url: str, owner: str | None) -> "Database":
        """One login that is a member of both roles and takes on one of them in each connection."""
        role = url + ("&" if "?" in url else "?") + "role="
        return cls(app=role + "roadmap_app", projector=role + "roadmap_projector", owner=owner, embedded=False)


@contextmanager
def open_database(settings: Settings, *, serving: bool = False) -> Generator[Database]:
    """Find or start the database; from the main thread.

    ``serving`` runs a server of its own or is refused: one of a short command would not last.
    """
    if settings.database_url is not None:
        yield Database.outside(settings.database_url, settings.owner_url)
    elif not serving and (running := attach(settings.data_dir)):
        yield Database.inside(running)
    else:
        with server(settings.data_dir, programs=settings.pg_bin) as started:
            yield Database.inside(started)


async def prepare(database: Database) -> None:
    """Bring the schema up to date where that is ours to do, then check that the world can be trusted.

    Raises `MigrationError` and `StartRefused`.
    """
    try:
        if database.owner is not None:
            await migrate(database.owner)
            if database.embedded:
                await _let_in(database.owner)
        await check(database.app)
        await check(database.projector)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StartRefused(f"The database cannot be used: {error}.") from error


async def _let_in(owner: str) -> None:
    """Let the roles log in: the migrations make them without, for servers where others decide who may."""
    connection = await asyncpg.connect(owner)
    try:
        for role in ROLES:
            await connection.execute(f"alter role {role} login")
    finally:
        await connection.close()

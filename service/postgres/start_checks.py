"""The start refuses a doubtful world, in one sentence for each doubt."""

from typing import Final

import asyncpg

from service.postgres.migrate import pending
from service.settings import StartRefused

_WORLD: Final = """
    select current_setting('fsync')               = 'on'  as fsync,
           current_setting('full_page_writes')    = 'on'  as full_page_writes,
           current_setting('synchronous_commit') <> 'off' as synchronous_commit,
           not exists (select from pg_roles
                       where rolname in (session_user, current_user) and rolsuper) as no_superuser,
           not exists (select from pg_roles
                       where rolname = 'roadmap_owner' and pg_has_role(session_user, oid, 'member')) as no_owner
"""
_DOUBTS: Final = {
    "fsync": "The database runs with fsync off: a power cut would lose what was confirmed.",
    "full_page_writes": "The database runs with full_page_writes off: a power cut could tear the log.",
    "synchronous_commit": "The database runs with synchronous_commit off: a crash would lose what was confirmed.",
    "no_superuser": "The service logs in as a superuser: give it a mere member of roadmap_app and roadmap_projector.",
    "no_owner": "The service logs in as a member of roadmap_owner, who may change the log: give it another login.",
}


async def check(dsn: str) -> None:
    """Look at the database as the role of ``dsn`` does; raise `StartRefused`, or `MigrationError` where it is newer."""
    connection = await asyncpg.connect(dsn)
    try:
        world = await connection.fetchrow(_WORLD)
        assert world is not None
        for doubt, sentence in _DOUBTS.items():
            if not world[doubt]:
                raise StartRefused(sentence)
        if missing := await pending(connection):
            raise StartRefused(
                f"The database lacks {', '.join(missing)}: run `python -m service migrate` as its owner."
            )
    finally:
        await connection.close()

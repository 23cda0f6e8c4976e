"""Sabotages: what a careless change could do to the log, and the faults under which it must show."""

from collections.abc import Sequence
from typing import Final

import asyncpg
from msgspec import Struct

from tests.faults.nemesis import Fault, power_cut, server_killed, service_killed
from tests.faults.stage import Stage


class Sabotage(Struct, frozen=True, kw_only=True):
    """``edits`` are replacements in the source of ``log.append``, ``sql`` what else is done to the database.

    ``settings`` are the server's; ``patch`` names a function of `tests.faults.sabotaged`.
    """

    name: str
    edits: Sequence[tuple[str, str]] = ()
    sql: Sequence[str] = ()
    settings: Sequence[str] = ()
    patch: str = "trusting"
    under: tuple[Fault, ...] = (server_killed,)
    wants_a_disk: bool = False


_STALE_FIRST: Final = """
    select distinct on (u.request) u.* from unnest(v_known || v_stale) as u order by u.request, u.status
"""
SABOTAGES: Final = (
    Sabotage(name="synchronous_commit off", settings=["synchronous_commit=off"]),
    Sabotage(
        name="head lock removed",
        edits=[("h.district = p_district for update", "h.district = p_district")],
        sql=[  # behind the lock stand more fences, and without it alone nothing goes wrong: down with them
            "alter table log.events drop constraint events_pkey",
            "create index on log.events (district, position)",
            "alter table log.texts drop constraint texts_pkey",
            "alter table log.commands drop constraint commands_district_recorded_at_key",
            "drop trigger only_grows on log.heads",
        ],
        under=(service_killed,),
    ),
    Sabotage(
        name="key check after versions",
        edits=[
            ("and x.request not in (select k.request from unnest(v_known) as k)", ""),
            ("left join unnest(v_known || v_stale) as o", f"left join ({_STALE_FIRST}) as o"),
        ],
        under=(service_killed,),
    ),
    Sabotage(name="acknowledgement before commit", patch="acknowledgement_before_commit"),
    Sabotage(
        name="checkpoint apart from its rows",
        patch="checkpoint_apart_from_its_rows",
        under=(service_killed, server_killed),
    ),
    Sabotage(name="swallowed connection error", patch="swallowed_connection_error"),
    Sabotage(name="fsync off with a power cut", settings=["fsync=off"], under=(power_cut,), wants_a_disk=True),
    Sabotage(
        name="commitment without its text",
        edits=[
            ("unnest(e.texts) as t\n        where r.status = 'appended'", "unnest(e.texts) as t\n        where false")
        ],
        under=(service_killed,),
    ),
)

_SOURCE: Final = "select pg_get_functiondef('log.append'::regproc)"


async def apply(sabotage: Sabotage, stage: Stage) -> None:
    """Do it to a running database; what is patched in the service is patched as it starts."""
    connection = await asyncpg.connect(stage.server.owner)
    try:
        source = await connection.fetchval(_SOURCE)
        for old, new in sabotage.edits:
            assert source.count(old) == 1, f"{sabotage.name}: log.append has changed, and the sabotage with it"
            source = source.replace(old, new)
        for statement in (source, *sabotage.sql):
            await connection.execute(statement)
    finally:
        await connection.close()

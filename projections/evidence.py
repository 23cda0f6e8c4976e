"""Evidence: whether a file is named by a report that somebody may read."""

from typing import Final

from projections.connection import Connection

_NAMED: Final = r"""
    select exists (
        select from (
            select t.position from log.texts as t
            where t.district = $1 and t.part like 'evidence\_%'
              and substring(t.text from '^\{"file":"([0-9a-f]{64})"') = $2
            offset 0 -- few: one looks at these first
        ) as t
        join log.events as e on e.district = $1 and e.position = t.position
        join read_control.assignment as a on a.district = $1 and a.key = substr(e.stream, length('assignment/') + 1)
        where a.known_to = 9223372036854775807 and a.organisation = any ($3)
    )
"""


async def is_evidence(connection: Connection, district: str, sha256: str, organisations: frozenset[str]) -> bool:
    """Tell whether it is evidence for an assignment of one of the organisations, as far as it is not erased."""
    return bool(await connection.fetchval(_NAMED, district, sha256, organisations))

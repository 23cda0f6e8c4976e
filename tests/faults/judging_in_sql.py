"""The judge in SQL, on a scratch copy of the history beside the log."""

from collections import Counter
from pathlib import Path
from typing import Final

import asyncpg

from tests.faults.district import ITEM, ROADMAP, District
from tests.faults.verdict import Verdict

_TABLES: Final = Path(__file__).with_name("judging.sql").read_text("utf-8")
_VERDICT: Final = Path(__file__).with_name("verdict.sql").read_text("utf-8")


async def judge(connection: asyncpg.Connection, district: District, file: Path) -> Verdict:
    """Return how often each law was broken; everything it makes is gone afterwards."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        for name, value in (
            ("district", district.name),
            ("seeded", str(district.seeded)),
            ("item", f"{ROADMAP}/{ITEM}/"),
        ):
            await connection.execute("select set_config($1, $2, true)", f"judge.{name}", value)
        await connection.execute("set local jit = off")  # to compile these takes longer than to run them
        await connection.execute("create temp table history (line jsonb not null)")
        await connection.copy_records_to_table("history", records=_lines(file), columns=["line"])
        await connection.execute(_TABLES)
        return Counter({row["law"]: row["times"] for row in await connection.fetch(_VERDICT)})
    finally:
        await transaction.rollback()


def _lines(file: Path) -> list[tuple[str]]:
    return [(line,) for line in file.read_text("utf-8").splitlines()]

"""What the doctor looks at: the modes of files, the database and its roles, each district and its read models."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import asyncpg
from msgspec import Struct

from domain import district
from domain.district import DISTRICT
from projections.model import Model
from service.app import MODELS
from service.cli.house import districts
from service.cli.terminal import words
from service.ledger.reading import inside, size, starts_at
from service.postgres.database import Database
from service.postgres.migrate import MigrationError, pending
from service.postgres.pool import Connection
from service.postgres.start_checks import check
from service.settings import Settings, StartRefused
from service.words import _

_OTHERS: Final = 0o077


class Check(Struct, frozen=True, kw_only=True):
    name: str
    ok: bool
    detail: str


def of_files(settings: Settings) -> Iterator[Check]:
    """Look whether others than their owner may read the data directory and the secrets in it."""
    folder = settings.data_dir
    where = words(_("an external one")) if settings.database_url else words(_("our own in {folder}"), folder=folder)
    yield Check(name="settings", ok=True, detail=words(_("Read; the database is {where}."), where=where))
    for path in (folder, *sorted(folder.glob("*.secret")), *sorted(folder.glob("*-keys.json"))):
        if path.exists():
            yield _mode(path)


def _mode(path: Path) -> Check:
    mode = path.stat().st_mode
    message = _("Others may read it: chmod go= {path}.") if mode & _OTHERS else _("Only its owner reads it.")
    return Check(name=str(path), ok=not mode & _OTHERS, detail=words(message, path=path))


async def of_database(database: Database) -> list[Check]:
    checks = [await _role("roadmap_app", database.app), await _role("roadmap_projector", database.projector)]
    app = await asyncpg.connect(database.app)
    projector = await asyncpg.connect(database.projector)
    try:
        missing = await pending(app)
        checks.append(_migrations(missing))
        if not missing:
            for where in await districts(database.projector):
                checks.append(await _log(app, where))
                checks.extend([await _model(projector, model, where) for model in MODELS])
    finally:
        await app.close()
        await projector.close()
    return checks


async def _role(name: str, dsn: str) -> Check:
    """Look at the database as a role does, with the checks of every start."""
    try:
        await check(dsn)
    except (StartRefused, MigrationError) as doubt:
        return Check(name=name, ok=False, detail=str(doubt))
    return Check(name=name, ok=True, detail=words(_("It logs in, and the database can be trusted.")))


def _migrations(missing: list[str]) -> Check:
    message = _("Pending: {names}.") if missing else _("All are applied.")
    return Check(name="migrations", ok=not missing, detail=words(message, names=", ".join(missing)))


_LAST: Final = "select recorded_at from log.heads where district = $1"
_LOAD: Final = "select entries from log.load($1, $2)"


async def _log(connection: Connection, where: str) -> Check:
    async with inside(connection, where):
        length, first = await size(connection, where), await starts_at(connection, where)
        last: datetime | None = await connection.fetchval(_LAST, where)
        opened = DISTRICT.fold(await connection.fetchval(_LOAD, where, [district.STREAM]))
    name = f"district {where}"
    if first is None:
        return Check(name=name, ok=False, detail=words(_("Its log is empty: run `python -m service setup` again.")))
    detail = words(
        _("“{name}”, {zone}: {size} events from {first} to {last}."),
        name=opened.name,
        zone=opened.time_zone,
        size=length,
        first=f"{first:%Y-%m-%d %H:%M:%SZ}",
        last=f"{last:%Y-%m-%d %H:%M:%SZ}",
    )
    return Check(name=name, ok=bool(opened.name), detail=detail)


async def _model(connection: Connection, model: Model, where: str) -> Check:
    name = f"read model {model.name} of {where}"
    table = f"{model.live}.checkpoint"
    if not await connection.fetchval("select to_regclass($1) is not null", table):
        return Check(name=name, ok=True, detail=words(_("Not built yet: the next start builds it.")))
    async with inside(connection, where):
        behind = await size(connection, where)
        row = await connection.fetchrow(
            f"select position, parked_at, reason from {table} where district = $1",  # noqa: S608  names of our own
            where,
        )
    position = row["position"] if row else 0
    if row and row["parked_at"] is not None:
        detail = words(_("Parked at the event {position}: {reason}."), position=row["parked_at"], reason=row["reason"])
        return Check(name=name, ok=False, detail=detail)
    return Check(
        name=name,
        ok=True,
        detail=words(_("At position {position}, {behind} behind."), position=position, behind=behind - position),
    )

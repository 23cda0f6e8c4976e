"""Doctor: looks at settings, secrets, database and every district, changes nothing, and says what is wrong."""

import asyncio

import asyncpg
import rich_click as click
from msgspec import Struct

from service.cli.examination import Check, of_database, of_files
from service.cli.options import as_json
from service.cli.tables import show
from service.cli.terminal import document, words
from service.postgres.database import open_database
from service.postgres.migrate import MigrationError
from service.settings import Settings, StartRefused, load
from service.words import _


class Found(Struct, frozen=True, kw_only=True):
    ok: bool
    checks: list[Check]


@click.command()
@as_json
def doctor(*, as_json: bool) -> None:
    """Look at everything and change nothing; exit 1 where something is wrong."""
    settings = load()
    checks = [*of_files(settings), *_database(settings)]
    found = Found(ok=all(check.ok for check in checks), checks=checks)
    document(found) if as_json else _print(found)
    raise SystemExit(0 if found.ok else 1)


def _database(settings: Settings) -> list[Check]:
    if settings.database_url is None and not (settings.data_dir / "postgres" / "cluster").exists():
        detail = words(
            _("There is no database in {folder} yet: `python -m service setup` makes one."), folder=settings.data_dir
        )
        return [Check(name="database", ok=False, detail=detail)]
    try:
        with open_database(settings) as database:
            return asyncio.run(of_database(database))
    except (StartRefused, MigrationError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return [Check(name="database", ok=False, detail=str(error))]


def _print(found: Found) -> None:
    marks = {True: words(_("good")), False: words(_("wrong"))}
    show(
        [_("what"), _("how it is"), _("in words")],
        [(check.name, marks[check.ok], check.detail) for check in found.checks],
    )

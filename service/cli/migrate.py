"""Migrate: bring the schema up to date, as its owner."""

import asyncio

import rich_click as click
from msgspec import Struct

from service.cli.options import as_json
from service.cli.terminal import document, tell
from service.postgres.database import open_database
from service.postgres.migrate import MIGRATIONS, load
from service.postgres.migrate import migrate as apply
from service.settings import StartRefused
from service.settings import load as settings
from service.words import _


class Migrated(Struct, frozen=True, kw_only=True):
    """Names of files: those applied now, and all that are applied."""

    applied: list[str]
    all: list[str]


@click.command()
@as_json
def migrate(*, as_json: bool) -> None:
    """Apply the migrations that are pending; ROADMAP_OWNER_URL names who may."""
    with open_database(settings()) as database:
        if database.owner is None:
            raise StartRefused("Nobody is named who may migrate: set ROADMAP_OWNER_URL.")
        applied = asyncio.run(apply(database.owner))
    found = Migrated(applied=applied, all=[migration.name for migration in load(MIGRATIONS)])
    document(found) if as_json else _print(found)


def _print(found: Migrated) -> None:
    for name in found.all:
        tell(_("{name}: applied now") if name in found.applied else _("{name}: was applied before"), name=name)

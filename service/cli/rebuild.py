"""Rebuild: a read model made anew from the log beside the live one, held against it, put in its place, or put back."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Final

import asyncpg
import rich_click as click
from msgspec import Struct

from domain.refusals import Refused
from projections.model import Model
from service.app import MODELS
from service.cli.options import argument, as_json, option
from service.cli.progress import counting
from service.cli.terminal import document, tell, words
from service.ledger.difference import Difference, differences
from service.ledger.generations import mark, promote, roll_back, stands
from service.ledger.rebuild import alone, follow
from service.ledger.rebuild import rebuild as make
from service.postgres.database import open_database, prepare
from service.postgres.pool import Connection, open_pool
from service.settings import load
from service.words import _

_MOST: Final = 1000  # differences that are shown; all are counted


class NoLastGeneration(Refused):
    code, message = "no-last-generation", "There is no generation of {model} to go back to."


class Rebuilt(Struct, frozen=True, kw_only=True):
    """``differences`` is null where nobody asked for them."""

    model: str
    version: int
    promoted: bool = False
    rolled_back: bool = False
    differences: int | None = None
    shown: list[Difference] = []


@click.command(name="rebuild")
@argument("model", type=click.Choice([model.name for model in MODELS]), required=False)
@option("--diff", is_flag=True, help="Name the rows and fields that would change.")
@option("--promote", "promotes", is_flag=True, help="Put the next generation in the place of the live one.")
@option("--rollback", "rolls_back", is_flag=True, help="Put the generation before back in its place.")
@as_json
def rebuild(*, model: str | None, diff: bool, promotes: bool, rolls_back: bool, as_json: bool) -> None:
    """Make the next generation of a read model, of each by default; one that stands already is brought up to date."""
    if rolls_back and (diff or promotes):
        raise click.UsageError("--rollback goes alone.")
    with open_database(load()) as database:

        async def work() -> list[Rebuilt]:
            await prepare(database)
            chosen = [found for found in MODELS if model in {None, found.name}]
            async with (
                open_pool(database.projector, application_name="roadmap rebuild") as pool,
                pool.acquire() as connection,
                alone(connection, chosen, _waits),
            ):
                if rolls_back:
                    return [await _roll_back(connection, found) for found in chosen]
                await _make(pool, connection, chosen, quiet=as_json)
                return [await _finish(connection, found, diff=diff, promotes=promotes) for found in chosen]

        done = asyncio.run(work())
    if as_json:
        document(done)
    for rebuilt in () if as_json else done:
        _print(rebuilt)


def _waits(model: Model) -> None:
    click.echo(words(_("Another rebuild of {model} is under way; this one waits for it."), model=model.name), err=True)


async def _roll_back(connection: Connection, model: Model) -> Rebuilt:
    if await mark(connection, model.last) is None:
        raise NoLastGeneration(model=model.name)
    await roll_back(connection, model)
    return Rebuilt(model=model.name, version=model.version, rolled_back=True)


async def _make(pool: asyncpg.Pool, connection: Connection, models: Sequence[Model], *, quiet: bool) -> None:
    missing = list[Model]()
    for model in models:
        if await mark(connection, model.next) == stands(model):
            await follow(pool, model)
        else:
            missing.append(model)
    if missing:
        with counting(quiet=quiet) as told:
            await make(pool, connection, missing, told)


async def _finish(connection: Connection, model: Model, *, diff: bool, promotes: bool) -> Rebuilt:
    count, shown = await _differences(connection, model) if diff else (None, [])
    if promotes:
        await promote(connection, model)
    return Rebuilt(model=model.name, version=model.version, promoted=promotes, differences=count, shown=shown)


async def _differences(connection: Connection, model: Model) -> tuple[int, list[Difference]]:
    count, shown = 0, list[Difference]()
    async with aclosing(differences(connection, model)) as found:
        async for difference in found:
            count += 1
            if len(shown) < _MOST:
                shown.append(difference)
    return count, shown


def _print(rebuilt: Rebuilt) -> None:
    for difference in rebuilt.shown:
        row = " ".join(f"{name}={value}" for name, value in difference.row.items())
        click.echo(f"{difference.table} {row} {difference.field}: {difference.live} → {difference.next}")
    if rebuilt.differences is not None:
        tell(_("{model}: {count} fields differ."), model=rebuilt.model, count=rebuilt.differences)
    if rebuilt.rolled_back:
        tell(_("{model}: the generation before is live again."), model=rebuilt.model)
    elif rebuilt.promoted:
        tell(_("{model}: the new generation is live; --rollback puts the one before back."), model=rebuilt.model)
    else:
        tell(_("{model}: the next generation stands; --promote makes it live."), model=rebuilt.model)

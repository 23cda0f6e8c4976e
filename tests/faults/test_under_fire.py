"""The log under fire for longer than the suite has time for: ``make faults SEED=…``."""

import os
from collections.abc import Callable

import pytest

from service.postgres.database import Database
from service.postgres.embedded import Server
from tests.service.ledger.under_fire import LAWS, Fire, burn


@pytest.fixture(scope="module")
async def fire(postgres: Server, database: Database) -> Fire:
    seed, commands = int(os.environ.get("SEED", "647")), int(os.environ.get("COMMANDS", "1000"))
    burnt = await burn(postgres, writers=16, commands=commands, seed=seed)
    print(f"\nseed {seed}: {burnt.commands} commands in {burnt.seconds:.1f} s, {dict(burnt.counts)}")  # noqa: T201  a report
    return burnt


@pytest.mark.parametrize("law", LAWS)
async def test_under_fire(fire: Fire, law: Callable[[Fire], None]) -> None:
    law(fire)

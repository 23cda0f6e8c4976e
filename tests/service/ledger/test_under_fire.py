"""Lost answers and killed connections under load: nothing is lost, doubled, skipped or out of order."""

import os
from collections.abc import Callable

import pytest

from service.postgres.database import Database
from service.postgres.embedded import Server
from tests.service.ledger.under_fire import LAWS, Fire, burn


@pytest.fixture(scope="module")
async def fire(postgres: Server, database: Database) -> Fire:
    return await burn(postgres, writers=16, commands=150, seed=int(os.environ.get("SEED", "647")))


@pytest.mark.parametrize("law", LAWS)
async def test_under_fire(fire: Fire, law: Callable[[Fire], None]) -> None:
    law(fire)

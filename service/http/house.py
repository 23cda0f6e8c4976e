"""What every handler finds in the house: the ledger, the database, and what was read before."""

import asyncpg
from litestar import Litestar
from msgspec import Struct

from projections.here import Districts
from service.ledger.ledger import Ledger
from service.ledger.runner import Runner


class House(Struct, frozen=True, kw_only=True):
    ledger: Ledger
    pool: asyncpg.Pool
    districts: Districts
    runner: Runner


def house(app: Litestar) -> House:
    here: House = app.state.house
    return here

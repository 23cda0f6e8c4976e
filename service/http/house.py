"""What every handler finds in the house: the ledger, its read models, and what was read before."""

from litestar import Litestar
from msgspec import Struct

from projections.here import Districts
from service.identity.keys import Keyring
from service.ledger.ledger import Ledger
from service.ledger.runner import Runner
from service.overdue_list import Kept


class House(Struct, frozen=True, kw_only=True):
    ledger: Ledger
    runner: Runner
    keyring: Keyring
    districts: Districts = Districts()
    kept: Kept = Kept()


def house(app: Litestar) -> House:
    here: House = app.state.house
    return here

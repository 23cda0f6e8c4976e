"""What every handler finds in the house: the ledger, its read models, and what was read before."""

from asyncio import Semaphore

from litestar import Litestar
from msgspec import Struct, field

from projections.here import Districts
from service.files import FILE_QUOTA
from service.http.kept import Kept
from service.identity.keyring import Keyring
from service.ledger.ledger import Ledger
from service.ledger.runner import Runner


class House(Struct, frozen=True, kw_only=True):
    ledger: Ledger
    runner: Runner
    keyring: Keyring
    districts: Districts = field(default_factory=Districts)
    kept: Kept = field(default_factory=Kept)
    uploads: Semaphore = field(default_factory=lambda: Semaphore(4))
    """So many files are in the memory of this process at once, each of 10 MiB at most."""
    file_quota: int = FILE_QUOTA
    """Bytes of the files that one organisation may have here as evidence."""


def house(app: Litestar) -> House:
    here: House = app.state.house
    return here

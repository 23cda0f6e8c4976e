"""Why a command stopped: a sentence for who called it, and the exit status."""

from typing import NamedTuple

import asyncpg

from domain.refusals import Refused
from service.asking import Behind
from service.cli.terminal import said, words
from service.ledger.event_store import Unavailable
from service.ledger.execute import Busy
from service.postgres.migrate import MigrationError
from service.settings import StartRefused
from service.words import _


class Stop(NamedTuple):
    sentence: str
    status: int


def stop(error: Exception) -> Stop | None:
    """Return 1 for what a rule forbids, 2 for what cannot be done here and now, None for a fault of the program."""
    match error:
        case Refused():
            return Stop(said(error), 1)
        case StartRefused() | MigrationError():
            return Stop(str(error), 2)
        case Unavailable() | Busy() | Behind():
            return Stop(words(_("The service is busy: try again a little later.")), 2)
        case asyncpg.PostgresError() | asyncpg.InterfaceError() | OSError():
            return Stop(words(_("The database cannot be used: {error}."), error=str(error).rstrip(".")), 2)
        case _:
            return None

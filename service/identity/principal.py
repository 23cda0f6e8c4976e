"""The principal: who asks, and the roles he was granted."""

from datetime import date

from msgspec import Struct

from domain.access import State
from domain.command import Caller
from domain.rights import Reach, reach


class Principal(Struct, frozen=True, kw_only=True):
    caller: Caller
    access: State

    def reach(self, day: date) -> Reach:
        """Return which organisations he may read of today; raise `Forbidden` where there are none."""
        return reach(self.access.on(day))

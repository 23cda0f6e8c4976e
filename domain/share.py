"""A share in integers; its percentage is only a picture of it (DOMAIN rule 7)."""

from msgspec import Struct


class Share(Struct, frozen=True, kw_only=True):
    """What ``part`` of what ``whole``; of nothing there is no share."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Return it with two decimals, never rounded up: 14.96, and no target is met by rounding."""
        return None if self.whole == 0 else self.part * 10_000 // self.whole / 100

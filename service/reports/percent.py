"""A percentage as it is shown: with two decimals, never rounded up, lest what misses a target looks as if it met it."""

from decimal import ROUND_DOWN, Decimal
from typing import Final

_SHOWN: Final = Decimal("0.01")


def percent(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(_SHOWN)


def share(engaged: int | None, enrolled: int | None) -> Decimal | None:
    """Return the coverage; None where there is no data."""
    if engaged is None or not enrolled:
        return None
    return (Decimal(engaged * 100) / enrolled).quantize(_SHOWN, ROUND_DOWN)

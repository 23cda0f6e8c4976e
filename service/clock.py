"""The clock: the one module that knows what time and what day it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  this is the place


def today(time_zone: str) -> date:
    """Return the civil day in a district's zone (DOMAIN rule 12)."""
    return now().astimezone(ZoneInfo(time_zone)).date()

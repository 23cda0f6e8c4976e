"""A working calendar as a person writes it: the body of a request, or a file for the command line."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from domain.publish_calendar import PublishCalendar


class CalendarDraft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``source`` is the document that says so; ``edition`` is by default the next one of the year."""

    year: Annotated[int, Meta(ge=1900, le=2199)]
    days_off: Annotated[tuple[date, ...], Meta(min_length=1, max_length=366)]
    working_weekends: Annotated[tuple[date, ...], Meta(max_length=106)]
    source: Annotated[str, Meta(pattern=r"\S", max_length=200)]
    provisional: bool = False
    edition: Annotated[int, Meta(ge=1)] | None = None

    def command(self) -> PublishCalendar:
        return PublishCalendar(**asdict(self))

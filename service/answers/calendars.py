"""The working calendars of a district as they were known: of each year the edition that stands."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from domain.calendar import Calendar
from domain.district import STREAM, CalendarPublished
from domain.publish_calendar import CALENDARS
from service.ledger.ledger import Ledger
from service.ledger.reading import Known


class PublishedYear(Struct, frozen=True, kw_only=True):
    """``days_off`` are the weekdays that are not worked; ``working_days`` counts the days of the year that are."""

    year: int
    edition: int
    days_off: Sequence[date]
    working_weekends: Sequence[date]
    working_days: int
    source: str
    provisional: bool

    @classmethod
    def of(cls, published: CalendarPublished) -> "PublishedYear":
        worked = Calendar().with_year(published).published[published.year]
        return cls(
            year=published.year,
            edition=published.edition,
            days_off=published.days_off,
            working_weekends=published.working_weekends,
            working_days=len(worked.days),
            source=published.source,
            provisional=worked.provisional,
        )


class Calendars(Struct, frozen=True, kw_only=True):
    """``version`` is that of the district."""

    known_at: datetime
    position: int
    log_starts_at: datetime | None
    version: int
    rows: Sequence[PublishedYear]


async def calendars(ledger: Ledger, district: str, known: Known) -> Calendars:
    """Answer by year; one that is not among the rows counts as provisional, by weekends and statutory holidays."""
    lines = await ledger.lines(district, STREAM, until=known.position)
    return Calendars(
        known_at=known.known_at,
        position=known.position,
        log_starts_at=known.log_starts_at,
        version=len(lines),
        rows=[PublishedYear.of(published) for _, published in sorted(CALENDARS.fold(lines).items())],
    )

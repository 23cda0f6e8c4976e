"""Publishing the working calendar of a year, edition by edition; recorded deadlines stay (DOMAIN rules 3 and 4)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import json
from msgspec.structs import replace

from domain.calendar import SATURDAY
from domain.command import Caller, Command
from domain.decider import Decider, Fact, Past
from domain.district import STREAM, CalendarPublished, Event
from domain.entry import Recorded
from domain.refusals import Refused
from domain.rights import Right, require


class WrongDay(Refused):
    """``place`` is that of the day, such as "days_off[3]"."""

    status = 422

    def __init__(self, place: str, **arguments: object) -> None:
        super().__init__(**arguments)
        self.field = place


class DayOfAnotherYear(WrongDay):
    code, message = "day-of-another-year", "{day} is no day of the year {year}."


class NoWeekend(WrongDay):
    code, message = "no-weekend", "{day} is neither a Saturday nor a Sunday: only such a day can be a working weekend."


class WorkedAndOff(WrongDay):
    code, message = "worked-and-off", "{day} stands in both lists: a day is either worked or off."


class AnotherEdition(Refused):
    code, field = "another-edition", "edition"
    message = "The next edition of the calendar of {year} is {edition}."


class SameCalendar(Refused):
    code, message = "nothing-new", "The calendar of {year} stands exactly so already, as its edition {edition}."


class PublishCalendar(Command, frozen=True, kw_only=True, tag="publish-calendar"):
    """Days off that are weekends go without saying and are left out; ``edition`` is by default the next one."""

    year: int
    days_off: tuple[date, ...]
    working_weekends: tuple[date, ...]
    source: str
    provisional: bool = False
    edition: int | None = None

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        require(past, caller, day, Right.ADOPT_RULES, name=STREAM)
        self._check()
        known = past.state(CALENDARS, STREAM).get(self.year)
        if known and replace(known, edition=0) == self._edition(0):
            raise SameCalendar(year=self.year, edition=known.edition)
        edition = known.edition + 1 if known else 1
        if self.edition not in {None, edition}:
            raise AnotherEdition(year=self.year, edition=edition)
        return [Fact(stream=STREAM, data=self._edition(edition))]

    def _check(self) -> None:
        for name, days in (("days_off", self.days_off), ("working_weekends", self.working_weekends)):
            for index, day in enumerate(days):
                if day.year != self.year:
                    raise DayOfAnotherYear(f"{name}[{index}]", day=day, year=self.year)
        for index, day in enumerate(self.working_weekends):
            if day.weekday() < SATURDAY:
                raise NoWeekend(f"working_weekends[{index}]", day=day)
            if day in self.days_off:
                raise WorkedAndOff(f"working_weekends[{index}]", day=day)

    def _edition(self, number: int) -> CalendarPublished:
        return CalendarPublished(
            year=self.year,
            edition=number,
            days_off=tuple(sorted({day for day in self.days_off if day.weekday() < SATURDAY})),
            working_weekends=tuple(sorted(set(self.working_weekends))),
            source=self.source,
            provisional=self.provisional or None,
        )


def evolve(known: Mapping[int, CalendarPublished], entry: Recorded[Event]) -> Mapping[int, CalendarPublished]:
    """Keep the last edition of each year; the other events of a district say nothing of its calendars."""
    return {**known, entry.data.year: entry.data} if isinstance(entry.data, CalendarPublished) else known


CALENDARS: Final[Decider[Mapping[int, CalendarPublished], Event]] = Decider(
    category="district", initial={}, evolve=evolve, decoder=json.Decoder(Recorded[Event])
)
"""The calendars of a district as they were published, where `domain.district.State` counts their days."""

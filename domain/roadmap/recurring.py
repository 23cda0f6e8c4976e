"""Recurring items: their periods are opened until a day, by a command and never by a clock (DOMAIN rule 14)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from domain import directory, district
from domain.calendar import Calendar
from domain.command import Caller
from domain.decider import Fact, Past
from domain.directory import DIRECTORY
from domain.district import DISTRICT
from domain.recurrence.periods import Period, periods
from domain.recurrence.rule import parse
from domain.rights import Right
from domain.roadmap.assigning import Turn, assigned, bound, require_few
from domain.roadmap.command import OnItem
from domain.roadmap.events import PeriodsOpened
from domain.roadmap.item import Item
from domain.roadmap.refusals import NoNewPeriods, NotRecurring, OffControl, RuleLeftOpen


class OpenPeriods(OnItem, frozen=True, kw_only=True, tag="open-periods"):
    """Opens what is not open yet of a recurring item; sent again with a later day it goes on from there."""

    until: date | None = None

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        return {caller.access, self.stream, directory.STREAM, district.STREAM}

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        roadmap = self._allowed(past, caller, day, Right.OPEN_PERIODS)
        item = self._item(past)
        if item.off_control:
            raise OffControl(item=self.item)
        if self.period or not item.recurs:
            raise NotRecurring(item=self.item)
        here = past.state(DISTRICT, district.STREAM)
        until = self.until or last_day(roadmap.items.values(), begins(item))
        turns = asked_for(item, until, here.calendar)
        if turns is None:
            raise RuleLeftOpen(item=self.item, rule=item.rule)
        facts = list(opened(item, turns, until, past.state(DIRECTORY, directory.STREAM), here, day))
        if not facts:
            raise NoNewPeriods(item=self.item, until=until)
        return require_few(facts)


def begins(item: Item) -> date:
    """Return the day of the act that brought the item: its duties are on control from then on."""
    return max(basis.dated_on for basis in item.bases)


def last_day(items: Iterable[Item], act_date: date) -> date:
    """Return until when periods are opened where nobody says: the last date of the roadmap, else the year's end."""
    dates = [day for item in items if not item.recurs and (day := item.due_on or item.written_on)]
    return max(dates, default=date(act_date.year, 12, 31))


def asked_for(item: Item, until: date, calendar: Calendar) -> list[Period] | None:
    """Return the periods from the act, or from the beginning the text names; None where the rule leaves them open."""
    rule = parse(item.rule or "")
    first = begins(item)
    return periods(rule, max(item.starts_on or first, first), until, calendar) if rule else None


def opened(
    item: Item, turns: Sequence[Period], until: date, members: directory.State, here: district.State, day: date
) -> Iterator[Fact]:
    """Yield the opening of the periods that are new, and the assignments of each; nothing where none is."""
    new = [turn for turn in turns if turn.key not in item.periods]
    if not new:
        return
    event = PeriodsOpened(item=item.item, until=until, periods=[turn.key for turn in new])
    yield Fact(stream=f"roadmap/{item.roadmap}", data=event)
    policy, organisations = here.policy(day), bound(item, members)
    for period in new:
        turn = Turn(period=period.key, deadline=period.deadline(policy, here.calendar))
        for organisation in organisations:
            yield assigned(item, organisation, begins(item), turn)

"""Items and roadmaps as a whole: a deadline for everyone, periods of what recurs, the end of control."""

from datetime import date
from typing import Annotated, Final

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct
from msgspec.structs import asdict

from domain.act import Authority
from domain.assignment.commands import Words
from domain.assignment.events import DeadlineSet
from domain.roadmap.closing import CloseRoadmap
from domain.roadmap.events import PeriodsOpened
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.set_deadline import SetItemDeadline
from service.http.api.commanding import answered, carry_out, unchanged
from service.http.api.decisions import GivenAuthority
from service.http.api.examples import example
from service.http.api.recording import WRITES, Writing
from service.http.authentication import Asked
from service.http.faults import Fault, Invalid
from service.http.parameters import YEARS

_ORDER: Final = {"kind": "act", "number": "12", "dated_on": "2021-02-01"}
_HEAD: Final = {"kind": "decision", "dated_on": "2025-01-20"}


class ItemDeadline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    due_on: date
    ground: Words
    authority: GivenAuthority


class Moved(Struct, frozen=True, kw_only=True):
    """``assignments`` counts those whose deadline was set."""

    roadmap: str
    item: str
    due_on: date
    assignments: int
    position: int | None


@post("/roadmaps/{roadmap:str}/items/{item:str}/deadline", responses=WRITES)
async def set_item_deadline(
    request: Asked,
    roadmap: FromPath[str],
    item: FromPath[str],
    data: Annotated[ItemDeadline, example(due_on="2021-03-31", ground="Изменения в дорожной карте", authority=_ORDER)],
    writing: NamedDependency[Writing],
) -> Response[Moved]:
    """Set the deadline of an item, or of one period of it, for everyone at once, also for reports under review."""
    authority = Authority(**asdict(data.authority))
    command = SetItemDeadline(roadmap=roadmap, item=item, due_on=data.due_on, ground=data.ground, authority=authority)
    done = await carry_out(request, writing, command, unchanged(writing, command.stream))
    set_ = sum(isinstance(entry.data, DeadlineSet) for entry in done.entries)
    answer = Moved(roadmap=roadmap, item=item, due_on=data.due_on, assignments=set_, position=done.position)
    return answered(done, answer)


class UntilWhen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By default until the roadmap's last date, else until the end of its act's year."""

    until: date | None = None


class Opened(Struct, frozen=True, kw_only=True):
    """``periods`` are the keys of those that were opened now; each has an address such as ``5@2021-q1``."""

    roadmap: str
    item: str
    until: date
    periods: list[str]
    assignments: int
    position: int | None


@post("/roadmaps/{roadmap:str}/items/{item:str}/periods", responses=WRITES)
async def open_periods(
    request: Asked,
    roadmap: FromPath[str],
    item: FromPath[str],
    data: Annotated[UntilWhen, example(until="2022-12-31")],
    writing: NamedDependency[Writing],
) -> Response[Opened]:
    """Open the periods of a recurring item until a day; sent again with a later day it goes on from there."""
    if data.until and data.until.year not in YEARS:
        raise Invalid(Fault(field="until", rule="year"))
    command = OpenPeriods(roadmap=roadmap, item=item, until=data.until)
    done = await carry_out(request, writing, command, unchanged(writing, command.stream))
    [opened] = [entry.data for entry in done.entries if isinstance(entry.data, PeriodsOpened)]
    answer = Opened(
        roadmap=roadmap,
        item=item,
        until=opened.until,
        periods=opened.periods,
        assignments=len(done.entries) - 1,
        position=done.position,
    )
    return answered(done, answer)


class Closure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ground: Words
    authority: GivenAuthority


class ClosedNow(Struct, frozen=True, kw_only=True):
    roadmap: str
    closed_on: date
    position: int | None


@post("/roadmaps/{roadmap:str}/closure", responses=WRITES)
async def close_roadmap(
    request: Asked,
    roadmap: FromPath[str],
    data: Annotated[Closure, example(ground="Все мероприятия исполнены", authority=_HEAD)],
    writing: NamedDependency[Writing],
) -> Response[ClosedNow]:
    """Take a roadmap off control, once all its assignments are accepted or withdrawn."""
    authority = Authority(**asdict(data.authority))
    command = CloseRoadmap(roadmap=roadmap, ground=data.ground, authority=authority)
    done = await carry_out(request, writing, command, unchanged(writing, command.stream))
    answer = ClosedNow(roadmap=roadmap, closed_on=done.entries[0].day, position=done.position)
    return answered(done, answer)

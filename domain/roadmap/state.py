"""What the log knows of a roadmap: its act, who supervises it, and its items."""

from collections.abc import Mapping
from datetime import date
from typing import Final, assert_never

from msgspec import Struct, json
from msgspec.structs import replace

from domain.act import Act
from domain.decider import Decider
from domain.entry import Recorded
from domain.roadmap import item
from domain.roadmap.events import Adopted, Closed, Event, HeadEvent, SupervisorNamed
from domain.roadmap.item import Item


class Head(Struct, frozen=True, kw_only=True):
    """``at`` is the position of its adoption: there lie the act's title and those of the acts it executes."""

    at: int = 0
    act: Act | None = None
    supervisor: str | None = None
    file: str | None = None
    closed_on: date | None = None


class State(Struct, frozen=True, kw_only=True):
    head: Head = Head()
    items: Mapping[str, Item] = {}


def evolve_head(head: Head, event: HeadEvent, position: int, day: date) -> Head:
    match event:
        case Adopted(act=act, supervisor=supervisor, file=file):
            return Head(at=position, act=act, supervisor=supervisor, file=file)
        case SupervisorNamed(person=person):
            return replace(head, supervisor=person)
        case Closed():
            return replace(head, closed_on=day)
        case _:
            assert_never(event)


def evolve(state: State, entry: Recorded[Event]) -> State:
    match entry.data:
        case Adopted() | SupervisorNamed() | Closed() as event:
            return replace(state, head=evolve_head(state.head, event, entry.position, entry.day))
        case event:
            roadmap = entry.stream.removeprefix("roadmap/")
            changed = item.evolve(state.items.get(event.item, Item()), event, roadmap, entry.position)
            return replace(state, items={**state.items, event.item: changed})


ROADMAP: Final = Decider(category="roadmap", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event]))

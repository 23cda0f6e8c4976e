"""What the log knows of a roadmap: its act, who supervises it, and its items."""

from collections.abc import Mapping
from typing import Final, TypeAlias, assert_never

from msgspec import Struct, json
from msgspec.structs import replace

from domain.act import Act
from domain.decider import Decider
from domain.entry import Recorded
from domain.roadmap import item
from domain.roadmap.events import Adopted, DeadlineDecided, Event, ItemAdded, SupervisorNamed
from domain.roadmap.item import Item

HeadEvent: TypeAlias = Adopted | SupervisorNamed


class Head(Struct, frozen=True, kw_only=True):
    """``at`` is the position of its adoption: there lie the act's title and those of the acts it executes."""

    at: int = 0
    act: Act | None = None
    supervisor: str | None = None
    file: str | None = None


class State(Struct, frozen=True, kw_only=True):
    head: Head = Head()
    items: Mapping[str, Item] = {}


def evolve_head(head: Head, event: HeadEvent, position: int) -> Head:
    match event:
        case Adopted(act=act, supervisor=supervisor, file=file):
            return Head(at=position, act=act, supervisor=supervisor, file=file)
        case SupervisorNamed(person=person):
            return replace(head, supervisor=person)
        case _:
            assert_never(event)


def evolve(state: State, entry: Recorded[Event]) -> State:
    match entry.data:
        case ItemAdded(item=key) | DeadlineDecided(item=key) as event:
            roadmap = entry.stream.removeprefix("roadmap/")
            changed = item.evolve(state.items.get(key, Item()), event, roadmap, entry.position)
            return replace(state, items={**state.items, key: changed})
        case Adopted() | SupervisorNamed() as event:
            return replace(state, head=evolve_head(state.head, event, entry.position))
        case _:
            assert_never(entry.data)


ROADMAP: Final = Decider(category="roadmap", initial=State(), evolve=evolve, decoder=json.Decoder(Recorded[Event]))

"""What the tests of a roadmap share: an order to adopt, an item to decide, and the pasts they are asked on."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from domain.deadline import Deadline
from domain.deadline_grammar.reading import Reading
from domain.decider import Fact
from domain.roadmap.adopt import AdoptRoadmap
from domain.roadmap.events import ItemAdded
from domain.roadmap.planned import Planned
from domain.roadmap.state import ROADMAP as FOLD
from domain.roadmap.state import State
from domain.target import Target
from tests.factories import (
    ACT,
    DUE,
    OPENED,
    ORGANISATIONS,
    PEOPLE,
    ROADMAP,
    TOWN,
    added,
    assigned,
)
from tests.scenario import Given, Happened, stored

STREAM: Final = f"roadmap/{ROADMAP}"
DAY: Final = date(2020, 10, 12)
BEFORE_THE_ACT: Final = date(2020, 9, 8)
WRITTEN_BEFORE: Final = Deadline(written_on=BEFORE_THE_ACT)
NEW: Final = Given(*OPENED, *PEOPLE, *ORGANISATIONS)
UNDECIDED: Final = Given(*TOWN, added(deadline=WRITTEN_BEFORE), assigned(deadline=WRITTEN_BEFORE))
ADDED: Final = Given(*TOWN, added())


def planned(
    key: str, *, written_on: date = DUE, responsible: str = "schools", targets: tuple[Target, ...] = ()
) -> Planned:
    return Planned(
        key=key,
        kind="clause" if key.startswith("p") else "row",
        title=f"Мероприятие {key}",
        responsible=responsible,
        responsible_text="ОО",
        deadline_text="до 31.12.2020",
        reading=Reading(outcome="read", kind="by_date", due_on=written_on),
        targets=targets,
    )


def adopting(*items: Planned, joins: Mapping[str, str] | None = None) -> AdoptRoadmap:
    return AdoptRoadmap(
        roadmap=ROADMAP,
        act=ACT,
        act_title="О наставничестве",
        executes=(),
        executes_titles=(),
        supervisor="deputy",
        file="0" * 64,
        reader="1",
        items=items,
        joins=joins or {},
    )


def items_of(facts: list[Fact]) -> dict[str, ItemAdded]:
    return {fact.data.item: fact.data for fact in facts if isinstance(fact.data, ItemAdded)}


def assignments_of(facts: list[Fact]) -> list[str]:
    return [fact.stream for fact in facts if fact.stream.startswith("assignment/")]


def known(*history: Happened) -> State:
    return FOLD.fold([line for stream, line in stored(history) if stream == STREAM])

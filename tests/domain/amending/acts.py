"""An act of February 2021 that amends a small roadmap, and what it may say."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from domain.act import ActReference, Authority
from domain.deadline import Deadline
from domain.deadline_text import read
from domain.decider import Fact
from domain.roadmap.amending.amend import AmendRoadmap
from domain.roadmap.amending.difference import Change, Field
from domain.roadmap.item import Item
from domain.roadmap.planned import Planned
from domain.roadmap.recurring import OpenPeriods
from tests.domain.roadmaps import NEW, STREAM, adopting, known, planned
from tests.factories import DEPUTY, ROADMAP
from tests.scenario import Given, Happened

DAY: Final = date(2021, 2, 3)
ACT: Final = ActReference(number="12", dated_on=date(2021, 2, 1))
ORDER: Final = Authority(kind="act", number="12", dated_on=date(2021, 2, 1))
TITLE: Final = {"ground": "О внесении изменений"}
MARCH: Final = Deadline(written_on=date(2021, 3, 31), due_on=date(2021, 3, 31), control_on=date(2021, 3, 31))
ROWS: Final = (planned("4"), planned("6"))
TO_MARCH: Final = replace(planned("4"), deadline_text="до 31.03.2021", reading=read("до 31.03.2021"))


def after(given: Given, command: AmendRoadmap | OpenPeriods, day: date = DAY) -> Given:
    facts = given.when(command, DEPUTY, day).facts()
    return Given(*given.history, *(Happened(fact=fact, day=day) for fact in facts))


def adopted(*items: Planned, joins: dict[str, str] | None = None) -> Given:
    facts = NEW.when(adopting(*items, joins=joins), DEPUTY, date(2020, 10, 12)).facts()
    return Given(*NEW.history, *(Happened(fact=fact, day=date(2020, 10, 12)) for fact in facts))


ADOPTED: Final = adopted(*ROWS)


def amending(given: Given, *changes: Change, act: ActReference = ACT, version: int | None = None) -> AmendRoadmap:
    stands = sum(event.fact.stream == STREAM for event in given.history)
    return AmendRoadmap(
        roadmap=ROADMAP,
        version=stands if version is None else version,
        act=act,
        act_title=TITLE["ground"],
        changes=changes,
    )


def changed(item: Planned, *fields: Field) -> Change:
    return Change(item=item.key, kind="amended", fields=fields, planned=item)


def item(given: Given, key: str) -> Item:
    return known(*given.history).items[key]


def facts(given: Given, *changes: Change, day: date = DAY) -> list[Fact]:
    return given.when(amending(given, *changes), DEPUTY, day).facts()


MOVED: Final = Change(item="4", kind="deadline_moved", fields=("deadline",), planned=TO_MARCH)
REVOKED: Final = Change(item="6", kind="revoked")
NEW_ONE: Final = Change(item="7", kind="added", planned=replace(TO_MARCH, key="7", title="Новое"))

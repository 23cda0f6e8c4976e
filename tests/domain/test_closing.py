"""Rule 15: an order is off control only when every assignment of it is accepted or withdrawn."""

from datetime import date
from typing import Final

import pytest

from domain.assignment.events import Withdrawn
from domain.assignment.refusals import RoadmapClosed
from domain.command import Caller
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.closing import CloseRoadmap
from domain.roadmap.commands import Assign
from domain.roadmap.events import Closed
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.refusals import StillOpen
from tests.domain.roadmaps import DAY, STREAM, known
from tests.factories import (
    AUDITOR,
    DECISION,
    DEPUTY,
    EXECUTOR,
    OTHER_DEPUTY,
    ROADMAP,
    SCHOOL,
    TOWN,
    accepted,
    added,
    assigned,
    recurring,
    reported,
)
from tests.scenario import Given, Happened, happened

CLOSE: Final = CloseRoadmap(roadmap=ROADMAP, ground="Всё исполнено", authority=DECISION)
WITHDRAWN: Final = happened(Withdrawn(effective_on=DAY, authority=DECISION), f"assignment/{ROADMAP}/4/school-2", on=DAY)
BOTH: Final = Given(*TOWN, added(), assigned(), assigned(school="school-2"))
ENDED: Final = Given(*BOTH.history, reported(on=DAY), accepted(on=DAY), WITHDRAWN)


def test_a_roadmap_whose_assignments_are_all_ended_is_closed() -> None:
    ENDED.when(CLOSE, DEPUTY, DAY).then(Fact(stream=STREAM, data=Closed(DECISION), texts={"ground": "Всё исполнено"}))


@pytest.mark.parametrize(
    ("history", "count"),
    [
        (BOTH.history, 2),
        ((*BOTH.history, WITHDRAWN), 1),
        ((*BOTH.history, WITHDRAWN, reported(on=DAY)), 1),
    ],
    ids=["nothing reported", "one withdrawn", "one under review"],
)
def test_what_is_still_open_is_counted(history: tuple[Happened, ...], count: int) -> None:
    Given(*history).when(CLOSE, DEPUTY, DAY).then_refused(StillOpen, count=count, roadmap=ROADMAP)


def test_a_period_that_is_open_is_open() -> None:
    given = Given(*TOWN, recurring())
    facts = given.when(OpenPeriods(roadmap=ROADMAP, item="5", until=date(2020, 12, 31)), DEPUTY, DAY).facts()

    Given(*given.history, *(Happened(fact=fact) for fact in facts)).when(CLOSE, DEPUTY, DAY).then_refused(
        StillOpen, count=3, first=f"{ROADMAP}/5@2020-q4/school-1"
    )


def test_closed_is_known_with_its_day() -> None:
    closed = (*ENDED.history, happened(Closed(DECISION), STREAM, on=DAY))

    assert DAY == known(*closed).head.closed_on


def test_a_closed_roadmap_takes_no_command_on_its_items() -> None:
    closed = Given(*ENDED.history, happened(Closed(DECISION), STREAM))

    closed.when(CLOSE, DEPUTY, DAY).then_refused(RoadmapClosed)
    closed.when(Assign(roadmap=ROADMAP, item="4", organisation="school-3"), DEPUTY, DAY).then_refused(RoadmapClosed)


def test_a_roadmap_that_is_not_there_is_not_closed() -> None:
    missing = CloseRoadmap(roadmap="1-2021", ground="Всё исполнено", authority=DECISION)

    ENDED.when(missing, DEPUTY, DAY).then_refused(NotFound)


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_nobody_but_its_supervisor_closes_it(stranger: Caller) -> None:
    ENDED.when(CLOSE, stranger, DAY).then_refused(Forbidden)

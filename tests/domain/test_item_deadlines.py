"""A deadline for everyone at once: by an act or a decision, also for reports under review (DOMAIN rule 11)."""

from datetime import date
from typing import Final

import pytest

from domain.act import Authority
from domain.assignment.events import DeadlineCause, DeadlineSet
from domain.assignment.refusals import RoadmapClosed
from domain.authority import AuthorityWithoutNumber
from domain.command import Caller
from domain.deadline import Deadline
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.events import Closed, DeadlineDecided
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.refusals import DueBeforeAct, OffControl, PeriodMissing, SameDeadline
from domain.roadmap.set_deadline import SetItemDeadline
from tests.domain.roadmaps import DAY, STREAM, assignments_of, known
from tests.factories import (
    AUDITOR,
    DECISION,
    DEPUTY,
    DUE,
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

MARCH: Final = date(2021, 3, 31)
ORDER: Final = Authority(kind="act", number="12", dated_on=date(2020, 10, 9))
ITEM: Final = Given(*TOWN, added(), assigned(), assigned(school="school-2"))
DEADLINE: Final = Deadline(written_on=DUE, due_on=MARCH, control_on=MARCH)
GROUND: Final = {"ground": "Изменения в дорожной карте"}


def moving(due_on: date = MARCH, *, authority: Authority = ORDER, item: str = "4") -> SetItemDeadline:
    return SetItemDeadline(roadmap=ROADMAP, item=item, due_on=due_on, ground=GROUND["ground"], authority=authority)


@pytest.mark.parametrize(("authority", "cause"), [(ORDER, "act"), (DECISION, "decision")])
def test_it_is_recorded_on_the_roadmap_and_on_each_assignment(authority: Authority, cause: DeadlineCause) -> None:
    decided = DeadlineDecided(item="4", decision="dated", deadline=DEADLINE, authority=authority)
    moved = DeadlineSet(deadline=DEADLINE, authority=authority, cause=cause)

    ITEM.when(moving(authority=authority), DEPUTY, DAY).then(
        Fact(stream=STREAM, data=decided, texts=GROUND),
        Fact(stream=f"assignment/{ROADMAP}/4/school-1", data=moved, texts=GROUND),
        Fact(stream=f"assignment/{ROADMAP}/4/school-2", data=moved, texts=GROUND),
    )


def test_whoever_is_assigned_later_gets_the_new_day() -> None:
    facts = ITEM.when(moving(), DEPUTY, DAY).facts()

    assert MARCH == known(*ITEM.history, *(Happened(fact=fact) for fact in facts)).items["4"].due_on


def test_rule_11_a_report_under_review_does_not_stand_in_the_way() -> None:
    waiting = Given(*ITEM.history, reported(on=DAY))

    assert 2 == len(assignments_of(waiting.when(moving(), DEPUTY, DAY).facts()))


def test_what_is_accepted_stays_as_it_is() -> None:
    done = Given(*ITEM.history, reported(on=DAY), accepted(on=DAY))

    assert [f"assignment/{ROADMAP}/4/school-2"] == assignments_of(done.when(moving(), DEPUTY, DAY).facts())


def test_the_same_day_again_is_refused() -> None:
    ITEM.when(moving(DUE), DEPUTY, DAY).then_refused(SameDeadline)


def test_of_a_recurring_item_one_period_is_moved_and_the_rule_stays() -> None:
    opening = OpenPeriods(roadmap=ROADMAP, item="5", until=date(2021, 3, 31))
    opened = Given(*TOWN, recurring())
    facts = opened.when(opening, DEPUTY, DAY).facts()
    history = Given(*opened.history, *(Happened(fact=fact) for fact in facts))
    moved = history.when(moving(date(2021, 4, 20), item="5@2021-q1"), DEPUTY, DAY).facts()

    assert [f"assignment/{ROADMAP}/5@2021-q1/school-{n}" for n in (1, 2, 3)] == [fact.stream for fact in moved]
    history.when(moving(item="5"), DEPUTY, DAY).then_refused(PeriodMissing, example="5@2020-q4")


def test_a_day_before_the_act_is_refused() -> None:
    ITEM.when(moving(date(2020, 10, 7)), DEPUTY, DAY).then_refused(DueBeforeAct)


def test_an_act_has_its_number() -> None:
    ITEM.when(moving(authority=Authority(kind="act", dated_on=DAY)), DEPUTY, DAY).then_refused(AuthorityWithoutNumber)


def test_what_is_joined_to_another_item_has_no_deadline_of_its_own() -> None:
    Given(*TOWN, added(joined_to="2")).when(moving(), DEPUTY, DAY).then_refused(OffControl)


@pytest.mark.parametrize("item", ["9", "4@2021"])
def test_what_is_not_there_is_not_moved(item: str) -> None:
    ITEM.when(moving(item=item), DEPUTY, DAY).then_refused(NotFound)


def test_rule_15_nothing_of_a_closed_roadmap_is_moved() -> None:
    Given(*ITEM.history, happened(Closed(DECISION), STREAM)).when(moving(), DEPUTY, DAY).then_refused(RoadmapClosed)


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_but_the_supervisor_moves_it(stranger: Caller) -> None:
    ITEM.when(moving(), stranger, DAY).then_refused(Forbidden)

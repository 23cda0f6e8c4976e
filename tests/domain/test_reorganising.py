"""Rule 10: a merged school's open assignments go to its successor, unless that one has the same item already."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.act import Authority
from domain.assignment.events import Transferred, Withdrawn
from domain.authority import AuthorityWithoutNumber
from domain.command import Caller
from domain.decider import Fact
from domain.directory import OrganisationReorganised
from domain.refusals import Forbidden, NotFound
from domain.reorganise import AlreadyReorganised, Reorganise, ReorganisedInTheFuture, WrongSuccessor
from domain.roadmap.commands import Assign
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.refusals import NotAssignable
from tests.domain.roadmaps import NEW, adopting, assignments_of, planned
from tests.factories import (
    ADMINISTRATOR,
    AUDITOR,
    DEPUTY,
    EXECUTOR,
    ROADMAP,
    SCHOOL,
    TOWN,
    accepted,
    added,
    assigned,
    born,
    organisation,
    recurring,
    registered,
    reported,
)
from tests.scenario import Given, Happened, happened

DAY: Final = date(2021, 7, 5)
MERGED_ON: Final = date(2021, 7, 1)
ORDER: Final = Authority(kind="act", number="77", dated_on=date(2021, 6, 30))
GROUND: Final = {"ground": "Присоединение"}
EVENT: Final = OrganisationReorganised(
    organisation="school-1", successor="school-2", effective_on=MERGED_ON, authority=ORDER
)
MERGE: Final = Reorganise(
    organisation="school-1",
    successor="school-2",
    effective_on=MERGED_ON,
    authority=ORDER,
    ground="Присоединение",
    roadmaps=(ROADMAP,),
)
TRANSFERRED: Final = Transferred(organisation="school-2", effective_on=MERGED_ON, cause="reorganised")
WITHDRAWN: Final = Withdrawn(effective_on=MERGED_ON, authority=ORDER, cause="reorganised")
MINE: Final = f"assignment/{ROADMAP}/4/school-1"
ALONE: Final = Given(*TOWN, added(), assigned())
BOTH: Final = Given(*TOWN, added(), assigned(), assigned(school="school-2"))


def after(given: Given, command: Reorganise = MERGE) -> Given:
    facts = given.when(command, EXECUTOR, DAY).facts()
    return Given(*given.history, *(Happened(fact=fact, day=DAY) for fact in facts))


@pytest.mark.parametrize("who", [DEPUTY, EXECUTOR], ids=lambda caller: caller.actor)
def test_what_the_successor_does_not_have_is_transferred_with_one_cause(who: Caller) -> None:
    ALONE.when(MERGE, who, DAY).then(
        Fact(stream="directory", data=EVENT, texts=GROUND), Fact(stream=MINE, data=TRANSFERRED, texts=GROUND)
    )


def test_what_the_successor_has_already_is_withdrawn() -> None:
    BOTH.when(MERGE, EXECUTOR, DAY).then(
        Fact(stream="directory", data=EVENT, texts=GROUND), Fact(stream=MINE, data=WITHDRAWN, texts=GROUND)
    )


def test_what_was_withdrawn_of_the_successor_it_does_not_have() -> None:
    ended = happened(Withdrawn(effective_on=MERGED_ON, authority=ORDER), f"assignment/{ROADMAP}/4/school-2")

    assert TRANSFERRED == Given(*BOTH.history, ended).when(MERGE, EXECUTOR, DAY).facts()[1].data


def test_rule_11_a_report_under_review_goes_along() -> None:
    assert [MINE] == assignments_of(Given(*ALONE.history, reported(on=DAY)).when(MERGE, EXECUTOR, DAY).facts())


def test_what_is_accepted_stays_as_it_is() -> None:
    done = Given(*ALONE.history, reported(on=DAY), accepted(on=DAY))

    done.when(MERGE, EXECUTOR, DAY).then(Fact(stream="directory", data=EVENT, texts=GROUND))


def test_a_period_is_the_same_item_only_where_the_successor_has_that_period() -> None:
    opening = OpenPeriods(roadmap=ROADMAP, item="5", until=date(2021, 3, 31))
    given = Given(*TOWN, recurring())
    facts = [fact for fact in given.when(opening, DEPUTY, DAY).facts() if "q1/school-2" not in fact.stream]
    merged = Given(*given.history, *(Happened(fact=fact) for fact in facts)).when(MERGE, EXECUTOR, DAY).facts()

    assert {
        f"assignment/{ROADMAP}/5@2020-q4/school-1": WITHDRAWN,
        f"assignment/{ROADMAP}/5@2021-q1/school-1": TRANSFERRED,
    } == {fact.stream: fact.data for fact in merged[1:]}


def test_the_key_is_a_birth_name_what_came_from_another_school_goes_along() -> None:
    from_school_3 = happened(born(school="school-1"), f"assignment/{ROADMAP}/4/school-3")

    assert [f"assignment/{ROADMAP}/4/school-3"] == assignments_of(
        Given(*TOWN, added(), from_school_3).when(MERGE, EXECUTOR, DAY).facts()
    )


def test_of_two_that_say_the_same_duty_the_successor_takes_one() -> None:
    from_school_3 = happened(born(school="school-1"), f"assignment/{ROADMAP}/4/school-3")
    merged = Given(*ALONE.history, from_school_3).when(MERGE, EXECUTOR, DAY).facts()

    assert [TRANSFERRED, WITHDRAWN] == [fact.data for fact in merged[1:]]


def test_a_merger_goes_on_where_the_successor_is_merged_later() -> None:
    again = replace(MERGE, organisation="school-2", successor="school-3")
    facts = after(ALONE).when(again, EXECUTOR, DAY).facts()

    assert [MINE] == assignments_of(facts)


def test_the_merged_one_is_assigned_nothing_any_more() -> None:
    merged = after(Given(*TOWN, added()))

    merged.when(Assign(roadmap=ROADMAP, item="4", organisation="school-1"), EXECUTOR, DAY).then_refused(NotAssignable)


def test_an_order_adopted_later_binds_the_schools_that_are_left() -> None:
    merged = after(NEW, replace(MERGE, roadmaps=()))

    assert [f"assignment/{ROADMAP}/4/{school}" for school in ("school-2", "school-3")] == assignments_of(
        merged.when(adopting(planned("4")), DEPUTY, DAY).facts()
    )


def test_asked_again_a_merger_takes_what_a_roadmap_brought_in_between() -> None:
    unseen = after(ALONE, replace(MERGE, roadmaps=()))

    unseen.when(MERGE, EXECUTOR, DAY).then(Fact(stream=MINE, data=TRANSFERRED, texts=GROUND))
    after(ALONE).when(MERGE, EXECUTOR, DAY).then_refused(AlreadyReorganised, successor="school-2")


def test_its_key_stands_for_what_was_asked_whatever_roadmaps_were_found() -> None:
    assert replace(MERGE, roadmaps=()).asked == replace(MERGE, roadmaps=("1-2021", ROADMAP)).asked


def test_merged_elsewhere_it_is_merged_no_more() -> None:
    elsewhere = replace(MERGE, successor="school-3")

    after(ALONE).when(elsewhere, EXECUTOR, DAY).then_refused(AlreadyReorganised, successor="school-2")


@pytest.mark.parametrize("successor", ["school-1", "centre-1", "nobody"])
def test_a_successor_can_have_duties(successor: str) -> None:
    with_centre = Given(*ALONE.history, *registered(organisation("centre-1", "centre")))

    with_centre.when(replace(MERGE, successor=successor), EXECUTOR, DAY).then_refused(WrongSuccessor)


def test_a_successor_is_not_merged_itself() -> None:
    back = replace(MERGE, organisation="school-2", successor="school-1")

    after(ALONE).when(back, EXECUTOR, DAY).then_refused(WrongSuccessor)


def test_who_is_not_registered_is_not_merged() -> None:
    ALONE.when(replace(MERGE, organisation="nobody"), EXECUTOR, DAY).then_refused(NotFound)


def test_a_merger_to_come_is_refused() -> None:
    ALONE.when(replace(MERGE, effective_on=date(2021, 7, 6)), EXECUTOR, DAY).then_refused(ReorganisedInTheFuture)


def test_a_merger_has_its_authority() -> None:
    without = Authority(kind="act", dated_on=MERGED_ON)

    ALONE.when(replace(MERGE, authority=without), EXECUTOR, DAY).then_refused(AuthorityWithoutNumber)


@pytest.mark.parametrize("stranger", [SCHOOL, AUDITOR, ADMINISTRATOR], ids=lambda caller: caller.actor)
def test_nobody_else_merges_organisations(stranger: Caller) -> None:
    ALONE.when(MERGE, stranger, DAY).then_refused(Forbidden)

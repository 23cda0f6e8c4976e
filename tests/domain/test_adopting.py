"""Adopting a roadmap: items with their words and dates, an assignment for everyone bound, one duty joined."""

from typing import Final

import pytest
from msgspec.structs import replace

from domain.act import Basis
from domain.command import Caller
from domain.deadline import Deadline
from domain.decider import Fact
from domain.refusals import Forbidden
from domain.roadmap.commands import Assign
from domain.roadmap.events import ItemAdded
from domain.roadmap.refusals import (
    AlreadyImported,
    KeyTaken,
    NotSupervisor,
    OffControl,
    Unresolved,
    WrongJoin,
)
from tests.domain.roadmaps import (
    DAY,
    NEW,
    STREAM,
    adopting,
    assignments_of,
    items_of,
    planned,
)
from tests.factories import (
    ADMINISTRATOR,
    ALL_SCHOOLS,
    AUDITOR,
    DEPUTY,
    DUE,
    EACH_SCHOOL,
    EVERY_SCHOOL,
    EXECUTOR,
    OPENED,
    PEOPLE,
    ROADMAP,
    SCHOOL,
    SCHOOLS,
    TOWN,
    added,
    adopted,
    born,
)
from tests.scenario import ADOPTED_ON, Given

# Adopting


def test_an_adopted_item_keeps_its_words_beside_the_log_and_its_dates_in_it() -> None:
    _, item, *_ = NEW.when(adopting(planned("4", targets=(ALL_SCHOOLS,))), DEPUTY, DAY).facts()
    event = ItemAdded(
        item="4",
        kind="row",
        bases=[Basis(number="647", dated_on=ADOPTED_ON, clause="4")],
        responsible=EVERY_SCHOOL,
        deadline=Deadline(written_on=DUE, due_on=DUE, control_on=DUE),
        outcome="read",
        deadline_kind="by_date",
        targets=[ALL_SCHOOLS],
    )
    words = {"title": "Мероприятие 4", "deadline": "до 31.12.2020", "responsible": "ОО"}

    assert Fact(stream=STREAM, data=event, texts=words) == item


def test_a_duty_is_assigned_as_of_the_date_of_the_act() -> None:
    *_, last = NEW.when(adopting(planned("4")), DEPUTY, DAY).facts()

    assert Fact(stream=f"assignment/{ROADMAP}/4/school-3", data=born(school="school-3")) == last


def test_an_item_of_one_organisation_becomes_one_assignment() -> None:
    facts = NEW.when(adopting(planned("1", responsible="office")), DEPUTY, DAY).facts()

    assert [f"assignment/{ROADMAP}/1/office"] == assignments_of(facts)


def test_the_same_file_twice_changes_nothing() -> None:
    Given(*NEW.history, adopted()).when(adopting(planned("4")), DEPUTY, DAY).then_refused(AlreadyImported)


def test_another_file_under_the_same_key_is_refused() -> None:
    other = replace(adopting(planned("4")), file="f" * 64)

    Given(*NEW.history, adopted()).when(other, DEPUTY, DAY).then_refused(KeyTaken)


def test_an_item_whose_responsible_nobody_is_registered_as_is_refused() -> None:
    unknown = replace(planned("4", responsible="methodical_cabinet"), responsible_text="РМК")

    NEW.when(adopting(unknown), DEPUTY, DAY).then_refused(Unresolved, item="4", responsible="РМК")


def test_a_group_without_members_is_refused() -> None:
    Given(*OPENED, *PEOPLE).when(adopting(planned("4")), DEPUTY, DAY).then_refused(Unresolved)


@pytest.mark.parametrize("stranger", [EXECUTOR, SCHOOL, AUDITOR, ADMINISTRATOR], ids=lambda caller: caller.actor)
def test_nobody_but_a_supervisor_confirms_an_import(stranger: Caller) -> None:
    NEW.when(adopting(planned("4")), stranger, DAY).then_refused(Forbidden)


def test_who_is_to_supervise_must_have_that_role() -> None:
    asked = replace(adopting(planned("4")), supervisor="executor")

    NEW.when(asked, DEPUTY, DAY).then_refused(NotSupervisor)


# Joining p2.4 to row 4: one duty, two bases, two targets


JOINED: Final = adopting(
    planned("4", targets=(ALL_SCHOOLS,)), planned("p2.4", targets=(EACH_SCHOOL,)), joins={"p2.4": "4"}
)


def test_joined_items_are_one_with_both_bases_and_both_targets() -> None:
    item = items_of(NEW.when(JOINED, DEPUTY, DAY).facts())["4"]

    assert (["4", "p2.4"], [ALL_SCHOOLS, EACH_SCHOOL]) == ([basis.clause for basis in item.bases], item.targets)


def test_what_is_joined_keeps_its_words_and_gets_no_assignments() -> None:
    facts = NEW.when(JOINED, DEPUTY, DAY).facts()
    texts = {fact.data.item: fact.texts["title"] for fact in facts if isinstance(fact.data, ItemAdded)}

    assert "4" == items_of(facts)["p2.4"].joined_to
    assert "Мероприятие p2.4" == texts["p2.4"]
    assert [f"assignment/{ROADMAP}/4/{school}" for school in SCHOOLS] == assignments_of(facts)


def test_left_apart_they_are_two_duties_of_each_school() -> None:
    facts = NEW.when(replace(JOINED, joins={}), DEPUTY, DAY).facts()

    assert 2 * len(SCHOOLS) == len(assignments_of(facts))


@pytest.mark.parametrize(
    "joins", [{"p2.4": "9"}, {"9": "4"}, {"4": "4"}, {"4": "1"}, {"p2.4": "4", "4": "p2.4"}], ids=str
)
def test_a_join_to_what_is_not_the_same_duty_is_refused(joins: dict[str, str]) -> None:
    asked = adopting(planned("1", responsible="office"), planned("4"), planned("p2.4"), joins=joins)

    NEW.when(asked, DEPUTY, DAY).then_refused(WrongJoin)


def test_what_is_joined_is_assigned_to_nobody_later() -> None:
    joined = Given(*TOWN, added(), added("p2.4", joined_to="4"))

    joined.when(Assign(roadmap=ROADMAP, item="p2.4", organisation="school-1"), DEPUTY, DAY).then_refused(OffControl)

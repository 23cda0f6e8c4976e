"""A roadmap later on: assigned to one more, supervised by another (DOMAIN rules 10 and 11)."""

import pytest

from domain.assignment.commands import ReportProgress
from domain.assignment.events import ProgressReported
from domain.command import Caller
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.commands import Assign, NameSupervisor
from domain.roadmap.events import Responsible, SupervisorNamed
from domain.roadmap.refusals import (
    AlreadyAssigned,
    NotAssignable,
    NotSupervisor,
)
from tests.domain.roadmaps import (
    ADDED,
    DAY,
    NEW,
    STREAM,
    adopting,
    assignments_of,
    planned,
)
from tests.factories import (
    AMENDMENT,
    AUDITOR,
    DEPUTY,
    EXECUTOR,
    OTHER_DEPUTY,
    OTHER_SCHOOL,
    ROADMAP,
    SCHOOL,
    SCHOOLS,
    TOWN,
    added,
    assigned,
    born,
    organisation,
    registered,
)
from tests.scenario import Given, happened

# Rule 10: a group is frozen when it is assigned


def test_rule_10_a_group_becomes_one_assignment_for_each_school_there_is() -> None:
    facts = NEW.when(adopting(planned("4")), DEPUTY, DAY).facts()

    assert [f"assignment/{ROADMAP}/4/{school}" for school in SCHOOLS] == assignments_of(facts)


def test_rule_10_a_school_opened_later_is_assigned_by_its_own_command() -> None:
    opened_later = Given(*ADDED.history, *registered(organisation("school-4")))
    event = born(school="school-4", assigned_on=DAY)

    opened_later.when(Assign(roadmap=ROADMAP, item="4", organisation="school-4"), DEPUTY, DAY).then(
        Fact(stream=f"assignment/{ROADMAP}/4/school-4", data=event)
    )


def test_rule_10_an_organisation_has_an_assignment_once() -> None:
    asked = Assign(roadmap=ROADMAP, item="4", organisation="school-1")

    Given(*ADDED.history, assigned()).when(asked, DEPUTY, DAY).then_refused(AlreadyAssigned)


@pytest.mark.parametrize("stranger", ["office", "nobody"])
def test_rule_10_only_members_of_the_group_are_assigned(stranger: str) -> None:
    ADDED.when(Assign(roadmap=ROADMAP, item="4", organisation=stranger), DEPUTY, DAY).then_refused(NotAssignable)


def test_rule_10_an_item_of_one_organisation_is_assigned_to_no_other() -> None:
    of_office = Given(*TOWN, added(responsible=Responsible(organisation="office")))

    of_office.when(Assign(roadmap=ROADMAP, item="4", organisation="school-1"), DEPUTY, DAY).then_refused(NotAssignable)


def test_rule_10_the_key_is_a_birth_name_who_must_do_it_is_a_field() -> None:
    named_after_school_2 = happened(born(school="school-1"), f"assignment/{ROADMAP}/4/school-2")
    asked = ReportProgress(assignment=f"{ROADMAP}/4/school-2", as_of=DAY)
    history = Given(*TOWN, named_after_school_2)

    history.when(asked, SCHOOL, DAY).then(
        Fact(stream=f"assignment/{ROADMAP}/4/school-2", data=ProgressReported(as_of=DAY))
    )
    history.when(asked, OTHER_SCHOOL, DAY).then_refused(NotFound)


def test_an_item_that_is_not_there_is_assigned_to_nobody() -> None:
    ADDED.when(Assign(roadmap=ROADMAP, item="9", organisation="school-1"), DEPUTY, DAY).then_refused(NotFound)


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_only_the_roadmaps_supervisor_and_the_office_assign(stranger: Caller) -> None:
    ADDED.when(Assign(roadmap=ROADMAP, item="4", organisation="school-1"), stranger, DAY).then_refused(Forbidden)


# The supervisor


@pytest.mark.parametrize("asker", [DEPUTY, EXECUTOR], ids=lambda caller: caller.actor)
def test_rule_11_another_supervisor_is_named_with_the_act_that_says_so(asker: Caller) -> None:
    asked = NameSupervisor(roadmap=ROADMAP, person="other-deputy", act=AMENDMENT)

    Given(*TOWN).when(asked, asker, DAY).then(
        Fact(stream=STREAM, data=SupervisorNamed(person="other-deputy", act=AMENDMENT))
    )


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_names_himself_supervisor_of_a_foreign_roadmap(stranger: Caller) -> None:
    asked = NameSupervisor(roadmap=ROADMAP, person="other-deputy", act=AMENDMENT)

    Given(*TOWN).when(asked, stranger, DAY).then_refused(Forbidden)


def test_only_who_has_the_role_is_named_supervisor() -> None:
    asked = NameSupervisor(roadmap=ROADMAP, person="executor", act=AMENDMENT)

    Given(*TOWN).when(asked, DEPUTY, DAY).then_refused(NotSupervisor)


def test_a_roadmap_that_is_not_there_gets_no_supervisor() -> None:
    asked = NameSupervisor(roadmap="1-2021", person="deputy", act=AMENDMENT)

    Given(*TOWN).when(asked, EXECUTOR, DAY).then_refused(NotFound)

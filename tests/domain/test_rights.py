"""Rights: the table of roles, deny by default, within one's own (DOMAIN rule 11, DESIGN section 7)."""

from datetime import date
from typing import Final, get_args

import pytest

from domain.access import ACCESS, Granted, Role, State
from domain.decider import NotLoaded, Past
from domain.refusals import Forbidden, NotFound
from domain.rights import RIGHTS, Right, may, reach, require
from tests.factories import ADMINISTRATOR, AUDITOR, DEPUTY, SCHOOL, SETUP, granted, revoked
from tests.scenario import Happened, stored

DAY: Final = date(2020, 10, 12)


def roles(*history: Happened) -> State:
    return ACCESS.fold([line for _, line in stored(history)])


def past_of(*history: Happened, actor: str) -> Past:
    return Past(streams={f"access/{actor}": [line for _, line in stored(history)]})


@pytest.mark.parametrize("role", get_args(Role))
def test_every_role_has_its_rights_named(role: Role) -> None:
    assert RIGHTS[role]


@pytest.mark.parametrize("right", Right)
def test_who_was_granted_nothing_may_nothing(right: Right) -> None:
    assert not may([], DEPUTY.actor, right, organisation="school-1", supervisor="deputy")


@pytest.mark.parametrize("right", sorted(set(Right) - {Right.READ, Right.GRANT}))
@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_an_administrator_and_an_auditor_have_no_business_rights(role: Role, right: Right) -> None:
    grants = [Granted(role=role, organisation="school-1")]

    assert not may(grants, "person:deputy", right, organisation="school-1", supervisor="deputy")


@pytest.mark.parametrize("role", get_args(Role))
def test_nobody_opens_a_district_with_a_key(role: Role) -> None:
    assert Right.OPEN_DISTRICT not in RIGHTS[role]


def test_only_an_administrator_grants() -> None:
    assert ["administrator"] == [role for role in get_args(Role) if Right.GRANT in RIGHTS[role]]


def test_an_administrator_reads_nothing() -> None:
    with pytest.raises(Forbidden):
        reach([Granted(role="administrator")])


def test_a_school_reports_on_its_own_alone() -> None:
    grants = [Granted(role="school", organisation="school-1")]

    assert [True, False, False] == [
        may(grants, SCHOOL.actor, Right.REPORT, organisation=key) for key in ("school-1", "school-2", None)
    ]


def test_a_supervisor_reviews_on_his_own_roadmap_alone() -> None:
    grants = [Granted(role="supervisor")]

    assert [True, False, False] == [
        may(grants, DEPUTY.actor, Right.REVIEW, supervisor=person) for person in ("deputy", "other-deputy", None)
    ]


def test_a_grant_for_one_organisation_does_not_widen_another() -> None:
    grants = [Granted(role="executor", organisation="office"), Granted(role="school", organisation="school-1")]

    assert [True, True, False] == [
        may(grants, "person:executor", Right.REPORT, organisation=key) for key in ("office", "school-1", "school-2")
    ]


@pytest.mark.parametrize("role", ["supervisor", "executor", "auditor"])
def test_who_reads_the_district_reads_every_organisation(role: Role) -> None:
    assert reach([Granted(role="school", organisation="school-1"), Granted(role=role)]) is None


def test_a_school_reads_its_own() -> None:
    grants = [Granted(role="school", organisation=key) for key in ("school-1", "school-2")]

    assert frozenset({"school-1", "school-2"}) == reach(grants)


def test_both_ends_of_a_grant_are_inclusive() -> None:
    first, last = date(2020, 10, 1), date(2020, 10, 31)
    grant = roles(granted(DEPUTY.actor, "supervisor", since=first, until=last))
    days = [date(2020, 9, 30), first, last, date(2020, 11, 1)]

    assert [0, 1, 1, 0] == [len(grant.on(day)) for day in days]


def test_a_revocation_takes_the_role_of_that_organisation_alone() -> None:
    left = roles(
        granted(SCHOOL.actor, "school", "school-1"),
        granted(SCHOOL.actor, "school", "school-2"),
        revoked(SCHOOL.actor, "school", "school-1"),
    )

    assert ["school-2"] == [grant.organisation for grant in left.grants]


def test_a_foreign_object_is_not_there() -> None:
    past = past_of(granted(SCHOOL.actor, "school", "school-1"), actor=SCHOOL.actor)

    with pytest.raises(NotFound):
        require(past, SCHOOL, DAY, Right.REPORT, name="x", organisation="school-2")


def test_a_missing_right_over_what_one_sees_is_forbidden() -> None:
    past = past_of(granted(AUDITOR.actor, "auditor"), actor=AUDITOR.actor)

    with pytest.raises(Forbidden):
        require(past, AUDITOR, DAY, Right.REPORT, name="x", organisation="school-1")


def test_an_administrator_does_not_even_see_an_assignment() -> None:
    past = past_of(granted(ADMINISTRATOR.actor, "administrator"), actor=ADMINISTRATOR.actor)

    with pytest.raises(NotFound):
        require(past, ADMINISTRATOR, DAY, Right.REVIEW, name="x", organisation="school-1", supervisor="administrator")


def test_a_decision_without_the_access_of_its_actor_is_no_decision() -> None:
    with pytest.raises(NotLoaded):
        require(Past(streams={}), SCHOOL, DAY, Right.REPORT, name="x", organisation="school-1")


def test_the_operator_at_the_machine_needs_no_grant() -> None:
    require(Past(streams={}), SETUP, DAY, Right.OPEN_DISTRICT, name="district")

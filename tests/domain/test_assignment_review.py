"""Who acts on an assignment, and who reviews a report (DOMAIN rule 11)."""

import pytest
from msgspec.structs import replace

from domain.assignment.commands import AcceptReport, ReturnReport
from domain.assignment.events import (
    ReportAccepted,
)
from domain.assignment.refusals import (
    NothingToReview,
)
from domain.command import Caller
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.events import SupervisorNamed
from tests.domain.assignments import (
    ACCEPT,
    ASSIGNED,
    DAY,
    PAPER,
    PROGRESS,
    REPORT,
    REPORTED,
    RETURN,
    STREAM,
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
    SECRETARY,
    TOWN,
    accepted,
    assigned,
    reported,
    returned,
)
from tests.scenario import Given, happened


def test_rule_11_an_organisation_acts_only_on_its_own_assignments() -> None:
    ASSIGNED.when(REPORT, OTHER_SCHOOL, DAY).then_refused(NotFound)
    ASSIGNED.when(PROGRESS, OTHER_SCHOOL, DAY).then_refused(NotFound)


@pytest.mark.parametrize("stranger", [EXECUTOR, DEPUTY, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_who_sees_an_assignment_of_another_organisation_does_not_report_on_it(stranger: Caller) -> None:
    ASSIGNED.when(REPORT, stranger, DAY).then_refused(Forbidden)


def test_rule_11_the_supervisor_of_the_roadmap_accepts() -> None:
    asked = replace(ACCEPT, note="Хорошо")

    REPORTED.when(asked, DEPUTY, DAY).then(Fact(stream=STREAM, data=ReportAccepted(1), texts={"note": "Хорошо"}))


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
@pytest.mark.parametrize("review", [ACCEPT, RETURN], ids=["accepting", "returning"])
def test_rule_11_nobody_but_the_supervisor_of_that_roadmap_reviews(
    review: AcceptReport | ReturnReport, stranger: Caller
) -> None:
    REPORTED.when(review, stranger, DAY).then_refused(Forbidden)


def test_rule_11_a_foreign_school_does_not_even_see_what_is_reviewed() -> None:
    REPORTED.when(ACCEPT, OTHER_SCHOOL, DAY).then_refused(NotFound)


def test_rule_11_a_supervisor_named_later_reviews_in_place_of_the_first() -> None:
    named = happened(SupervisorNamed(person="other-deputy", act=AMENDMENT), f"roadmap/{ROADMAP}")
    replaced = Given(*REPORTED.history, named)

    replaced.when(ACCEPT, OTHER_DEPUTY, DAY).then(Fact(stream=STREAM, data=ReportAccepted(1)))
    replaced.when(ACCEPT, DEPUTY, DAY).then_refused(Forbidden)


def test_rule_11_the_person_who_reported_does_not_review_his_organisation_may() -> None:
    by_colleague = Given(*TOWN, assigned(), reported(on=DAY, by=SECRETARY.actor))

    by_colleague.when(ACCEPT, DEPUTY, DAY).then(Fact(stream=STREAM, data=ReportAccepted(1)))


@pytest.mark.parametrize("review", [ACCEPT, RETURN], ids=["accepting", "returning"])
def test_there_is_nothing_to_review_before_a_report_and_after_its_review(review: AcceptReport | ReturnReport) -> None:
    done = Given(*REPORTED.history, accepted(on=DAY))
    sent_back = Given(*REPORTED.history, returned(on=DAY))

    for history in (ASSIGNED, done, sent_back):
        history.when(review, DEPUTY, DAY).then_refused(NothingToReview)


def test_a_person_reports_in_the_name_of_the_organisation_a_school_in_its_own() -> None:
    names = [
        ASSIGNED.when(replace(REPORT, paper=PAPER), EXECUTOR, DAY).in_the_name_of(),
        ASSIGNED.when(REPORT, SECRETARY, DAY).in_the_name_of(),
        ASSIGNED.when(REPORT, SCHOOL, DAY).in_the_name_of(),
        REPORTED.when(ACCEPT, DEPUTY, DAY).in_the_name_of(),
    ]

    assert ["organisation:school-1", "organisation:school-1", None, None] == names

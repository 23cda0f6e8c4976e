"""An assignment: when a report counts as submitted, what may be reported, what is known after it (DOMAIN rule 6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.act import Authority
from domain.assignment.events import (
    Event,
    Paper,
    ProgressReported,
    RecognisedExecuted,
    ReportReturned,
)
from domain.assignment.evidence import Link
from domain.assignment.refusals import (
    AsOfTheFuture,
    Closed,
    InTheFuture,
    OwnReport,
    PaperInTheFuture,
    ReworkInThePast,
    UnderReview,
)
from domain.command import Caller
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.target import Figures
from tests.domain.assignments import (
    ACCEPT,
    ASSIGNED,
    DAY,
    FEW,
    PAPER,
    PROGRESS,
    REPORT,
    REPORTED,
    RETURN,
    STREAM,
    completion,
    fact,
    known,
    set_to,
    withdrawn,
)
from tests.factories import (
    AUDITOR,
    DEPUTY,
    DUE,
    EXECUTOR,
    SCHOOL,
    SECRETARY,
    TOWN,
    accepted,
    assigned,
    reported,
    returned,
)
from tests.histories import later_of_assignment
from tests.scenario import Given, happened

# Rule 6: when a report counts as submitted, and who may register one


def test_rule_6_a_report_is_submitted_on_the_civil_day_of_its_recording() -> None:
    ASSIGNED.when(REPORT, SCHOOL, DAY).then(fact(completion()))


@pytest.mark.parametrize("registrar", [EXECUTOR, DEPUTY], ids=lambda caller: caller.actor)
def test_rule_6_a_report_on_paper_is_submitted_on_its_incoming_day(registrar: Caller) -> None:
    asked = replace(REPORT, paper=PAPER)
    expected = replace(completion(submitted_on=PAPER.incoming_on), paper=PAPER)

    ASSIGNED.when(asked, registrar, DAY).then(fact(expected))


@pytest.mark.parametrize("stranger", [SCHOOL, SECRETARY, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_6_nobody_else_registers_a_report_on_paper(stranger: Caller) -> None:
    ASSIGNED.when(replace(REPORT, paper=PAPER), stranger, DAY).then_refused(Forbidden)


def test_rule_6_who_registers_does_not_accept() -> None:
    registered = Given(*TOWN, assigned(), reported(on=DAY, paper=PAPER, by=DEPUTY.actor))

    registered.when(ACCEPT, DEPUTY, DAY).then_refused(OwnReport)
    registered.when(RETURN, DEPUTY, DAY).then_refused(OwnReport)


def test_rule_6_a_paper_cannot_have_come_in_tomorrow() -> None:
    asked = replace(REPORT, paper=Paper(incoming_on=DAY + timedelta(days=1), number="1"))

    ASSIGNED.when(asked, EXECUTOR, DAY).then_refused(PaperInTheFuture)


def test_rule_6_work_is_not_completed_in_the_future() -> None:
    ASSIGNED.when(replace(REPORT, completed_on=DAY), SCHOOL, DAY).facts()
    ASSIGNED.when(replace(REPORT, completed_on=DAY + timedelta(days=1)), SCHOOL, DAY).then_refused(InTheFuture)


def test_rule_6_a_paper_does_not_tell_of_work_completed_after_it_came_in() -> None:
    asked = replace(REPORT, completed_on=PAPER.incoming_on + timedelta(days=1), paper=PAPER)

    ASSIGNED.when(asked, EXECUTOR, DAY).then_refused(InTheFuture)


def test_rule_6_work_completed_before_the_act_is_accepted() -> None:
    before = date(2020, 9, 1)
    expected = replace(completion(), completed_on=before)

    ASSIGNED.when(replace(REPORT, completed_on=before), SCHOOL, DAY).then(fact(expected))


def test_rule_6_a_return_may_give_a_day_for_the_rework() -> None:
    asked = replace(RETURN, rework_by=DAY)
    event = ReportReturned(report=1, rework_by=DAY)

    REPORTED.when(asked, DEPUTY, DAY).then(Fact(stream=STREAM, data=event, texts={"reason": "Нет цифр"}))


def test_rule_6_a_rework_is_not_due_in_the_past() -> None:
    REPORTED.when(replace(RETURN, rework_by=DAY - timedelta(days=1)), DEPUTY, DAY).then_refused(ReworkInThePast)


def test_rule_6_the_day_of_rework_is_known_until_the_next_report_is_accepted() -> None:
    again = known(assigned(), reported(on=DAY), returned(on=DAY, rework_by=DUE), reported(on=DUE, number=2))

    assert ("reported", DUE, DUE) == (again.state, again.rework_by, again.submitted_on)


def test_rule_6_a_report_answers_the_deadline_that_stands_when_it_is_made() -> None:
    moved = date(2021, 3, 1)
    later = Given(*TOWN, assigned(), set_to(moved, on=DAY))

    later.when(REPORT, SCHOOL, DAY).then(fact(replace(completion(), due_on=moved)))


def test_rule_6_a_waiting_report_is_judged_by_the_date_it_answers() -> None:
    belief = known(assigned(), reported(on=DAY), set_to(date(2021, 3, 1), on=DAY))

    assert (date(2021, 3, 1), DUE) == (belief.due_on, belief.answers_due_on)


# Reporting


def test_a_report_keeps_its_words_beside_the_log() -> None:
    link = Link(title="Фото", url="https://school-1.example/photo")
    asked = replace(REPORT, note="Готово", evidence=(link, link))
    evidence = '{"title":"Фото","url":"https://school-1.example/photo"}'

    ASSIGNED.when(asked, SCHOOL, DAY).then(fact(completion(), note="Готово", evidence_0=evidence, evidence_1=evidence))


def test_reports_are_counted_in_their_assignment() -> None:
    again = Given(*TOWN, assigned(), reported(on=DAY), returned(on=DAY))

    again.when(REPORT, SCHOOL, DAY).then(fact(completion(number=2)))


def test_a_second_report_waits_for_the_review_of_the_first() -> None:
    REPORTED.when(REPORT, SCHOOL, DAY).then_refused(UnderReview)


@pytest.mark.parametrize("end", ["accepted", "withdrawn"])
def test_off_control_nothing_more_is_reported(end: str) -> None:
    ends = {"accepted": (reported(on=DAY), accepted(on=DAY)), "withdrawn": (withdrawn(DAY),)}
    ended = Given(*TOWN, assigned(), *ends[end])

    ended.when(REPORT, SCHOOL, DAY).then_refused(Closed, state=end)
    ended.when(PROGRESS, SCHOOL, DAY).then_refused(Closed, state=end)


def test_progress_is_recorded_with_its_figures_and_its_note() -> None:
    asked = replace(PROGRESS, figures=FEW, note="Идёт")
    event = ProgressReported(as_of=DAY, figures=FEW)

    ASSIGNED.when(asked, SCHOOL, DAY).then(Fact(stream=STREAM, data=event, texts={"note": "Идёт"}))


def test_progress_is_not_known_as_of_tomorrow() -> None:
    ASSIGNED.when(replace(PROGRESS, as_of=DAY + timedelta(days=1)), SCHOOL, DAY).then_refused(AsOfTheFuture)


def test_progress_under_review_changes_nothing_of_the_report() -> None:
    history = (assigned(), reported(on=DAY, figures=FEW))
    progress = happened(ProgressReported(as_of=DAY, figures=Figures(engaged=1, enrolled=1)), STREAM, on=DAY)

    assert replace(known(*history), version=3) == known(*history, progress)


def test_what_was_never_assigned_is_not_there() -> None:
    Given(*TOWN).when(REPORT, SCHOOL, DAY).then_refused(NotFound)
    Given(*TOWN).when(ACCEPT, DEPUTY, DAY).then_refused(NotFound)


# The fold


def test_a_return_takes_the_report_away_and_keeps_its_number() -> None:
    belief = known(assigned(), reported(on=DAY, figures=FEW, shortfall=True), returned(on=DAY))

    assert ("returned", 1, None, None, None, None, None, False) == (
        belief.state,
        belief.report,
        belief.completed_on,
        belief.submitted_on,
        belief.answers_due_on,
        belief.engaged,
        belief.enrolled,
        belief.shortfall,
    )


def test_what_was_recognised_as_executed_is_accepted_and_has_no_deadline_any_more() -> None:
    executed = happened(RecognisedExecuted(Authority(kind="decision", dated_on=DAY)), STREAM, on=DAY)
    belief = known(assigned(), executed)

    assert ("accepted", DUE, None, None) == (belief.state, belief.written_on, belief.due_on, belief.control_on)


def test_what_is_withdrawn_as_of_its_first_day_was_never_in_force() -> None:
    assert () == known(assigned(), withdrawn(date(2020, 10, 8))).in_force


def test_a_second_withdrawal_puts_nothing_in_force_again() -> None:
    never = known(assigned(), withdrawn(date(2020, 10, 8)), withdrawn(DAY))
    until_day = known(assigned(), withdrawn(DAY), withdrawn(DUE))

    assert ((), ((date(2020, 10, 8), DAY),)) == (never.in_force, until_day.in_force)


@given(st.lists(later_of_assignment, max_size=8))
def test_every_fact_can_follow_every_other(events: list[Event]) -> None:
    belief = known(assigned(), *(happened(event, STREAM) for event in events))

    assert 1 + len(events) == belief.version

"""An assignment: what may be reported and reviewed, by whom, and what is overdue (DOMAIN rules 5 to 7, 11)."""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.act import Authority
from domain.assignment.commands import AcceptReport, Link, ReportCompletion, ReportProgress, ReturnReport
from domain.assignment.events import (
    CompletionReported,
    DeadlineSet,
    Event,
    Paper,
    ProgressReported,
    RecognisedExecuted,
    ReportAccepted,
    ReportReturned,
    Withdrawn,
)
from domain.assignment.refusals import (
    AsOfTheFuture,
    BelowTarget,
    Closed,
    FiguresMissing,
    FiguresWrong,
    InTheFuture,
    NoShortfall,
    NothingToReview,
    OwnReport,
    PaperInTheFuture,
    ReworkInThePast,
    UnderReview,
)
from domain.assignment.state import ASSIGNMENT, State
from domain.command import Caller
from domain.deadline import Deadline
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.events import SupervisorNamed
from domain.target import Figures, Target, meets
from tests.factories import (
    ALL_SCHOOLS,
    AMENDMENT,
    AUDITOR,
    DECISION,
    DEPUTY,
    DUE,
    EACH_SCHOOL,
    EXECUTOR,
    KEY,
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
from tests.histories import later_of_assignment
from tests.scenario import Given, Happened, happened, stored

STREAM: Final = f"assignment/{KEY}"
DAY: Final = date(2020, 12, 25)
DONE_ON: Final = date(2020, 12, 20)
DAY_AFTER: Final = DUE + timedelta(days=1)
PAPER: Final = Paper(incoming_on=date(2020, 12, 22), number="01-12/45")
REPORT: Final = ReportCompletion(assignment=KEY, completed_on=DONE_ON)
ACCEPT: Final = AcceptReport(assignment=KEY)
RETURN: Final = ReturnReport(assignment=KEY, reason="Нет цифр")
PROGRESS: Final = ReportProgress(assignment=KEY, as_of=DAY)
FEW: Final = Figures(engaged=149, enrolled=1000)
ASSIGNED: Final = Given(*TOWN, assigned())
TARGETED: Final = Given(*TOWN, assigned(targets=(EACH_SCHOOL,)))
REPORTED: Final = Given(*TOWN, assigned(), reported(on=DAY))


def known(*history: Happened) -> State:
    return ASSIGNMENT.fold([line for _, line in stored(history)])


def set_to(due_on: date | None, *, on: date) -> Happened:
    event = DeadlineSet(deadline=Deadline(due_on=due_on), authority=DECISION, cause="decision")
    return happened(event, STREAM, by=DEPUTY.actor, on=on)


def withdrawn(effective_on: date) -> Happened:
    return happened(Withdrawn(effective_on=effective_on, authority=DECISION), STREAM, on=DAY)


def fact(event: CompletionReported, **texts: str) -> Fact:
    return Fact(stream=STREAM, data=event, texts=texts)


def completion(
    *, figures: Figures | None = None, shortfall: bool | None = None, number: int = 1, submitted_on: date = DAY
) -> CompletionReported:
    return CompletionReported(
        report=number,
        completed_on=DONE_ON,
        submitted_on=submitted_on,
        due_on=DUE,
        figures=figures,
        shortfall=shortfall,
    )


# Rule 5: overdue on a day, as known


def test_rule_5_the_last_day_is_inclusive() -> None:
    assert [False, True] == [known(assigned()).overdue(on) for on in (DUE, DAY_AFTER)]


def test_rule_5_a_report_submitted_on_the_day_asked_about_takes_the_duty_off_the_list() -> None:
    late = known(assigned(), reported(on=DAY_AFTER + timedelta(days=1)))

    assert [True, False] == [late.overdue(on) for on in (DAY_AFTER, DAY_AFTER + timedelta(days=1))]


def test_rule_5_a_report_on_paper_counts_from_its_incoming_day() -> None:
    paper = Paper(incoming_on=DUE, number="1")
    belief = known(assigned(), reported(on=date(2021, 2, 1), paper=paper))

    assert not belief.overdue(DAY_AFTER)


def test_rule_5_the_day_of_completion_removes_no_day_of_overdue() -> None:
    belief = known(assigned(), reported(on=date(2021, 2, 1), completed_on=date(2020, 10, 9)))

    assert belief.overdue(date(2021, 1, 31))


def test_rule_5_a_returned_report_leaves_the_duty_overdue_again() -> None:
    belief = known(assigned(), reported(on=DAY), returned(on=date(2021, 1, 11)))

    assert belief.overdue(DAY_AFTER)


def test_rule_5_a_report_that_waits_or_was_accepted_is_not_overdue() -> None:
    waiting = known(assigned(), reported(on=DAY))
    done = known(assigned(), reported(on=DAY), accepted(on=date(2021, 1, 11)))

    assert [False, False] == [belief.overdue(date(2030, 1, 1)) for belief in (waiting, done)]


def test_rule_5_what_is_not_in_force_on_a_day_is_not_overdue_on_it() -> None:
    belief = known(assigned(), withdrawn(date(2021, 2, 1)))

    assert [True, False] == [belief.overdue(on) for on in (date(2021, 1, 31), date(2021, 2, 1))]


def test_rule_5_nothing_is_overdue_before_it_was_assigned() -> None:
    early = Deadline(written_on=date(2020, 9, 8), due_on=date(2020, 9, 8))
    belief = known(assigned(deadline=early))

    assert [False, True] == [belief.overdue(on) for on in (date(2020, 10, 7), date(2020, 10, 8))]


def test_rule_5_a_duty_without_a_due_day_is_never_overdue() -> None:
    assert not known(assigned(deadline=Deadline())).overdue(date.max)


def test_rule_5_progress_never_takes_a_duty_off_the_list() -> None:
    progress = happened(ProgressReported(as_of=DAY, figures=Figures(engaged=9, enrolled=10)), STREAM, on=DAY)

    assert known(assigned(), progress).overdue(DAY_AFTER)


@pytest.mark.parametrize("due_on", [date(2021, 3, 1), None])
def test_rule_5_a_deadline_moved_on_after_it_had_passed_is_marked(due_on: date | None) -> None:
    assert known(assigned(), set_to(due_on, on=DAY_AFTER)).extended_late


@pytest.mark.parametrize(("due_on", "on"), [(date(2021, 3, 1), DUE), (date(2020, 12, 1), DAY_AFTER)])
def test_rule_5_a_deadline_moved_on_in_time_or_moved_back_is_not_marked(due_on: date, on: date) -> None:
    assert not known(assigned(), set_to(due_on, on=on)).extended_late


def test_rule_5_a_deadline_moved_on_after_a_report_in_time_is_not_marked() -> None:
    belief = known(assigned(), reported(on=DAY), set_to(date(2021, 3, 1), on=DAY_AFTER))

    assert not belief.extended_late


def test_rule_5_a_mark_of_late_extension_stays() -> None:
    belief = known(assigned(), set_to(date(2021, 3, 1), on=DAY_AFTER), set_to(date(2021, 4, 1), on=date(2021, 2, 1)))

    assert belief.extended_late


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


# Rule 7: figures and targets


@given(st.integers(1, 5000), st.integers(1, 100))
def test_rule_7_a_target_is_compared_in_integers(enrolled: int, percent: int) -> None:
    target = Target(percent=percent, scope="organisation", population="pupils")
    least = -(-percent * enrolled // 100)

    assert (True, False) == (
        meets(Figures(engaged=least, enrolled=enrolled), target),
        meets(Figures(engaged=least - 1, enrolled=enrolled), target),
    )


def test_rule_7_none_enrolled_is_no_data() -> None:
    assert meets(Figures(engaged=0, enrolled=0), EACH_SCHOOL) is None


def test_rule_7_none_enrolled_is_reported_without_a_shortfall() -> None:
    figures = Figures(engaged=0, enrolled=0)
    asked = replace(REPORT, figures=figures)

    TARGETED.when(asked, SCHOOL, DAY).then(fact(completion(figures=figures)))


@pytest.mark.parametrize("figures", [Figures(engaged=-1, enrolled=10), Figures(engaged=11, enrolled=10)])
def test_rule_7_engaged_lies_between_none_and_enrolled(figures: Figures) -> None:
    ASSIGNED.when(replace(REPORT, figures=figures), SCHOOL, DAY).then_refused(FiguresWrong)
    ASSIGNED.when(replace(PROGRESS, figures=figures), SCHOOL, DAY).then_refused(FiguresWrong)


@pytest.mark.parametrize("target", [EACH_SCHOOL, ALL_SCHOOLS], ids=lambda target: target.scope)
def test_rule_7_where_there_is_a_target_figures_are_required(target: Target) -> None:
    targeted = Given(*TOWN, assigned(targets=(target,)))

    targeted.when(REPORT, SCHOOL, DAY).then_refused(FiguresMissing, percent=15)


def test_rule_7_figures_are_welcome_where_there_is_no_target() -> None:
    ASSIGNED.when(replace(REPORT, figures=FEW), SCHOOL, DAY).then(fact(completion(figures=FEW)))


def test_rule_7_below_the_target_of_an_organisation_is_refused_with_both_numbers() -> None:
    TARGETED.when(replace(REPORT, figures=FEW), SCHOOL, DAY).then_refused(
        BelowTarget, engaged=149, enrolled=1000, reached="14.9", percent=15
    )


def test_rule_7_what_was_reached_is_never_rounded_up_to_the_target() -> None:
    nearly = Figures(engaged=14_999, enrolled=100_000)

    TARGETED.when(replace(REPORT, figures=nearly), SCHOOL, DAY).then_refused(BelowTarget, reached="14.9")


def test_rule_7_a_shortfall_with_its_reason_is_reported_and_marked() -> None:
    asked = replace(REPORT, figures=FEW, shortfall="Карантин")

    TARGETED.when(asked, SCHOOL, DAY).then(fact(completion(figures=FEW, shortfall=True), shortfall="Карантин"))


def test_rule_7_a_shortfall_stays_marked_once_accepted() -> None:
    short = reported(on=DAY, figures=FEW, shortfall=True)

    assert known(assigned(targets=(EACH_SCHOOL,)), short, accepted(on=DAY)).shortfall


def test_rule_7_a_shortfall_without_need_is_refused() -> None:
    asked = replace(REPORT, figures=Figures(engaged=150, enrolled=1000), shortfall="Карантин")

    TARGETED.when(asked, SCHOOL, DAY).then_refused(NoShortfall)


def test_rule_7_a_target_of_the_district_refuses_no_school() -> None:
    together = Given(*TOWN, assigned(targets=(ALL_SCHOOLS,)))

    together.when(replace(REPORT, figures=FEW), SCHOOL, DAY).then(fact(completion(figures=FEW)))


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


# Rule 11: who acts


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

"""What an executor does beside reporting: takes note, takes back, corrects figures, shows evidence (rules 7 and 11)."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.assignment.commands import (
    AcceptCorrection,
    Acknowledge,
    AttachEvidence,
    CorrectMeasurement,
    Link,
    RefuseCorrection,
    WithdrawReport,
)
from domain.assignment.events import (
    Acknowledged,
    CorrectionAccepted,
    CorrectionRefused,
    EvidenceAttached,
    MeasurementCorrected,
    RecognisedExecuted,
    ReportWithdrawn,
    TargetsSet,
)
from domain.assignment.refusals import (
    FiguresWrong,
    NothingChanges,
    NothingToCorrect,
    OwnCorrection,
    OwnReport,
)
from domain.assignment.state import State
from domain.command import Caller
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.target import Figures
from tests.domain.assignments import ACCEPT, ASSIGNED, DAY, FEW, PAPER, REPORTED, STREAM, known
from tests.factories import (
    AUDITOR,
    DECISION,
    DEPUTY,
    EACH_SCHOOL,
    EXECUTOR,
    KEY,
    OTHER_DEPUTY,
    OTHER_SCHOOL,
    SCHOOL,
    SECRETARY,
    TOWN,
    accepted,
    assigned,
    granted,
    reported,
    revoked,
)
from tests.scenario import Given, Happened, happened

ENOUGH: Final = Figures(engaged=150, enrolled=1000)
ACKNOWLEDGE: Final = Acknowledge(assignment=KEY)
TAKE_BACK: Final = WithdrawReport(assignment=KEY)
CORRECT: Final = CorrectMeasurement(assignment=KEY, figures=FEW, reason="Посчитаны дважды")
ATTACH: Final = AttachEvidence(assignment=KEY, evidence=Link(title="Список", url="https://school-1.example/list"))
MEASURED: Final = (assigned(targets=(EACH_SCHOOL,)), reported(on=DAY, figures=ENOUGH))
ACCEPTED: Final = Given(*TOWN, *MEASURED, accepted(on=DAY))
YES: Final = AcceptCorrection(assignment=KEY)
NO: Final = RefuseCorrection(assignment=KEY, reason="Нет списка")


def corrected(*, by: str = SCHOOL.actor) -> Happened:
    return happened(MeasurementCorrected(report=1, figures=FEW), STREAM, by=by, on=DAY)


CORRECTED: Final = Given(*ACCEPTED.history, corrected())


def figures(state: State) -> tuple[int | None, int | None, bool, date | None]:
    return state.engaged, state.enrolled, state.shortfall, state.correction_on


@pytest.mark.parametrize("command", [ACKNOWLEDGE, ATTACH], ids=lambda command: type(command).__name__)
def test_rule_11_an_organisation_acts_only_on_its_own_assignments(command: Acknowledge | AttachEvidence) -> None:
    ASSIGNED.when(command, OTHER_SCHOOL, DAY).then_refused(NotFound)
    ASSIGNED.when(command, EXECUTOR, DAY).then_refused(Forbidden)
    ASSIGNED.when(command, AUDITOR, DAY).then_refused(Forbidden)


def test_who_took_note_and_when_is_known() -> None:
    ASSIGNED.when(ACKNOWLEDGE, SECRETARY, DAY).then(Fact(stream=STREAM, data=Acknowledged()))
    belief = known(assigned(), happened(Acknowledged(), STREAM, by=SECRETARY.actor, on=DAY))

    assert (DAY, SECRETARY.actor) == (belief.acknowledged_on, belief.acknowledged_by)


def test_a_document_is_a_text() -> None:
    words = {"evidence_0": '{"title":"Список","url":"https://school-1.example/list"}'}

    ASSIGNED.when(ATTACH, SCHOOL, DAY).then(Fact(stream=STREAM, data=EvidenceAttached(), texts=words))


def test_a_secretary_acts_in_the_name_of_her_school() -> None:
    commands = [ACKNOWLEDGE, ATTACH, TAKE_BACK, CORRECT]

    assert {"organisation:school-1"} == {REPORTED.when(c, SECRETARY, DAY).in_the_name_of() for c in commands}


# A report taken back


@pytest.mark.parametrize("caller", [SCHOOL, SECRETARY], ids=lambda caller: caller.actor)
def test_the_organisation_of_a_report_takes_it_back_also_one_that_was_registered_from_paper(caller: Caller) -> None:
    on_paper = Given(*TOWN, assigned(), reported(on=DAY, paper=PAPER, by=EXECUTOR.actor))
    asked = replace(TAKE_BACK, note="Не тот список")
    fact = Fact(stream=STREAM, data=ReportWithdrawn(1), texts={"note": "Не тот список"})

    REPORTED.when(asked, caller, DAY).then(fact)
    on_paper.when(asked, caller, DAY).then(fact)


def test_who_registered_a_report_from_paper_takes_it_back_nobody_else_of_the_office() -> None:
    on_paper = Given(*TOWN, assigned(), reported(on=DAY, paper=PAPER, by=EXECUTOR.actor))

    on_paper.when(TAKE_BACK, EXECUTOR, DAY).then(Fact(stream=STREAM, data=ReportWithdrawn(1)))
    on_paper.when(TAKE_BACK, DEPUTY, DAY).then_refused(Forbidden)
    REPORTED.when(TAKE_BACK, EXECUTOR, DAY).then_refused(Forbidden)
    REPORTED.when(TAKE_BACK, OTHER_SCHOOL, DAY).then_refused(NotFound)


def test_who_lost_his_role_takes_back_nothing() -> None:
    gone = Given(
        *TOWN, assigned(), reported(on=DAY, by=SECRETARY.actor), revoked(SECRETARY.actor, "school", "school-1")
    )

    gone.when(TAKE_BACK, SECRETARY, DAY).then_refused(NotFound)


def test_a_report_taken_back_does_not_stand_and_the_next_one_has_the_next_number() -> None:
    belief = known(assigned(), reported(on=DAY, figures=FEW), happened(ReportWithdrawn(1), STREAM, on=DAY))

    assert ("assigned", 1, None, None) == (belief.state, belief.report, belief.submitted_on, belief.engaged)


# Corrected figures


def test_rule_7_accepted_figures_stand_until_the_supervisor_decides() -> None:
    waiting, yes, no = (
        known(*MEASURED, accepted(on=DAY), corrected(), *decision)
        for decision in (
            (),
            (happened(CorrectionAccepted(1), STREAM, on=DAY),),
            (happened(CorrectionRefused(1), STREAM, on=DAY),),
        )
    )

    assert (150, 1000, False, DAY) == figures(waiting)
    assert (149, 1000, SCHOOL.actor) == (
        waiting.correction_engaged,
        waiting.correction_enrolled,
        waiting.correction_by,
    )
    assert (149, 1000, True, None) == figures(yes)
    assert (150, 1000, False, None) == figures(no)


def test_rule_7_figures_under_review_are_replaced_at_once_and_the_day_of_the_report_stays() -> None:
    belief = known(*MEASURED, corrected())

    assert ("reported", (149, 1000, True, None), DAY) == (belief.state, figures(belief), belief.submitted_on)


def test_rule_7_a_correction_is_recorded_with_its_reason() -> None:
    fact = Fact(stream=STREAM, data=MeasurementCorrected(report=1, figures=FEW), texts={"reason": "Посчитаны дважды"})

    ACCEPTED.when(CORRECT, SCHOOL, DAY).then(fact)
    Given(*TOWN, *MEASURED).when(CORRECT, SCHOOL, DAY).then(fact)
    ACCEPTED.when(CORRECT, OTHER_SCHOOL, DAY).then_refused(NotFound)
    ACCEPTED.when(CORRECT, EXECUTOR, DAY).then_refused(Forbidden)


def test_rule_7_a_correction_has_sound_figures_that_change_something_of_a_report() -> None:
    impossible = replace(CORRECT, figures=Figures(engaged=2, enrolled=1))
    executed = Given(*TOWN, assigned(), happened(RecognisedExecuted(DECISION), STREAM, on=DAY))

    ACCEPTED.when(impossible, SCHOOL, DAY).then_refused(FiguresWrong)
    ACCEPTED.when(replace(CORRECT, figures=ENOUGH), SCHOOL, DAY).then_refused(NothingChanges)
    executed.when(CORRECT, SCHOOL, DAY).then_refused(NothingToCorrect)


def test_rule_11_the_supervisor_decides_on_a_correction() -> None:
    CORRECTED.when(YES, DEPUTY, DAY).then(Fact(stream=STREAM, data=CorrectionAccepted(1)))
    CORRECTED.when(NO, DEPUTY, DAY).then(Fact(stream=STREAM, data=CorrectionRefused(1), texts={"reason": "Нет списка"}))


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
@pytest.mark.parametrize("decision", [YES, NO], ids=["accepting", "refusing"])
def test_rule_11_nobody_but_the_supervisor_of_that_roadmap_decides_on_it(
    decision: AcceptCorrection | RefuseCorrection, stranger: Caller
) -> None:
    CORRECTED.when(decision, stranger, DAY).then_refused(Forbidden)


def test_rule_11_who_corrected_figures_does_not_review_them() -> None:
    also_secretary = (*TOWN, granted(DEPUTY.actor, "school", "school-1"))
    accepted_ones = Given(*also_secretary, *MEASURED, accepted(on=DAY), corrected(by=DEPUTY.actor))
    under_review = Given(*also_secretary, *MEASURED, corrected(by=DEPUTY.actor))

    accepted_ones.when(YES, DEPUTY, DAY).then_refused(OwnCorrection)
    accepted_ones.when(NO, DEPUTY, DAY).then_refused(OwnCorrection)
    under_review.when(ACCEPT, DEPUTY, DAY).then_refused(OwnReport)


def test_targets_set_later_hold_for_what_is_reported_from_then_on() -> None:
    belief = known(assigned(), happened(TargetsSet(targets=[EACH_SCHOOL], cause="act"), STREAM, on=DAY))

    assert (EACH_SCHOOL,) == belief.targets

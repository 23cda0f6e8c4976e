"""Withdrawn, put back, handed over, noted on: on an authority, by the supervisor, in force with all gaps (rule 11)."""

from datetime import date, timedelta
from typing import Final

import pytest
from msgspec.structs import replace

from domain.act import Authority
from domain.assignment.commands import Annotate, Restore, Transfer, Withdraw
from domain.assignment.events import (
    Acknowledged,
    Annotated,
    ExtensionRequested,
    Restored,
    Transferred,
    Withdrawn,
)
from domain.assignment.refusals import (
    EffectiveInTheFuture,
    EffectiveTooEarly,
    ExecutorAlready,
    Merged,
    NeverResponsible,
    PromiseInThePast,
    ReviewFirst,
    RoadmapClosed,
    UnknownOrganisation,
)
from domain.authority import AuthorityInTheFuture, AuthorityWithoutNumber, NoDelegation
from domain.command import Caller
from domain.decider import Fact
from domain.directory import OrganisationReorganised
from domain.refusals import Forbidden, NotFound, Refused
from domain.roadmap.events import Closed as ClosedRoadmap
from tests.domain.assignments import ASSIGNED, DAY, REPORT, REPORTED, STREAM, known, withdrawn
from tests.factories import (
    AUDITOR,
    DECISION,
    DEPUTY,
    DUE,
    EXECUTOR,
    KEY,
    OTHER_DEPUTY,
    OTHER_SCHOOL,
    ROADMAP,
    SCHOOL,
    TOWN,
    assigned,
    organisation,
    registered,
)
from tests.scenario import ADOPTED_ON, Given, Happened, happened

TOMORROW: Final = DAY + timedelta(days=1)
WITHDRAW: Final = Withdraw(assignment=KEY, authority=DECISION, ground="Ремонт")
RESTORE: Final = Restore(assignment=KEY, authority=DECISION, ground="Ремонт закончен")
TRANSFER: Final = Transfer(assignment=KEY, organisation="school-2", ground="Классы переведены")
NOTE: Final = Annotate(assignment=KEY, note="Звонили")
WITHDRAWN: Final = Given(*TOWN, assigned(), withdrawn(DAY))
DECIDING: Final = [(ASSIGNED, WITHDRAW), (WITHDRAWN, RESTORE), (ASSIGNED, TRANSFER)]


def restored(effective_on: date) -> Happened:
    return happened(Restored(effective_on=effective_on, authority=DECISION), STREAM, on=effective_on)


def transferred(to: str) -> Happened:
    return happened(Transferred(organisation=to, effective_on=DAY), STREAM, on=DAY)


@pytest.mark.parametrize(("history", "command"), DECIDING, ids=["withdrawing", "restoring", "handing over"])
@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_but_the_supervisor_of_that_roadmap_decides_on_control(
    history: Given, command: Withdraw | Restore | Transfer, stranger: Caller
) -> None:
    history.when(command, stranger, DAY).then_refused(Forbidden)


@pytest.mark.parametrize(("history", "command"), [(ASSIGNED, WITHDRAW), (WITHDRAWN, RESTORE)])
def test_rule_11_the_authority_is_sound(history: Given, command: Withdraw | Restore) -> None:
    unsound = {
        AuthorityInTheFuture: Authority(kind="decision", dated_on=TOMORROW),
        AuthorityWithoutNumber: Authority(kind="act", dated_on=DAY),
        NoDelegation: Authority(kind="delegation", dated_on=DAY),
    }
    for refusal, authority in unsound.items():
        history.when(replace(command, authority=authority), DEPUTY, DAY).then_refused(refusal)


def test_a_withdrawal_takes_effect_today_or_on_an_earlier_day_of_its_life() -> None:
    today = Withdrawn(effective_on=DAY, authority=DECISION, cause="decision")

    ASSIGNED.when(WITHDRAW, DEPUTY, DAY).then(Fact(stream=STREAM, data=today, texts={"ground": "Ремонт"}))
    assert 1 == len(ASSIGNED.when(replace(WITHDRAW, effective_on=ADOPTED_ON), DEPUTY, DAY).facts())
    ASSIGNED.when(replace(WITHDRAW, effective_on=TOMORROW), DEPUTY, DAY).then_refused(EffectiveInTheFuture)
    before = ADOPTED_ON - timedelta(days=1)
    ASSIGNED.when(replace(WITHDRAW, effective_on=before), DEPUTY, DAY).then_refused(EffectiveTooEarly)


def test_a_restoration_takes_effect_no_earlier_than_the_withdrawal() -> None:
    event = Restored(effective_on=DUE, authority=DECISION, cause="decision")

    WITHDRAWN.when(RESTORE, DEPUTY, DUE).then(Fact(stream=STREAM, data=event, texts={"ground": "Ремонт закончен"}))
    before = DAY - timedelta(days=1)
    WITHDRAWN.when(replace(RESTORE, effective_on=before), DEPUTY, DUE).then_refused(EffectiveTooEarly, since=DAY)


def test_in_force_keeps_the_gap_of_every_withdrawal() -> None:
    first, second, third = DUE, DUE + timedelta(days=10), DUE + timedelta(days=20)
    history = (assigned(), withdrawn(DAY), restored(first), withdrawn(second), restored(third))

    assert ((ADOPTED_ON, DAY), (first, second), (third, None)) == known(*history).in_force


def test_what_is_put_back_on_the_very_day_has_no_gap() -> None:
    assert ((ADOPTED_ON, None),) == known(assigned(), withdrawn(DAY), restored(DAY)).in_force


def test_why_it_is_withdrawn_is_known_until_it_is_put_back() -> None:
    revoked = happened(Withdrawn(effective_on=DAY, authority=DECISION, cause="revoked"), STREAM, on=DAY)

    assert ("revoked", None) == (
        known(assigned(), revoked).withdrawal_cause,
        known(assigned(), revoked, restored(DUE)).withdrawal_cause,
    )


def test_rule_15_nothing_is_put_back_in_a_roadmap_that_is_closed() -> None:
    closed = happened(ClosedRoadmap(DECISION), f"roadmap/{ROADMAP}", on=DAY)

    Given(*WITHDRAWN.history, closed).when(RESTORE, DEPUTY, DAY).then_refused(RoadmapClosed, closed_on=DAY)


def test_a_duty_handed_over_is_reported_by_the_new_executor_alone() -> None:
    handed = Given(*TOWN, assigned(), transferred("school-2"))
    event = Transferred(organisation="school-2", effective_on=DAY)

    ASSIGNED.when(TRANSFER, DEPUTY, DAY).then(Fact(stream=STREAM, data=event, texts={"ground": "Классы переведены"}))
    handed.when(REPORT, SCHOOL, DAY).then_refused(NotFound)
    assert 1 == len(handed.when(REPORT, OTHER_SCHOOL, DAY).facts())


def test_a_new_executor_has_acknowledged_asked_and_promised_nothing() -> None:
    said = [Acknowledged(), ExtensionRequested(DUE + timedelta(days=9)), Annotated(promised_on=DUE)]
    before = (assigned(), *(happened(event, STREAM, by=SCHOOL.actor, on=DAY) for event in said))
    one, other = known(*before), known(*before, transferred("school-2"))

    assert (DAY, SCHOOL.actor, DUE, None) == (
        one.acknowledged_on,
        one.acknowledged_by,
        one.promised_on,
        one.transferred_on,
    )
    assert (None, None, None, None, DAY) == (
        other.acknowledged_on,
        other.acknowledged_by,
        other.extension_due_on,
        other.promised_on,
        other.transferred_on,
    )


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        ("nobody", UnknownOrganisation),
        ("centre-1", NeverResponsible),
        ("school-3", Merged),
        ("school-1", ExecutorAlready),
    ],
)
def test_a_duty_is_handed_over_to_one_who_can_be_responsible(key: str, refusal: type[Refused]) -> None:
    centre = registered(organisation("centre-1", "centre"))
    merger = OrganisationReorganised(
        organisation="school-3", successor="school-2", effective_on=DAY, authority=DECISION
    )
    town = Given(*TOWN, *centre, happened(merger, "directory"), assigned())

    town.when(replace(TRANSFER, organisation=key), DEPUTY, DAY).then_refused(refusal)


def test_rule_10_who_has_the_same_item_does_not_get_it_twice_unless_his_own_was_withdrawn() -> None:
    twin = f"assignment/{ROADMAP}/4/school-2"
    withdrawal = happened(Withdrawn(effective_on=DAY, authority=DECISION), twin, on=DAY)
    both = Given(*TOWN, assigned(), assigned(school="school-2"))

    both.when(TRANSFER, DEPUTY, DAY).then_refused(ExecutorAlready)
    assert 1 == len(Given(*both.history, withdrawal).when(TRANSFER, DEPUTY, DAY).facts())


def test_nothing_is_put_back_to_a_school_that_was_merged() -> None:
    merger = OrganisationReorganised(
        organisation="school-1", successor="school-2", effective_on=DAY, authority=DECISION
    )

    Given(*WITHDRAWN.history, happened(merger, "directory")).when(RESTORE, DEPUTY, DAY).then_refused(Merged)


def test_rule_11_the_executor_does_not_change_while_his_report_is_under_review() -> None:
    REPORTED.when(TRANSFER, DEPUTY, DAY).then_refused(ReviewFirst)


@pytest.mark.parametrize("caller", [DEPUTY, EXECUTOR], ids=lambda caller: caller.actor)
def test_supervisor_and_executor_note_what_was_said(caller: Caller) -> None:
    promised = replace(NOTE, promised_on=DUE)

    ASSIGNED.when(promised, caller, DAY).then(
        Fact(stream=STREAM, data=Annotated(promised_on=DUE), texts={"note": "Звонили"})
    )


@pytest.mark.parametrize("stranger", [SCHOOL, OTHER_DEPUTY, AUDITOR], ids=lambda caller: caller.actor)
def test_nobody_else_notes(stranger: Caller) -> None:
    ASSIGNED.when(NOTE, stranger, DAY).then_refused(Forbidden)


def test_a_promise_is_to_come_and_a_later_note_without_one_keeps_it() -> None:
    ASSIGNED.when(replace(NOTE, promised_on=DAY - timedelta(days=1)), DEPUTY, DAY).then_refused(PromiseInThePast)
    promised, noted = (happened(Annotated(promised_on=day), STREAM, on=DAY) for day in (DUE, None))

    assert DUE == known(assigned(), promised, noted).promised_on

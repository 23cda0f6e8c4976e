"""A supervisor adopts a policy from today on; the days before stay under the one that held then (DOMAIN rule 3)."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.adopt_policy import AdoptPolicy, DelegationInTheFuture, EffectiveInThePast, SamePolicy
from domain.command import Caller
from domain.decider import Fact
from domain.district import STREAM, PolicyAdopted
from domain.refusals import Forbidden
from tests.factories import (
    ADMINISTRATOR,
    AMENDMENT,
    AUDITOR,
    DEPUTY,
    EXECUTOR,
    OPENED,
    OTHER_DEPUTY,
    PEOPLE,
    SCHOOL,
    SETUP,
    policy,
)
from tests.scenario import Given, happened

DAY: Final = date(2021, 2, 1)
TOWN: Final = (*OPENED, *PEOPLE)
NEXT: Final = policy(effective_on=DAY, day_off_rule="next")


def adopting(adopted: PolicyAdopted) -> AdoptPolicy:
    return AdoptPolicy(adopted=adopted, ground="Приказ № 12")


@pytest.mark.parametrize("caller", [DEPUTY, OTHER_DEPUTY, SETUP])
def test_rule_3_a_supervisor_adopts_a_policy_with_its_ground(caller: Caller) -> None:
    adopted = replace(NEXT, delegation=AMENDMENT)

    Given(*TOWN).when(adopting(adopted), caller, DAY).then(
        Fact(stream=STREAM, data=adopted, texts={"ground": "Приказ № 12"})
    )


@pytest.mark.parametrize("caller", [EXECUTOR, SCHOOL, AUDITOR, ADMINISTRATOR])
def test_rule_11_nobody_else_adopts(caller: Caller) -> None:
    Given(*TOWN).when(adopting(NEXT), caller, DAY).then_refused(Forbidden)


def test_rule_3_a_policy_takes_effect_on_no_day_that_is_over() -> None:
    yesterday = date(2021, 1, 31)

    Given(*TOWN).when(adopting(replace(NEXT, effective_on=yesterday)), DEPUTY, DAY).then_refused(
        EffectiveInThePast, effective_on=yesterday, day=DAY
    )


def test_the_policy_that_holds_on_that_day_is_not_adopted_again() -> None:
    Given(*TOWN).when(adopting(policy(effective_on=DAY)), DEPUTY, DAY).then_refused(SamePolicy, effective_on=DAY)


def test_what_is_planned_for_a_later_day_is_called_off_by_the_former_policy_from_that_day_on() -> None:
    later = date(2021, 7, 1)
    planned, former = happened(replace(NEXT, effective_on=later), STREAM), policy(effective_on=later)

    Given(*TOWN, planned).when(adopting(former), DEPUTY, DAY).then(
        Fact(stream=STREAM, data=former, texts={"ground": "Приказ № 12"})
    )


def test_rule_11_an_act_that_hands_decisions_on_is_not_of_a_day_to_come() -> None:
    tomorrow = replace(AMENDMENT, dated_on=date(2021, 2, 2))

    Given(*TOWN).when(adopting(replace(NEXT, delegation=tomorrow)), DEPUTY, DAY).then_refused(DelegationInTheFuture)

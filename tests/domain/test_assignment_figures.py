"""Figures and targets of a report (DOMAIN rule 7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.assignment.refusals import (
    BelowTarget,
    FiguresMissing,
    FiguresWrong,
    NoShortfall,
)
from domain.target import Figures, Target, meets
from tests.domain.assignments import (
    ASSIGNED,
    DAY,
    FEW,
    PROGRESS,
    REPORT,
    TARGETED,
    completion,
    fact,
    known,
)
from tests.factories import (
    ALL_SCHOOLS,
    EACH_SCHOOL,
    SCHOOL,
    TOWN,
    accepted,
    assigned,
    reported,
)
from tests.scenario import Given


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

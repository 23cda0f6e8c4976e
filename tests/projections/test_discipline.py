"""Execution discipline: ten assignments counted by hand, on a day, as known at a position (DOMAIN rule 9)."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.assignment.events import DeadlineSet, RecognisedExecuted, Withdrawn
from domain.deadline import Deadline
from domain.discipline import FORMULAS, Counts, Formula
from domain.target import Figures
from projections.discipline import By, discipline
from tests.factories import (
    DECISION,
    DUE,
    EACH_SCHOOL,
    ROADMAP,
    TOWN,
    accepted,
    added,
    assigned,
    organisation,
    registered,
    reported,
    returned,
)
from tests.projections.asking import Ask, Known, before, of
from tests.scenario import Happened, happened

TEN: Final = [f"school-{number}" for number in range(1, 11)]
EXTENDED: Final = date(2021, 2, 15)
LATER: Final = date(2021, 12, 31)
ON: Final = date(2021, 3, 1)
ALL: Final = {"on": ON, "first": date.min, "last": date.max, "by": None}
FEW: Final = Figures(engaged=187, enrolled=1250)
ENOUGH: Final = Figures(engaged=150, enrolled=1000)


def moved(due_on: date, *, on: date) -> Happened:
    event = DeadlineSet(deadline=Deadline(written_on=due_on, due_on=due_on), authority=DECISION, cause="decision")
    return happened(event, "assignment", on=on)


LIVES: Final = [
    *of("school-1", reported(on=DUE, figures=ENOUGH), accepted(on=ON)),
    *of("school-2", reported(on=DUE, figures=FEW, shortfall=True), accepted(on=ON)),
    *of("school-3", reported(on=DUE), returned(on=date(2021, 1, 11), rework_by=date(2021, 1, 20))),
    *of("school-3", reported(on=date(2021, 1, 20), number=2), accepted(on=ON, number=2)),
    *of("school-4", moved(EXTENDED, on=date(2021, 1, 15))),
    *of("school-4", reported(on=EXTENDED, due_on=EXTENDED), accepted(on=ON)),
    *of("school-5", reported(on=date(2021, 1, 1)), accepted(on=ON)),
    *of("school-6", reported(on=DUE)),
    *of("school-8", reported(on=DUE), returned(on=date(2021, 1, 11))),
    *of("school-9", moved(LATER, on=date(2020, 12, 1))),
    *of("school-10", happened(Withdrawn(effective_on=date(2021, 2, 1), authority=DECISION), "assignment")),
]
HISTORY: Final = (
    *TOWN,
    *registered(*map(organisation, TEN[3:])),
    added(targets=(EACH_SCHOOL,)),
    *(assigned(school=school, targets=(EACH_SCHOOL,)) for school in TEN),
    *LIVES,
)
BY_HAND: Final = Counts(
    in_time=4, flawless=1, reworked=1, late=1, under_review=1, not_done=2, not_yet_due=1, withdrawn=1
)


async def test_ten_assignments_are_counted_by_what_became_of_them(known: Known, ask: Ask) -> None:
    found = await ask(discipline, await known(*HISTORY), **ALL)

    assert (BY_HAND, 9) == (found.whole, found.whole.total)


@pytest.mark.parametrize(
    ("formula", "part", "whole", "percent"),
    [("default", 4, 7, 57.14), ("strict", 1, 7, 14.28), ("with_review", 5, 8, 62.5), ("execution", 5, 9, 55.55)],
)
def test_four_formulas_over_them_to_the_digit(formula: Formula, part: int, whole: int, percent: float) -> None:
    share = FORMULAS[formula](BY_HAND)

    assert (part, whole, percent) == (share.part, share.whole, share.percent)


def test_where_nothing_fell_due_every_formula_is_empty() -> None:
    nothing = Counts(withdrawn=3, undated=2, undecided=1, recognised=1)

    assert [None] * 4 == [formula(nothing).percent for formula in FORMULAS.values()]


async def test_on_an_earlier_day_what_came_later_had_not_come(known: Known, ask: Ask) -> None:
    found = await ask(discipline, await known(*HISTORY), **{**ALL, "on": DUE})

    assert (7, 0, 1) == (found.whole.not_yet_due, found.whole.not_done, found.whole.under_review)


async def test_an_answer_is_by_what_was_known_then(known: Known, ask: Ask) -> None:
    scope = await known(*HISTORY)
    found = await ask(discipline, before(scope, len(LIVES)), **ALL)

    assert Counts(not_done=10) == found.whole


async def test_a_period_has_what_is_due_in_it_both_ends_included(known: Known, ask: Ask) -> None:
    scope = await known(*HISTORY)
    totals = [
        (await ask(discipline, scope, **{**ALL, "first": first, "last": last})).whole.total
        for first, last in [(DUE, DUE), (EXTENDED, LATER), (date(2022, 1, 1), date.max)]
    ]

    assert [7, 2, 0] == totals


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("organisation", [(school,) for school in sorted(TEN)]),
        ("item", [(ROADMAP, "4")]),
        ("roadmap", [(ROADMAP,)]),
        ("month", [("2020-12",), ("2021-02",), ("2021-12",)]),
    ],
)
async def test_the_groups_add_up_to_the_whole(known: Known, ask: Ask, by: By, keys: list[tuple[str, ...]]) -> None:
    found = await ask(discipline, await known(*HISTORY), **{**ALL, "by": by})

    assert keys == list(found.groups)
    assert found.whole.total == sum(counts.total for counts in found.groups.values())


async def test_a_school_counts_its_own_alone(known: Known, ask: Ask) -> None:
    scope = replace(await known(*HISTORY), reach=frozenset({"school-5"}))
    found = await ask(discipline, scope, **{**ALL, "by": "organisation"})

    assert (Counts(late=1), [("school-5",)]) == (found.whole, list(found.groups))


async def test_what_has_no_due_day_stands_outside_each_kind_counted(known: Known, ask: Ask) -> None:
    undated = Deadline()
    before_the_act = Deadline(written_on=date(2020, 9, 8))
    scope = await known(
        *TOWN,
        added("5", deadline=undated),
        added("6", deadline=before_the_act),
        assigned(item="5", deadline=undated),
        assigned(item="6", deadline=before_the_act),
        assigned(item="6", deadline=before_the_act, school="school-2"),
        *of("school-2", happened(RecognisedExecuted(authority=DECISION), "assignment"), item="6"),
    )
    found = await ask(discipline, scope, **ALL)

    assert (Counts(undated=1, undecided=1, recognised=1), 0) == (found.whole, found.whole.total)

"""In time, in time after rework, late: a report is judged when it is made (DOMAIN rule 6)."""

from datetime import date, timedelta
from typing import Final

import pytest

from domain.assignment.events import ReportWithdrawn, Restored
from domain.assignment.state import Timeliness
from tests.domain.assignments import DAY, STREAM, known, set_to, withdrawn
from tests.factories import DECISION, DUE, accepted, assigned, reported, returned
from tests.scenario import Happened, happened

LATE: Final = DUE + timedelta(days=1)
REWORK: Final = date(2021, 1, 15)
AFTER_REWORK: Final = REWORK + timedelta(days=1)
TAKEN_BACK: Final = happened(ReportWithdrawn(1), STREAM, on=DAY)


@pytest.mark.parametrize(
    ("expected", "history"),
    [
        ("in_time", [reported(on=DUE)]),
        ("late", [reported(on=LATE)]),
        ("in_time", [reported(on=LATE, due_on=None)]),
        ("in_time", [reported(on=DAY), returned(on=DAY), reported(on=DUE)]),
        ("late", [reported(on=DAY), returned(on=DAY), reported(on=LATE)]),
        ("reworked", [reported(on=DAY), returned(on=DAY, rework_by=REWORK), reported(on=REWORK)]),
        ("late", [reported(on=DAY), returned(on=DAY, rework_by=REWORK), reported(on=AFTER_REWORK)]),
        ("late", [reported(on=LATE), returned(on=LATE, rework_by=REWORK), reported(on=REWORK)]),
    ],
)
def test_rule_6_a_report_is_judged_by_the_date_it_answers_a_rework_by_the_day_of_its_return(
    expected: Timeliness, history: list[Happened]
) -> None:
    assert expected == known(assigned(), *history).timeliness


def test_rule_6_a_second_rework_is_in_time_only_if_the_first_was_and_had_its_day() -> None:
    first = (assigned(), reported(on=DAY), returned(on=DUE, rework_by=LATE), reported(on=LATE))
    again = reported(on=REWORK)

    assert "reworked" == known(*first, returned(on=LATE, rework_by=REWORK), again).timeliness
    assert "late" == known(*first, returned(on=LATE), again).timeliness


def test_rule_6_an_acceptance_keeps_the_judgement_a_return_and_a_withdrawal_of_the_report_take_it() -> None:
    made = (assigned(), reported(on=DAY))

    assert ["in_time", None, None] == [
        known(*made, later).timeliness for later in (accepted(on=LATE), returned(on=LATE), TAKEN_BACK)
    ]


def test_rule_6_a_report_made_anew_after_it_was_taken_back_is_judged_by_its_own_day() -> None:
    assert "late" == known(assigned(), reported(on=DAY), TAKEN_BACK, reported(on=LATE)).timeliness


def test_rule_6_a_rework_taken_back_may_still_come_in_time() -> None:
    sent_back = (assigned(), reported(on=DAY), returned(on=DAY, rework_by=REWORK))
    taken_back = known(*sent_back, reported(on=LATE), TAKEN_BACK)

    assert ("returned", REWORK) == (taken_back.state, taken_back.rework_by)
    assert "reworked" == known(*sent_back, reported(on=LATE), TAKEN_BACK, reported(on=REWORK)).timeliness


def test_rule_6_an_extension_while_a_report_waits_does_not_make_it_in_time() -> None:
    assert "late" == known(assigned(), reported(on=LATE), set_to(REWORK, on=REWORK)).timeliness


def test_a_report_under_review_waits_again_after_withdrawal_and_restoration() -> None:
    restored = happened(Restored(effective_on=DUE, authority=DECISION), STREAM, on=DUE)
    belief = known(assigned(), reported(on=DAY), withdrawn(DAY), restored)

    assert ("reported", "in_time", DAY, None) == (
        belief.state,
        belief.timeliness,
        belief.submitted_on,
        belief.resumes,
    )

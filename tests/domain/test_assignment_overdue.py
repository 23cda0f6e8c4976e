"""Overdue on a day, by what is known (DOMAIN rule 5)."""

from datetime import date, timedelta

import pytest

from domain.assignment.events import (
    Paper,
    ProgressReported,
)
from domain.deadline import Deadline
from domain.target import Figures
from tests.domain.assignments import (
    DAY,
    DAY_AFTER,
    STREAM,
    known,
    set_to,
    withdrawn,
)
from tests.factories import (
    DUE,
    accepted,
    assigned,
    reported,
    returned,
)
from tests.scenario import happened


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

"""What waits on a day: for its day to come, for the supervisor, for an organisation, for a decision on its deadline."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from domain.assignment.events import Paper
from domain.calendar import Calendar
from domain.deadline import Deadline
from domain.roadmap.events import DeadlineDecided
from domain.target import Figures
from projections.due_soon import DueSoon, due_soon, horizon, total
from projections.next_steps import Step, next_steps
from projections.review import Waiting, review
from projections.scope import Scope
from projections.undated import Undated, undated
from tests.factories import (
    DECISION,
    DUE,
    EACH_SCHOOL,
    KEY,
    ROADMAP,
    TOWN,
    accepted,
    added,
    assigned,
    calendar,
    reported,
    returned,
)
from tests.projections.asking import Ask, Known, before, of
from tests.scenario import happened

FRIDAY: Final = date(2021, 1, 15)
CALM: Final = Calendar().with_year(calendar(2020)).with_year(calendar(2021))
AIMED: Final = Deadline(written_on=date(2021, 1, 24), due_on=date(2021, 1, 24), control_on=date(2021, 1, 22))
BORN: Final = (*TOWN, added(), assigned(deadline=AIMED), assigned(deadline=AIMED, school="school-2"))


async def soon(ask: Ask, scope: Scope, on: date, days: int = 5) -> list[DueSoon]:
    until = horizon(on, days, CALM)
    found: list[DueSoon] = await ask(due_soon, scope, on=on, until=until, calendar=CALM, after=None, limit=100)
    assert len(found) == await ask(total, scope, on=on, until=until)
    return found


async def waiting(ask: Ask, scope: Scope, on: date, **asked: object) -> list[Waiting]:
    found: list[Waiting] = await ask(review, scope, on=on, **{"after": None, "limit": 100} | asked)
    return found


async def to_do(ask: Ask, scope: Scope, on: date, **asked: object) -> list[Step]:
    found: list[Step] = await ask(next_steps, scope, on=on, **{"after": None, "limit": 100} | asked)
    return found


async def without_deadline(ask: Ask, scope: Scope, on: date = DUE) -> list[Undated]:
    found: list[Undated] = await ask(undated, scope, on=on, after=None, limit=100)
    return found


# Due soon


async def test_due_soon_aims_at_the_control_day_and_counts_working_days(known: Known, ask: Ask) -> None:
    scope = await known(*BORN)
    counts = [len(await soon(ask, scope, FRIDAY, days)) for days in (4, 5)]

    assert [0, 2] == counts
    assert [5, 5] == [row.working_days_left for row in await soon(ask, scope, FRIDAY)]


async def test_due_soon_stays_soon_between_its_control_day_and_its_due_day(known: Known, ask: Ask) -> None:
    scope = await known(*BORN)

    assert [2, 0] == [len(await soon(ask, scope, on, 0)) for on in (AIMED.due_on, date(2021, 1, 25)) if on]


async def test_what_was_reported_by_then_is_not_due_soon(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, reported(on=FRIDAY, due_on=AIMED.due_on))

    assert ["school-2"] == [row.organisation for row in await soon(ask, scope, FRIDAY)]
    assert 2 == len(await soon(ask, before(scope), FRIDAY))


def test_the_horizon_is_the_last_of_so_many_working_days() -> None:
    assert [FRIDAY, date(2021, 1, 18), date(2021, 1, 22)] == [horizon(FRIDAY, days, CALM) for days in (0, 1, 5)]


# The review queue


async def test_the_longest_waiting_report_comes_first(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, reported(on=FRIDAY), *of("school-2", reported(on=date(2021, 1, 14))))
    first = await waiting(ask, scope, FRIDAY, limit=1)
    rest = await waiting(ask, scope, FRIDAY, after=(first[0].submitted_on, first[0].assignment))

    assert [("school-2", 1), ("school-1", 0)] == [(row.organisation, row.days_waiting) for row in [*first, *rest]]


async def test_a_waiting_report_shows_its_figures_target_shortfall_and_paper(known: Known, ask: Ask) -> None:
    incoming = Paper(incoming_on=date(2021, 1, 12), number="01-17/4")
    made = reported(
        on=FRIDAY, figures=Figures(engaged=187, enrolled=1250), shortfall=True, paper=incoming, by="person:executor"
    )
    worded = replace(made, fact=replace(made.fact, texts={"shortfall": "Карантин", "note": "Провели"}))
    scope = await known(*TOWN, added(), assigned(targets=(EACH_SCHOOL,)), worded)
    (row,) = await waiting(ask, scope, FRIDAY)

    assert (187, 1250, 14.96, [EACH_SCHOOL]) == (row.engaged, row.enrolled, row.percent, row.targets)
    assert ("Карантин", "Провели") == (row.shortfall_reason, row.note)
    assert (incoming, incoming.incoming_on, FRIDAY) == (row.paper, row.submitted_on, row.recorded_on)


async def test_a_reviewed_report_waits_no_more_and_did_by_what_was_known_before(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, reported(on=FRIDAY), accepted(on=FRIDAY))

    assert [1, 0] == [len(await waiting(ask, asked, FRIDAY)) for asked in (before(scope), scope)]


# What one organisation has to do next


async def test_the_next_comes_first_and_what_has_no_deadline_last(known: Known, ask: Ask) -> None:
    scope = await known(
        *BORN,
        assigned(item="5", deadline=Deadline()),
        assigned(item="6"),
        *of("school-1", reported(on=DUE), returned(on=DUE, rework_by=FRIDAY), item="6"),
    )
    asked = replace(scope, organisation="school-1")
    found = await to_do(ask, asked, DUE)
    pages = [(await to_do(ask, asked, DUE, limit=1, after=after)) for after in _after(found)]

    assert [("6", FRIDAY, "Нет цифр"), ("4", AIMED.control_on, None), ("5", None, None)] == [
        (row.item, row.next_on, row.reason) for row in found
    ]
    assert [[row] for row in found[1:]] == pages[:2]
    assert [] == pages[2]


def _after(rows: list[Step]) -> list[tuple[date, str]]:
    return [(row.next_on or date.max, row.assignment) for row in rows]


async def test_what_was_reported_is_not_to_be_done(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, reported(on=FRIDAY))

    assert ["school-2"] == [row.organisation for row in await to_do(ask, scope, FRIDAY)]


# Items without a deadline


async def test_items_without_a_deadline_are_told_with_what_they_leave_open(known: Known, ask: Ask) -> None:
    open_ = Deadline(written_on=date(2020, 9, 8))
    scope = await known(
        *TOWN,
        added("1", deadline=open_),
        added("2"),
        assigned(item="1", deadline=open_),
        assigned(item="1", deadline=open_, school="school-2"),
        assigned(item="2"),
        *of("school-2", reported(on=FRIDAY, due_on=None), item="1"),
        happened(DeadlineDecided(item="1", decision="none", deadline=open_, authority=DECISION), f"roadmap/{ROADMAP}"),
    )
    (row,) = await without_deadline(ask, scope)

    assert ("1", open_.written_on, False, 2, 1) == (
        row.item,
        row.written_on,
        row.undecided,
        row.assignments,
        row.open,
    )
    assert [True] == [row.undecided for row in await without_deadline(ask, before(scope))]


async def test_a_school_finds_its_own_alone_in_every_queue(known: Known, ask: Ask) -> None:
    both = [reported(on=FRIDAY), *of("school-2", reported(on=FRIDAY))]
    scope = replace(await known(*BORN, *both), reach=frozenset({"school-2"}))

    assert [["school-2"], ["school-2"]] == [
        [row.organisation for row in await soon(ask, before(scope, 2), FRIDAY)],
        [row.organisation for row in await waiting(ask, scope, FRIDAY)],
    ]
    assert ["school-2"] == [row.organisation for row in await to_do(ask, before(scope, 2), FRIDAY)]
    assert KEY not in {row.assignment for row in await waiting(ask, scope, FRIDAY)}

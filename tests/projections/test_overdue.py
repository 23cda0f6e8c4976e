"""The overdue list: on a day, as known at a position, narrowed to what the asker may see (DOMAIN rule 5, section 2)."""

from datetime import date, timedelta
from typing import Final

import asyncpg
import pytest
from msgspec.structs import replace

from domain.assignment.events import DeadlineSet, Withdrawn
from domain.calendar import Calendar
from domain.deadline import Deadline
from domain.roadmap.events import DeadlineDecided
from projections.connection import Connection
from projections.here import Days
from projections.overdue import Overdue, overdue
from projections.scope import Scope
from tests.factories import (
    DEADLINE,
    DECISION,
    DEPUTY,
    DUE,
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
from tests.projections.asking import Ask, Known
from tests.scenario import happened

DAY_AFTER: Final = DUE + timedelta(days=1)
ASSIGNED: Final = (*TOWN, added(), assigned(school="school-1"), assigned(school="school-2"))
ENOUGH: Final = 100


async def listed(
    connection: Connection, scope: Scope, *, on: date, after: tuple[date, str] | None = None, limit: int = ENOUGH
) -> list[Overdue]:
    return (await overdue(connection, scope, on=on, after=after, limit=limit)).rows(Days(Calendar(), on))


async def schools(connection: Connection, scope: Scope, *, on: date) -> list[str]:
    return [row.organisation for row in await listed(connection, scope, on=on)]


async def test_a_line_names_the_duty_the_organisation_and_for_how_long(known: Known, ask: Ask) -> None:
    calm = Calendar().with_year(calendar(2020)).with_year(calendar(2021))
    scope = replace(await known(*ASSIGNED), organisation="school-1")
    expected = Overdue(
        assignment=KEY,
        roadmap=ROADMAP,
        item="4",
        period=None,
        title="Охват",
        organisation="school-1",
        organisation_name="school-1",
        written_on=DUE,
        due_on=DUE,
        days_overdue=4,
        working_days_overdue=2,
        provisional=False,
        extended_late=False,
        state="assigned",
    )

    found = await ask(overdue, scope, on=date(2021, 1, 4), limit=1)

    assert [expected] == found.rows(Days(calm, date(2021, 1, 4)))


async def test_working_days_by_a_year_that_is_not_published_are_provisional(known: Known, ask: Ask) -> None:
    rows = await ask(listed, await known(*ASSIGNED), on=DAY_AFTER)

    assert [True, True] == [row.provisional for row in rows]


async def test_rule_5_the_last_day_is_inclusive(known: Known, ask: Ask) -> None:
    scope = await known(*ASSIGNED)

    assert [[], ["school-1", "school-2"]] == [await ask(schools, scope, on=on) for on in (DUE, DAY_AFTER)]


async def test_rule_5_a_report_takes_a_duty_off_the_list_from_the_day_of_its_submission_on(
    known: Known, ask: Ask
) -> None:
    submitted = date(2021, 1, 15)
    scope = await known(*ASSIGNED, reported(on=submitted))
    days = (submitted - timedelta(days=1), submitted)

    assert [["school-1", "school-2"], ["school-2"]] == [await ask(schools, scope, on=on) for on in days]


async def test_rule_5_each_answer_is_by_what_was_known_then(known: Known, ask: Ask) -> None:
    history = (*ASSIGNED, reported(on=DUE), returned(on=date(2021, 1, 11)))
    scope = await known(*history)
    answers = [
        await ask(
            schools,
            replace(scope, position=scope.position - back),
            on=DAY_AFTER,
        )
        for back in (2, 1, 0)
    ]

    assert [["school-1", "school-2"], ["school-2"], ["school-1", "school-2"]] == answers


async def test_rule_5_a_later_extension_leaves_earlier_lists_as_they_were(known: Known, ask: Ask) -> None:
    later = Deadline(written_on=DUE, due_on=date(2021, 3, 1))
    event = DeadlineSet(deadline=later, authority=DECISION, cause="decision")
    moved = happened(event, f"assignment/{KEY}", by=DEPUTY.actor, on=date(2021, 2, 1))
    scope = await known(*ASSIGNED, moved)
    before = replace(scope, position=scope.position - 1)
    rows = await ask(listed, scope, on=date(2021, 3, 2))

    assert ["school-1", "school-2"] == await ask(schools, before, on=DAY_AFTER)
    assert ["school-2"] == await ask(schools, scope, on=DAY_AFTER)
    assert [("school-2", False), ("school-1", True)] == [(row.organisation, row.extended_late) for row in rows]


async def test_before_the_log_starts_there_are_no_rows(known: Known, ask: Ask) -> None:
    scope = replace(await known(*ASSIGNED), position=0)

    found = await ask(overdue, scope, on=DAY_AFTER, limit=ENOUGH)

    assert ([], 0) == (found.page, found.total)


async def test_what_is_withdrawn_is_overdue_until_then(known: Known, ask: Ask) -> None:
    end = date(2021, 2, 1)
    scope = await known(*ASSIGNED, happened(Withdrawn(effective_on=end, authority=DECISION), f"assignment/{KEY}"))
    days = (end - timedelta(days=1), end)

    assert [["school-1", "school-2"], ["school-2"]] == [await ask(schools, scope, on=on) for on in days]


async def test_the_longest_overdue_comes_first_and_pages_go_on_where_the_last_ended(known: Known, ask: Ask) -> None:
    longer = replace(DEADLINE, due_on=DUE - timedelta(days=1))
    scope = await known(*ASSIGNED, assigned(school="school-3", deadline=longer))
    first = await ask(listed, scope, on=DAY_AFTER, limit=2)
    second = await ask(listed, scope, on=DAY_AFTER, after=(first[-1].due_on, first[-1].assignment), limit=2)

    assert [["school-3", "school-1"], ["school-2"]] == [[row.organisation for row in page] for page in (first, second)]


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"organisation": "school-2"}, ["school-2"]),
        ({"roadmap": "1-2021"}, []),
        ({"item": "5"}, ["school-1"]),
        ({"reach": frozenset({"school-2"})}, ["school-2"]),
        ({"reach": frozenset({"school-2"}), "organisation": "school-1"}, []),
        ({"reach": frozenset()}, []),
    ],
    ids=str,
)
async def test_a_list_is_narrowed_to_what_was_asked_and_to_what_the_asker_may_see(
    known: Known, ask: Ask, narrowed: dict[str, object], expected: list[str]
) -> None:
    scope = replace(await known(*ASSIGNED, assigned(school="school-1", item="5")), **narrowed)

    assert expected == await ask(schools, scope, on=DAY_AFTER)
    assert len(expected) == (await ask(overdue, scope, on=DAY_AFTER, limit=1)).total


async def test_reported_ones_wait_apart_until_they_are_reviewed(known: Known, ask: Ask) -> None:
    scope = await known(*ASSIGNED, reported(on=DAY_AFTER), accepted(on=date(2021, 2, 1)))
    waiting = replace(scope, position=scope.position - 1)

    assert [0, 1] == [(await ask(overdue, waiting, on=on, limit=1)).under_review for on in (DUE, DAY_AFTER)]
    assert 0 == (await ask(overdue, scope, on=DAY_AFTER, limit=1)).under_review


async def test_what_was_due_before_the_act_stands_apart_until_it_is_decided(known: Known, ask: Ask) -> None:
    open_ = Deadline(written_on=date(2020, 9, 8))
    decided = DeadlineDecided(item="4", decision="none", deadline=open_, authority=DECISION)
    scope = await known(*TOWN, added(deadline=open_), assigned(deadline=open_), happened(decided, f"roadmap/{ROADMAP}"))
    before = replace(scope, position=scope.position - 1)
    waiting = (await ask(overdue, before, on=DUE, limit=1)).undecided

    assert [(KEY, "Охват", date(2020, 9, 8))] == [(row.assignment, row.title, row.written_on) for row in waiting]
    assert [] == await ask(schools, before, on=DUE)
    assert [] == (await ask(overdue, scope, on=DUE, limit=1)).undecided


async def test_what_has_no_deadline_by_itself_is_not_undecided(known: Known, ask: Ask) -> None:
    scope = await known(*TOWN, added(deadline=Deadline()), assigned(deadline=Deadline()))

    assert [] == (await ask(overdue, scope, on=DUE, limit=1)).undecided


async def test_rule_13_the_list_does_without_a_title_that_was_erased(
    known: Known, ask: Ask, owner: asyncpg.Connection, district: str
) -> None:
    scope = await known(*ASSIGNED)
    await owner.execute("delete from log.texts where district = $1", district)
    rows = await ask(listed, scope, on=DAY_AFTER)

    assert [None, None] == [row.title for row in rows]

"""Registers of extensions, moves and returns: in the order of the log, with authority and words."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from domain.assignment.events import DeadlineSet, ExtensionDenied, ExtensionGranted, ExtensionRequested
from domain.deadline import Deadline
from projections.registers import Register, Registered, registered
from projections.scope import Scope
from tests.factories import DECISION, DEPUTY, DUE, KEY, SCHOOL, TOWN, added, assigned, reported, returned
from tests.projections.asking import Ask, Known, before, of
from tests.scenario import happened

STREAM: Final = f"assignment/{KEY}"
ASKED: Final = date(2021, 1, 20)
LATER: Final = Deadline(written_on=DUE, due_on=ASKED, control_on=ASKED)
DAY: Final = date(2020, 12, 20)
GRANTED: Final = ExtensionGranted(deadline=LATER, authority=DECISION)
MOVED: Final = DeadlineSet(deadline=LATER, authority=DECISION, cause="act")
HISTORY: Final = (
    *TOWN,
    added(),
    assigned(),
    assigned(school="school-2"),
    happened(ExtensionRequested(due_on=ASKED), STREAM, by=SCHOOL.actor, on=DAY, reason="Карантин"),
    happened(
        ExtensionGranted(deadline=LATER, authority=DECISION),
        STREAM,
        by=DEPUTY.actor,
        on=DAY,
        reason="Карантин по району",
    ),
    *of("school-2", happened(ExtensionRequested(due_on=ASKED), "", on=DAY, reason="Ремонт")),
    *of("school-2", happened(ExtensionDenied(), "", by=DEPUTY.actor, on=DAY, reason="Ремонт окончен")),
    *of("school-2", happened(MOVED, "", on=DUE, ground="Приказ")),
    reported(on=ASKED),
    returned(on=ASKED, rework_by=date(2021, 1, 30)),
)


async def told(ask: Ask, scope: Scope, register: Register, **asked: object) -> list[Registered]:
    everything = {"first": date.min, "last": date.max, "after": 0, "limit": 100}
    found: list[Registered] = await ask(registered, scope, register=register, **everything | asked)
    return found


async def test_extensions_are_told_with_what_was_asked_granted_and_denied(known: Known, ask: Ask) -> None:
    rows = await told(ask, await known(*HISTORY), "extensions")

    assert [
        ("school-1", ASKED, DUE, "Карантин"),
        ("school-1", None, ASKED, "Карантин по району"),
        ("school-2", ASKED, DUE, "Ремонт"),
        ("school-2", None, DUE, "Ремонт окончен"),
    ] == [(row.organisation, row.asked_due_on, row.due_after, row.reason) for row in rows]
    assert [None, DECISION, None, None] == [row.authority for row in rows]


async def test_a_moved_deadline_is_told_with_both_days_and_its_authority(known: Known, ask: Ask) -> None:
    rows = await told(ask, await known(*HISTORY), "deadlines")

    assert [("school-1", DUE, ASKED, DECISION), ("school-2", DUE, ASKED, DECISION)] == [
        (row.organisation, row.due_before, row.due_after, row.authority) for row in rows
    ]
    assert ["Карантин по району", "Приказ"] == [row.reason for row in rows]


async def test_a_return_is_told_with_its_reason_and_the_day_to_rework_it_by(known: Known, ask: Ask) -> None:
    rows = await told(ask, await known(*HISTORY), "returns")

    assert [("Охват", "Нет цифр", date(2021, 1, 30), DEPUTY.actor)] == [
        (row.title, row.reason, row.rework_by, row.actor) for row in rows
    ]


async def test_a_register_has_what_was_recorded_in_its_period_as_known_then(known: Known, ask: Ask) -> None:
    scope = await known(*HISTORY)

    assert 1 == len(await told(ask, scope, "deadlines", first=DUE, last=DUE))
    assert [] == await told(ask, before(scope), "returns")


async def test_a_register_goes_on_behind_the_last_row_of_a_page(known: Known, ask: Ask) -> None:
    scope = await known(*HISTORY)
    whole = await told(ask, scope, "extensions")

    assert whole[2:] == await told(ask, scope, "extensions", after=whole[1].position)


async def test_a_school_finds_its_own_decisions_alone(known: Known, ask: Ask) -> None:
    scope = replace(await known(*HISTORY), reach=frozenset({"school-2"}))

    assert {"school-2"} == {row.organisation for row in await told(ask, scope, "extensions")}

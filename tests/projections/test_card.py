"""The card of one assignment: what it rests on, who supervises it, what waits for him, for how long it is overdue."""

from datetime import date
from typing import Final

from domain.assignment.events import Acknowledged, ExtensionRequested, MeasurementCorrected, Transferred, Withdrawn
from domain.calendar import Calendar
from domain.target import Figures
from projections.card import Card, Correction, Extension, card
from projections.scope import Scope
from tests.factories import ACT, DECISION, DUE, KEY, SCHOOL, TOWN, accepted, added, assigned, calendar, reported
from tests.projections.asking import Ask, Known
from tests.scenario import happened

CALM: Final = Calendar().with_year(calendar(2020)).with_year(calendar(2021))
AFTER: Final = date(2021, 1, 4)
BORN: Final = (*TOWN, added(), assigned())


async def shown(ask: Ask, scope: Scope, *, key: str = KEY, on: date = AFTER) -> Card | None:
    found: Card | None = await ask(card, scope, key=key, on=on, calendar=CALM)
    return found


async def test_a_card_tells_the_act_the_supervisor_and_the_basis(known: Known, ask: Ask) -> None:
    found = await shown(ask, await known(*BORN))
    assert found is not None

    assert (ACT, "deputy", "row", ["4"]) == (
        found.act,
        found.supervisor,
        found.kind,
        [basis.clause for basis in found.bases],
    )


async def test_a_card_tells_for_how_long_it_is_overdue_on_a_day(known: Known, ask: Ask) -> None:
    scope = await known(*BORN)
    cards = [found for on in (DUE, AFTER) if (found := await shown(ask, scope, on=on))]

    assert [(False, 0, 0), (True, 4, 2)] == [(c.overdue, c.days_overdue, c.working_days_overdue) for c in cards]


async def test_a_reported_one_tells_its_timeliness(known: Known, ask: Ask) -> None:
    found = await shown(ask, await known(*BORN, reported(on=AFTER)))
    assert found is not None

    assert ("late", False, SCHOOL.actor) == (found.timeliness, found.overdue, found.reporter)


async def test_a_card_tells_what_waits_for_the_supervisor(known: Known, ask: Ask) -> None:
    stream = f"assignment/{KEY}"
    seen, asked = Acknowledged(), ExtensionRequested(due_on=AFTER)
    found = await shown(
        ask,
        await known(
            *BORN,
            happened(seen, stream, by=SCHOOL.actor, on=DUE),
            happened(asked, stream, by=SCHOOL.actor, on=DUE, reason="Карантин"),
        ),
    )
    assert found is not None

    assert DUE == found.acknowledged_on
    assert Extension(due_on=AFTER, asked_on=DUE, asked_by=SCHOOL.actor) == found.extension


async def test_a_card_tells_the_figures_that_wait_for_the_supervisor_beside_those_that_stand(
    known: Known, ask: Ask
) -> None:
    more = MeasurementCorrected(report=1, figures=Figures(engaged=96, enrolled=601))
    history = (*BORN, reported(on=DUE), accepted(on=DUE))
    corrected = happened(more, f"assignment/{KEY}", by=SCHOOL.actor, on=AFTER, reason="Посчитаны дважды")
    found = await shown(ask, await known(*history, corrected))
    assert found is not None

    assert Correction(engaged=96, enrolled=601, corrected_on=AFTER, corrected_by=SCHOOL.actor) == found.correction


async def test_a_card_tells_since_when_it_is_another_ones_and_why_it_is_not_in_force(known: Known, ask: Ask) -> None:
    stream = f"assignment/{KEY}"
    moved = Transferred(organisation="school-2", effective_on=DUE, cause="reorganised")
    gone = Withdrawn(effective_on=AFTER, authority=DECISION, cause="revoked")
    history = (*BORN, happened(moved, stream, ground="Слияние"), happened(gone, stream, ground="Отменено"))
    found = await shown(ask, await known(*history))
    assert found is not None

    assert (DUE, "revoked", False) == (found.transferred_on, found.withdrawal_cause, found.overdue)


async def test_there_is_no_card_of_what_is_not_there(known: Known, ask: Ask) -> None:
    assert None is await shown(ask, await known(*BORN), key="647-2020/4/school-9")

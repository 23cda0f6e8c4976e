"""Changes between two moments: each field before and after, and the event that made it so."""

from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from domain.assignment.events import DeadlineSet
from domain.deadline import Deadline
from domain.roadmap.events import DeadlineDecided
from projections.changes import About, Changed, changes, traces
from projections.scope import Scope
from tests.factories import DECISION, DEPUTY, DUE, KEY, ROADMAP, TOWN, accepted, added, assigned, reported, returned
from tests.projections.asking import Ask, Known, before, of
from tests.scenario import happened

LATER: Final = date(2021, 3, 1)
BORN: Final = (*TOWN, added(), assigned(), assigned(school="school-2"))
MOVED: Final = happened(
    DeadlineSet(deadline=Deadline(written_on=DUE, due_on=LATER, control_on=DUE), authority=DECISION, cause="decision"),
    f"assignment/{KEY}",
    by=DEPUTY.actor,
    ground="Карантин",
)


async def told(ask: Ask, scope: Scope, since: int, **asked: object) -> list[Changed]:
    found: list[Changed] = await ask(changes, scope, since=since, **{"after": None, "limit": 100} | asked)
    return found


def fields(row: Changed) -> dict[str, tuple[Any, Any]]:  # Any: as JSON has them
    return {field.field: (field.before, field.after) for field in row.fields}


async def test_what_differs_is_told_field_by_field(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, MOVED)
    (row,) = await told(ask, scope, scope.position - 1)

    assert ("assignment", KEY, ROADMAP, "4", "school-1") == (
        row.about,
        row.key,
        row.roadmap,
        row.item,
        row.organisation,
    )
    assert {"due_on": (DUE.isoformat(), LATER.isoformat())} == fields(row)


async def test_each_field_names_the_event_that_gave_it_its_present_value(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, MOVED, reported(on=DUE), accepted(on=LATER))
    (row,) = await told(ask, scope, len(BORN))
    by = {field.field: field.position - len(BORN) for field in row.fields}

    assert (1, 2, 3) == (by["due_on"], by["submitted_on"], by["state"])


async def test_what_went_to_and_fro_does_not_differ(known: Known, ask: Ask) -> None:
    back = replace(MOVED, fact=replace(MOVED.fact, data=DeadlineSet(
        deadline=Deadline(written_on=DUE, due_on=DUE, control_on=DUE), authority=DECISION, cause="decision"
    )))  # fmt: skip
    scope = await known(*BORN, MOVED, back)

    assert [] == await told(ask, scope, len(BORN))
    assert 1 == len(await told(ask, before(scope), len(BORN)))


async def test_what_is_new_had_nothing_before(known: Known, ask: Ask) -> None:
    scope = await known(*BORN)
    rows = await told(ask, scope, len(BORN) - 1)

    assert [f"{ROADMAP}/4/school-2"] == [row.key for row in rows]
    assert (None, "assigned") == fields(rows[0])["state"]


async def test_roadmaps_items_and_organisations_change_as_well(known: Known, ask: Ask) -> None:
    decided = DeadlineDecided(item="4", decision="dated", deadline=Deadline(due_on=LATER), authority=DECISION)
    scope = await known(*BORN, happened(decided, f"roadmap/{ROADMAP}"))
    everything = [row.about for row in await told(ask, scope, 0)]
    (row,) = await told(ask, scope, len(BORN))

    assert ["roadmap", "item", *["organisation"] * 4, *["assignment"] * 2] == everything
    assert ("item", f"{ROADMAP}/4") == (row.about, row.key)
    assert (DUE.isoformat(), LATER.isoformat()) == fields(row)["due_on"]


async def test_before_the_log_starts_nothing_differs(known: Known, ask: Ask) -> None:
    scope = await known(*BORN)

    assert [] == await told(ask, before(scope, scope.position), 0)


async def test_pages_go_on_where_the_last_one_ended(known: Known, ask: Ask) -> None:
    scope = await known(*BORN)
    whole = await told(ask, scope, 0)
    found: list[Changed] = []
    after: tuple[About, str] | None = None
    while page := await told(ask, scope, 0, limit=3, after=after):
        found += page
        after = page[-1].about, page[-1].key

    assert whole == found


async def test_a_school_sees_what_changed_for_itself(known: Known, ask: Ask) -> None:
    scope = replace(await known(*BORN, MOVED, *of("school-2", reported(on=DUE))), reach=frozenset({"school-2"}))

    assert [("organisation", "school-2"), ("assignment", f"{ROADMAP}/4/school-2")] == [
        (row.about, row.key) for row in await told(ask, scope, 0)
    ]


async def test_the_event_behind_a_change_says_who_and_why(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, reported(on=DUE), returned(on=LATER))
    (trace,) = await ask(traces, scope, positions={scope.position})

    assert (DEPUTY.actor, {"reason": "Нет цифр"}, "school-1") == (trace.actor, trace.words, trace.organisation)

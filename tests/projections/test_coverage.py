"""Coverage: three schools by hand, the district's sum and its targets, and what becomes of a merged school."""

from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from domain.act import Authority
from domain.assignment.events import CorrectionAccepted, MeasurementCorrected, ProgressReported, Transferred, Withdrawn
from domain.deadline import Deadline
from domain.directory import OrganisationReorganised
from domain.roadmap.events import PeriodsOpened
from domain.target import Figures
from projections.coverage import Aggregate, Sum, aggregates
from projections.reported_coverage import Reported, history
from projections.reported_coverage import reported as rows
from tests.factories import (
    ALL_SCHOOLS,
    DECISION,
    DEPUTY,
    DUE,
    EACH_SCHOOL,
    KEY,
    ROADMAP,
    TOWN,
    accepted,
    added,
    assigned,
    born,
    reported,
    returned,
)
from tests.projections.asking import Ask, Known, before, of
from tests.scenario import Happened, happened

SUBMITTED: Final = date(2020, 12, 1)
BOTH: Final = (EACH_SCHOOL, ALL_SCHOOLS)
MERGED_ON: Final = date(2021, 1, 15)
BORN: Final = (
    *TOWN,
    added(targets=BOTH),
    *(assigned(school=school, targets=BOTH) for school in ("school-1", "school-2", "school-3")),
)
BELOW: Final = Figures(engaged=187, enrolled=1250)
EXACTLY: Final = Figures(engaged=150, enrolled=1000)
THREE: Final = (
    *BORN,
    *of("school-1", reported(on=SUBMITTED, figures=BELOW, shortfall=True), accepted(on=SUBMITTED)),
    *of("school-2", reported(on=SUBMITTED, figures=EXACTLY)),
)


def figures(engaged: int, enrolled: int, *, on: date, number: int = 1) -> Happened:
    return reported(on=on, figures=Figures(engaged=engaged, enrolled=enrolled), number=number)


def summed(measured: int, engaged: int, enrolled: int, percent: float | None) -> Sum:
    return Sum(measured=measured, engaged=engaged, enrolled=enrolled, percent=percent)


async def one(ask: Ask, scope: Any, on: date = DUE) -> Aggregate:  # noqa: ANN401  a scope
    (found,) = await ask(aggregates, scope, on=on)
    assert isinstance(found, Aggregate)
    return found


async def listed(ask: Ask, scope: Any, on: date = DUE) -> list[Reported]:  # noqa: ANN401  a scope
    found: list[Reported] = await ask(rows, scope, on=on, after=None, limit=100)
    return found


# Three schools, by hand


async def test_the_districts_coverage_is_the_sum_and_never_a_mean_of_percentages(known: Known, ask: Ask) -> None:
    found = await one(ask, await known(*THREE))

    assert summed(2, 337, 2250, 14.97) == found.standing


async def test_its_completeness_stands_beside_it(known: Known, ask: Ask) -> None:
    found = await one(ask, await known(*THREE))

    assert (2, 3) == (found.reported, found.organisations)


async def test_accepted_and_merely_reported_figures_stand_apart(known: Known, ask: Ask) -> None:
    found = await one(ask, await known(*THREE))

    assert (summed(1, 187, 1250, 14.96), summed(1, 150, 1000, 15.0)) == (found.accepted, found.under_review)


async def test_each_school_met_or_missed_its_own_target(known: Known, ask: Ask) -> None:
    scope = await known(*THREE)
    found = await one(ask, scope)

    assert [("school-1", 14.96, False), ("school-2", 15.0, True), ("school-3", None, None)] == [
        (row.organisation, row.percent, row.met) for row in await listed(ask, scope)
    ]
    assert (1, 1) == (found.met, found.missed)


async def test_the_districts_target_is_judged_by_the_sum_of_its_due_day(known: Known, ask: Ask) -> None:
    late = of("school-3", figures(400, 400, on=date(2021, 1, 1)))
    scope = await known(*THREE, *late)
    on_due_day, after = await one(ask, scope), await one(ask, scope, date(2021, 1, 1))

    assert [False, False] == [found.targets[0].met for found in (on_due_day, after)]
    assert summed(2, 337, 2250, 14.97) == after.targets[0].on_due_day
    assert summed(3, 737, 2650, 27.81) == after.standing


async def test_the_districts_target_may_be_met_while_a_school_misses_its_own(known: Known, ask: Ask) -> None:
    found = await one(ask, await known(*THREE, *of("school-3", figures(1, 1, on=DUE))))

    assert (True, 1) == (found.targets[0].met, found.missed)


async def test_before_the_due_day_it_is_neither_met_nor_missed(known: Known, ask: Ask) -> None:
    found = await one(ask, await known(*THREE), date(2020, 12, 30))

    assert (None, None) == (found.targets[0].met, found.targets[0].on_due_day)


async def test_a_part_of_the_district_says_nothing_about_its_target(known: Known, ask: Ask) -> None:
    scope = replace(await known(*THREE), reach=frozenset({"school-2"}))
    found = await one(ask, scope)

    assert (None, summed(1, 150, 1000, 15.0), 1) == (found.targets[0].met, found.standing, found.organisations)
    assert ["school-2"] == [row.organisation for row in await listed(ask, scope)]


# What counts, and when


async def test_nobody_enrolled_is_no_data(known: Known, ask: Ask) -> None:
    scope = await known(*BORN, *of("school-1", figures(0, 0, on=SUBMITTED)))
    found = await one(ask, scope)

    assert (summed(1, 0, 0, None), None) == (found.standing, found.targets[0].met)
    assert (None, None) == ((await listed(ask, scope))[0].percent, (await listed(ask, scope))[0].met)


async def test_progress_never_counts(known: Known, ask: Ask) -> None:
    progress = happened(ProgressReported(as_of=SUBMITTED, figures=EXACTLY), f"assignment/{KEY}", on=SUBMITTED)

    assert summed(0, 0, 0, None) == (await one(ask, await known(*BORN, progress))).standing


async def test_figures_count_from_the_day_of_their_submission(known: Known, ask: Ask) -> None:
    scope = await known(*THREE)

    assert [0, 2] == [(await one(ask, scope, on)).reported for on in (date(2020, 11, 30), SUBMITTED)]


async def test_past_answers_stay_by_what_was_known_then(known: Known, ask: Ask) -> None:
    scope = await known(*THREE, *of("school-2", returned(on=DUE)))

    assert [337, 187] == [(await one(ask, asked)).standing.engaged for asked in (before(scope), scope)]


async def test_what_is_withdrawn_is_out_of_the_sum_from_then_on(known: Known, ask: Ask) -> None:
    scope = await known(*THREE, *of("school-3", happened(Withdrawn(effective_on=DUE, authority=DECISION), "")))

    assert [3, 2] == [(await one(ask, scope, on)).organisations for on in (date(2020, 12, 30), DUE)]


async def test_an_item_without_target_and_figures_has_no_coverage(known: Known, ask: Ask) -> None:
    scope = await known(*TOWN, added(), assigned(), reported(on=DUE))

    assert ([], []) == (await ask(aggregates, scope, on=DUE), await listed(ask, scope))


# A merged school


def merged(into: str = "school-2", organisation: str = "school-1", on: date = MERGED_ON) -> Happened:
    act = Authority(kind="act", number="3", dated_on=on)
    event = OrganisationReorganised(organisation=organisation, successor=into, effective_on=on, authority=act)
    return happened(event, "directory", by=DEPUTY.actor, on=on)


async def test_a_merged_schools_figures_count_until_its_heir_reports_anew(known: Known, ask: Ask) -> None:
    again = [returned(on=MERGED_ON), figures(300, 2250, on=date(2021, 2, 1), number=2)]
    scope = await known(*THREE, merged(), *of("school-2", *again))
    sums = [(await one(ask, scope, on)).standing.engaged for on in (MERGED_ON, date(2021, 1, 31), date(2021, 2, 1))]

    assert [187, 187, 300] == sums
    assert 337 == (await one(ask, before(scope, 2), MERGED_ON)).standing.engaged


async def test_a_merged_schools_open_report_counts_also_after_its_duty_was_withdrawn(known: Known, ask: Ask) -> None:
    gone = Withdrawn(effective_on=MERGED_ON, authority=DECISION, cause="reorganised")
    scope = await known(
        *BORN,
        *of("school-1", figures(10, 100, on=SUBMITTED)),
        merged(),
        *of("school-1", happened(gone, "", on=MERGED_ON)),
        *of("school-2", figures(30, 200, on=date(2021, 2, 1))),
    )

    assert [10, 30] == [(await one(ask, scope, on)).standing.engaged for on in (MERGED_ON, date(2021, 2, 1))]


async def test_a_merged_school_counts_until_the_heir_of_its_heir_reports(known: Known, ask: Ask) -> None:
    scope = await known(
        *THREE,
        merged(),
        merged(into="school-3", organisation="school-2", on=date(2021, 2, 1)),
        *of("school-3", figures(500, 2250, on=date(2021, 3, 1))),
    )

    assert [337, 500] == [(await one(ask, scope, on)).standing.engaged for on in (date(2021, 2, 1), date(2021, 3, 1))]


async def test_what_the_heir_took_over_counts_as_its_own(known: Known, ask: Ask) -> None:
    taken = Transferred(organisation="school-2", effective_on=MERGED_ON, cause="reorganised")
    scope = await known(
        *TOWN,
        added(targets=BOTH),
        assigned(targets=BOTH),
        merged(),
        *of("school-1", happened(taken, "", on=MERGED_ON), figures(20, 100, on=date(2021, 2, 1))),
    )

    assert (1, 20) == ((found := await one(ask, scope, date(2021, 2, 1))).organisations, found.standing.engaged)


# Periods, and the history of one school


async def test_each_period_of_a_recurring_item_has_its_own_sum_and_verdict(known: Known, ask: Ask) -> None:
    opened = PeriodsOpened(item="4", until=date(2021, 12, 31), periods=["2021-q1", "2021-q2"])

    def quarter(period: str, due_on: date, engaged: int) -> list[Happened]:
        stream = f"assignment/{ROADMAP}/4@{period}/school-1"
        birth = replace(born(deadline=Deadline(due_on=due_on), targets=(ALL_SCHOOLS,)), period=period)
        return [happened(birth, stream), happened(figures(engaged, 100, on=due_on).fact.data, stream, on=due_on)]

    scope = await known(
        *TOWN,
        added(deadline=Deadline(), targets=(ALL_SCHOOLS,)),
        happened(opened, f"roadmap/{ROADMAP}"),
        *quarter("2021-q1", date(2021, 4, 10), 15),
        *quarter("2021-q2", date(2021, 7, 10), 14),
    )
    found = await ask(aggregates, scope, on=date(2021, 7, 10))

    assert [("2021-q1", True), ("2021-q2", False)] == [(row.period, row.targets[0].met) for row in found]


async def test_the_history_of_a_school_tells_every_report_and_what_came_of_it(known: Known, ask: Ask) -> None:
    corrected = Figures(engaged=160, enrolled=1000)
    scope = await known(
        *BORN,
        figures(150, 1000, on=SUBMITTED),
        returned(on=SUBMITTED),
        figures(155, 1000, on=DUE, number=2),
        accepted(on=DUE, number=2),
        happened(MeasurementCorrected(report=2, figures=corrected), f"assignment/{KEY}", on=DUE),
        happened(CorrectionAccepted(2), f"assignment/{KEY}", on=DUE),
    )
    found = await ask(history, scope, key=KEY)

    assert [(1, 15.0, "returned"), (2, 15.5, "accepted"), (2, 16.0, "accepted")] == [
        (step.report, step.percent, step.outcome) for step in found
    ]

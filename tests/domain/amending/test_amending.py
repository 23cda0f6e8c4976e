"""An amending act is recorded on the roadmap and on every assignment it touches, each event with its authority."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.act import ActReference, Basis
from domain.assignment.events import Assigned, DeadlineSet, TargetsSet, Withdrawn
from domain.assignment.refusals import RoadmapClosed
from domain.authority import AuthorityInTheFuture
from domain.command import Caller
from domain.deadline_text import read
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.amending.difference import Change
from domain.roadmap.events import Closed, ItemAdded, ItemAmended, ItemRevoked, PeriodsOpened
from domain.roadmap.recurring import OpenPeriods
from domain.roadmap.refusals import ActTooEarly, NothingAmended, RoadmapChanged
from tests.domain.amending.acts import (
    ACT,
    ADOPTED,
    DAY,
    MARCH,
    MOVED,
    NEW_ONE,
    ORDER,
    REVOKED,
    TITLE,
    TO_MARCH,
    adopted,
    after,
    amending,
    changed,
    facts,
    item,
)
from tests.domain.roadmaps import NEW, STREAM, assignments_of, planned
from tests.factories import (
    ALL_SCHOOLS,
    AUDITOR,
    DECISION,
    DEPUTY,
    EACH_SCHOOL,
    EVERY_SCHOOL,
    EXECUTOR,
    OTHER_DEPUTY,
    ROADMAP,
    SCHOOL,
    accepted,
    recurring,
    reported,
)
from tests.scenario import Given, happened


def test_a_moved_deadline_is_recorded_on_the_item_and_on_every_assignment() -> None:
    amended, *moved = facts(ADOPTED, MOVED)

    assert (
        Fact(
            stream=STREAM,
            data=ItemAmended(
                item="4",
                act=ACT,
                kind="row",
                bases=[Basis(number="647", dated_on=date(2020, 10, 8), clause="4")],
                responsible=EVERY_SCHOOL,
                deadline=MARCH,
                outcome="read",
                deadline_kind="by_date",
                targets=[],
            ),
            texts={"title": "Мероприятие 4", "deadline": "до 31.03.2021", "responsible": "ОО", **TITLE},
        )
        == amended
    )
    assert [
        Fact(
            stream=f"assignment/{ROADMAP}/4/{school}",
            data=DeadlineSet(deadline=MARCH, authority=ORDER, cause="act"),
            texts=TITLE,
        )
        for school in ("school-1", "school-2", "school-3")
    ] == moved


def test_a_revoked_item_is_withdrawn_from_everyone_since_the_day_of_the_act() -> None:
    revoked, *withdrawn = facts(ADOPTED, REVOKED)
    event = Withdrawn(effective_on=ACT.dated_on, authority=ORDER, cause="revoked")

    assert Fact(stream=STREAM, data=ItemRevoked(item="6", act=ACT), texts=TITLE) == revoked
    assert [event] * 3 == [fact.data for fact in withdrawn]


def test_an_added_item_is_assigned_to_everyone_bound_since_the_day_of_the_act() -> None:
    added, *born = facts(ADOPTED, NEW_ONE)

    assert isinstance(added.data, ItemAdded)
    assert [Basis(number="12", dated_on=ACT.dated_on, clause="7")] == added.data.bases
    assert [(ACT.dated_on, MARCH)] * 3 == [
        (fact.data.assigned_on, fact.data.deadline) for fact in born if isinstance(fact.data, Assigned)
    ]


def test_all_of_an_act_is_one_command() -> None:
    found = facts(ADOPTED, MOVED, REVOKED, NEW_ONE)

    assert [ItemAmended, ItemRevoked, ItemAdded] == [type(fact.data) for fact in found if fact.stream == STREAM]


def test_what_is_accepted_stays_as_it_is_and_what_is_under_review_moves() -> None:
    history = [*ADOPTED.history, reported(on=date(2020, 11, 1))]

    assert 3 == len(assignments_of(facts(Given(*history), MOVED)))
    assert 2 == len(assignments_of(facts(Given(*history, accepted(on=DAY)), MOVED)))


def test_a_moved_deadline_keeps_its_place_among_the_items() -> None:
    before, behind = item(ADOPTED, "4"), item(after(ADOPTED, amending(ADOPTED, MOVED)), "4")

    assert before.since == behind.since
    assert before.at < behind.at


def test_other_targets_are_set_on_every_assignment() -> None:
    given = adopted(planned("4", targets=(ALL_SCHOOLS,)))
    more = replace(ALL_SCHOOLS, percent=20)
    _, *events = facts(given, changed(planned("4", targets=(more,)), "targets"))

    assert [TargetsSet(targets=[more], cause="act")] * 3 == [fact.data for fact in events]


def test_the_targets_of_joined_items_stay_with_the_one_that_carries_them() -> None:
    given = adopted(planned("4", targets=(ALL_SCHOOLS,)), planned("p2.4", targets=(EACH_SCHOOL,)), joins={"p2.4": "4"})
    more = replace(ALL_SCHOOLS, percent=20)
    amended = after(given, amending(given, changed(planned("4", targets=(more,)), "targets")))

    assert (more, EACH_SCHOOL) == item(amended, "4").targets


def test_a_revoked_joined_item_takes_its_basis_and_targets_along() -> None:
    given = adopted(planned("4", targets=(ALL_SCHOOLS,)), planned("p2.4", targets=(EACH_SCHOOL,)), joins={"p2.4": "4"})
    carrier = changed(planned("4", targets=(ALL_SCHOOLS,)), "targets")
    amended = after(given, amending(given, Change(item="p2.4", kind="revoked"), carrier))

    assert (ALL_SCHOOLS,) == item(amended, "4").targets
    assert ["4"] == [basis.clause for basis in item(amended, "4").bases]


def test_another_responsible_takes_it_from_those_bound_before() -> None:
    of_office = replace(planned("4"), responsible="office", responsible_text="УОААР")
    _, *events = facts(ADOPTED, changed(of_office, "responsible"))

    assert ["assignment.withdrawn"] * 3 + ["assignment.assigned"] == [
        fact.data.__struct_config__.tag for fact in events
    ]
    assert f"assignment/{ROADMAP}/4/office" == events[-1].stream


def test_a_deadline_that_the_act_leaves_alone_stays_decided_and_where_it_was() -> None:
    reworded = replace(planned("4"), title="Иначе")

    assert [STREAM] == [fact.stream for fact in facts(ADOPTED, changed(reworded, "title"))]


def test_a_day_before_the_act_itself_waits_for_a_decision() -> None:
    early = replace(planned("4"), deadline_text="до 31.01.2021", reading=read("до 31.01.2021"))
    amended = after(ADOPTED, amending(ADOPTED, changed(early, "deadline")))

    assert item(amended, "4").undecided


# Recurring items

QUARTERLY: Final = Given(*ADOPTED.history, recurring())
OPENED: Final = after(QUARTERLY, OpenPeriods(roadmap=ROADMAP, item="5", until=date(2021, 12, 31)))
TO_THE_20TH: Final = replace(
    planned("5"), deadline_text="ежеквартально до 20 числа", reading=read("ежеквартально до 20 числа")
)


def test_a_changed_rule_moves_the_periods_that_are_not_over() -> None:
    """Of the fourth quarter of 2020, due 10.01.2021, the act of 1.02.2021 comes too late."""
    events = {fact.stream.split("/")[2]: fact.data for fact in facts(OPENED, changed(TO_THE_20TH, "deadline"))[1:]}

    assert ["5@2021-q1", "5@2021-q2", "5@2021-q3", "5@2021-q4"] == list(events)
    assert [date(2021, month, 20) for month in (4, 7, 10)] == [
        event.deadline.due_on for event in list(events.values())[:3] if isinstance(event, DeadlineSet)
    ]


def test_another_frequency_withdraws_what_it_no_longer_has_and_opens_what_it_has_instead() -> None:
    monthly = replace(planned("5"), deadline_text="ежемесячно", reading=read("ежемесячно"))
    events = facts(OPENED, changed(monthly, "deadline"))
    [opened] = [fact.data for fact in events if isinstance(fact.data, PeriodsOpened)]

    assert 12 == sum(isinstance(fact.data, Withdrawn) for fact in events)
    assert [f"2021-{month:02}" for month in range(2, 13)] == opened.periods


def test_a_recurring_item_that_gets_one_day_is_assigned_anew() -> None:
    events = facts(OPENED, changed(replace(TO_MARCH, key="5"), "deadline"))
    born = [fact.stream for fact in events if isinstance(fact.data, Assigned)]

    assert [f"assignment/{ROADMAP}/5/{school}" for school in ("school-1", "school-2", "school-3")] == born
    assert 12 == sum(isinstance(fact.data, Withdrawn) for fact in events)


def test_an_item_that_comes_again_from_now_on_gets_periods() -> None:
    given = adopted(planned("4"), replace(planned("6"), reading=read("до 31.12.2021")))
    events = facts(given, changed(replace(TO_THE_20TH, key="4"), "deadline"))
    [opened] = [fact.data for fact in events if isinstance(fact.data, PeriodsOpened)]

    assert ["2021-q1", "2021-q2", "2021-q3", "2021-q4"] == opened.periods
    assert 3 == sum(isinstance(fact.data, Withdrawn) for fact in events)


def test_an_added_recurring_item_gets_its_periods() -> None:
    given = adopted(replace(planned("4"), reading=read("до 31.12.2021")))
    new = Change(item="8", kind="added", planned=replace(TO_THE_20TH, key="8"))
    [opened] = [fact.data for fact in facts(given, new) if isinstance(fact.data, PeriodsOpened)]

    assert ["2021-q1", "2021-q2", "2021-q3", "2021-q4"] == opened.periods


def test_a_revoked_recurring_item_withdraws_its_periods() -> None:
    assert 15 == len(assignments_of(facts(OPENED, Change(item="5", kind="revoked"))))


# Refused


def test_without_a_change_nothing_is_recorded() -> None:
    ADOPTED.when(amending(ADOPTED), DEPUTY, DAY).then_refused(NothingAmended)


def test_a_roadmap_that_changed_since_is_looked_at_anew() -> None:
    ADOPTED.when(amending(ADOPTED, MOVED, version=1), DEPUTY, DAY).then_refused(RoadmapChanged)


@pytest.mark.parametrize(
    ("dated_on", "refusal"), [(date(2020, 10, 7), ActTooEarly), (date(2021, 2, 4), AuthorityInTheFuture)]
)
def test_an_act_amends_what_was_adopted_before_it(
    dated_on: date, refusal: type[ActTooEarly | AuthorityInTheFuture]
) -> None:
    act = ActReference(number="12", dated_on=dated_on)

    ADOPTED.when(amending(ADOPTED, MOVED, act=act), DEPUTY, DAY).then_refused(refusal)


def test_what_is_not_there_is_not_amended() -> None:
    NEW.when(amending(NEW, MOVED), DEPUTY, DAY).then_refused(NotFound)


def test_rule_15_a_closed_roadmap_is_not_amended() -> None:
    closed = Given(*ADOPTED.history, happened(Closed(DECISION), STREAM))

    closed.when(amending(closed, MOVED), DEPUTY, DAY).then_refused(RoadmapClosed)


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_but_the_supervisor_amends(stranger: Caller) -> None:
    ADOPTED.when(amending(ADOPTED, MOVED), stranger, DAY).then_refused(Forbidden)

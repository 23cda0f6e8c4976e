"""Due before adoption, and what the text left open: undecided until the supervisor decides (DOMAIN section 2)."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.act import Authority
from domain.assignment.events import DeadlineSet, RecognisedExecuted, Withdrawn
from domain.authority import AuthorityInTheFuture, AuthorityWithoutNumber, NoDelegation
from domain.command import Caller
from domain.deadline import Deadline
from domain.deadline_grammar.reading import Reading
from domain.decider import Fact
from domain.refusals import Forbidden
from domain.roadmap.commands import Assign
from domain.roadmap.decide_deadline import DecideDeadline
from domain.roadmap.events import DeadlineDecided, Decision
from domain.roadmap.refusals import DateMissing, NotUndecided, OffControl
from tests.domain.roadmaps import (
    ADDED,
    BEFORE_THE_ACT,
    DAY,
    NEW,
    STREAM,
    UNDECIDED,
    WRITTEN_BEFORE,
    adopting,
    assignments_of,
    items_of,
    known,
    planned,
)
from tests.factories import (
    AMENDMENT,
    AUDITOR,
    DECISION,
    DEPUTY,
    DUE,
    EXECUTOR,
    OTHER_DEPUTY,
    ROADMAP,
    SCHOOL,
    accepted,
    policy,
    reported,
)
from tests.scenario import ADOPTED_ON, Given, Happened, happened


def deciding(decision: Decision, *, due_on: date | None = None, authority: Authority = DECISION) -> DecideDeadline:
    return DecideDeadline(
        roadmap=ROADMAP, item="4", decision=decision, due_on=due_on, ground="Служебная записка", authority=authority
    )


def test_what_was_due_before_the_act_is_adopted_without_a_due_day_and_waits_for_a_decision() -> None:
    facts = NEW.when(adopting(planned("1", written_on=BEFORE_THE_ACT)), DEPUTY, DAY).facts()
    roadmap = known(*(Happened(fact=fact) for fact in facts))

    assert WRITTEN_BEFORE == items_of(facts)["1"].deadline
    assert roadmap.items["1"].undecided


def test_what_is_due_on_the_day_of_the_act_is_decided() -> None:
    facts = NEW.when(adopting(planned("1", written_on=ADOPTED_ON)), DEPUTY, DAY).facts()

    assert not known(*(Happened(fact=fact) for fact in facts)).items["1"].undecided


@pytest.mark.parametrize("outcome", ["needs_decision", "refused"])
def test_what_the_text_left_open_waits_for_a_decision(outcome: str) -> None:
    unread = replace(planned("4"), reading=Reading(outcome="needs_decision", kind="no_year"))
    if outcome == "refused":
        unread = replace(unread, reading=Reading(outcome="refused", kind="cut"))
    facts = NEW.when(adopting(unread), DEPUTY, DAY).facts()

    assert known(*(Happened(fact=fact) for fact in facts)).items["4"].undecided


@pytest.mark.parametrize(
    ("decision", "due_on", "deadline", "consequence"),
    [
        (
            "dated",
            DUE,
            (dated := Deadline(written_on=BEFORE_THE_ACT, due_on=DUE, control_on=DUE)),
            DeadlineSet(deadline=dated, authority=DECISION, cause="decision"),
        ),
        ("none", None, WRITTEN_BEFORE, DeadlineSet(deadline=WRITTEN_BEFORE, authority=DECISION, cause="decision")),
        ("executed", None, None, RecognisedExecuted(DECISION)),
        ("withdrawn", None, None, Withdrawn(effective_on=DAY, authority=DECISION, cause="decision")),
    ],
    ids=["dated", "none", "executed", "withdrawn"],
)
def test_a_decision_is_recorded_on_the_roadmap_and_on_each_assignment(
    decision: Decision,
    due_on: date | None,
    deadline: Deadline | None,
    consequence: DeadlineSet | RecognisedExecuted | Withdrawn,
) -> None:
    event = DeadlineDecided(item="4", decision=decision, deadline=deadline, authority=DECISION)
    ground = {"ground": "Служебная записка"}

    UNDECIDED.when(deciding(decision, due_on=due_on), DEPUTY, DAY).then(
        Fact(stream=STREAM, data=event, texts=ground),
        Fact(stream=f"assignment/{ROADMAP}/4/school-1", data=consequence, texts=ground),
    )


@pytest.mark.parametrize("decision", ["none", "executed", "withdrawn"])
def test_what_is_decided_is_undecided_no_more(decision: Decision) -> None:
    facts = UNDECIDED.when(deciding(decision), DEPUTY, DAY).facts()
    history = [*UNDECIDED.history, *(Happened(fact=fact) for fact in facts)]

    assert not known(*history).items["4"].undecided
    Given(*history).when(deciding(decision), DEPUTY, DAY).then_refused(NotUndecided)


def test_what_was_withdrawn_is_assigned_to_nobody_any_more() -> None:
    decided = DeadlineDecided(item="4", decision="withdrawn", authority=DECISION)
    history = Given(*UNDECIDED.history, happened(decided, STREAM))

    history.when(Assign(roadmap=ROADMAP, item="4", organisation="school-2"), DEPUTY, DAY).then_refused(OffControl)


def test_a_decided_day_is_the_supervisors_own_also_on_a_day_off() -> None:
    saturday = date(2020, 10, 31)
    moved = Given(*UNDECIDED.history, happened(policy(day_off_rule="preceding"), "district"))
    decided, _ = moved.when(deciding("dated", due_on=saturday), DEPUTY, DAY).facts()
    deadline = Deadline(written_on=BEFORE_THE_ACT, due_on=saturday, control_on=date(2020, 10, 30))

    assert DeadlineDecided(item="4", decision="dated", deadline=deadline, authority=DECISION) == decided.data


def test_a_decision_leaves_alone_what_was_accepted_already() -> None:
    done = Given(*UNDECIDED.history, reported(on=DAY), accepted(on=DAY))

    assert [] == assignments_of(done.when(deciding("withdrawn"), DEPUTY, DAY).facts())


def test_a_deadline_that_is_not_open_is_not_decided() -> None:
    ADDED.when(deciding("none"), DEPUTY, DAY).then_refused(NotUndecided)


@pytest.mark.parametrize(("decision", "due_on"), [("dated", None), ("none", DUE), ("executed", DUE)])
def test_a_day_belongs_to_the_decision_dated_alone(decision: Decision, due_on: date | None) -> None:
    UNDECIDED.when(deciding(decision, due_on=due_on), DEPUTY, DAY).then_refused(DateMissing)


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_but_the_supervisor_of_that_roadmap_decides(stranger: Caller) -> None:
    UNDECIDED.when(deciding("none"), stranger, DAY).then_refused(Forbidden)


@pytest.mark.parametrize(
    ("authority", "refusal"),
    [
        (Authority(kind="act", dated_on=ADOPTED_ON), AuthorityWithoutNumber),
        (Authority(kind="decision", dated_on=date(2020, 10, 13)), AuthorityInTheFuture),
        (Authority(kind="delegation", number="1", dated_on=ADOPTED_ON), NoDelegation),
    ],
    ids=["an act without a number", "a date to come", "a delegation the policy does not name"],
)
def test_rule_11_an_authority_that_cannot_be_checked_is_refused(
    authority: Authority, refusal: type[AuthorityWithoutNumber | AuthorityInTheFuture | NoDelegation]
) -> None:
    UNDECIDED.when(deciding("none", authority=authority), DEPUTY, DAY).then_refused(refusal)


def test_rule_11_a_delegation_named_by_the_policy_in_effect_is_an_authority() -> None:
    delegating = Given(*UNDECIDED.history, happened(policy(delegation=AMENDMENT), "district"))
    authority = Authority(kind="delegation", number="12", dated_on=ADOPTED_ON)

    assert 2 == len(delegating.when(deciding("none", authority=authority), DEPUTY, DAY).facts())

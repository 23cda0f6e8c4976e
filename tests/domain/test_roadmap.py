"""A roadmap: adopted with an assignment for everyone it binds, joined, decided, assigned on (DOMAIN rule 10)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest
from msgspec.structs import replace

from domain.act import Authority, Basis
from domain.assignment.commands import ReportProgress
from domain.assignment.events import DeadlineSet, ProgressReported, RecognisedExecuted, Withdrawn
from domain.command import Caller
from domain.deadline import Deadline
from domain.deadline_grammar.reading import Reading
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from domain.roadmap.adopt import AdoptRoadmap, Planned
from domain.roadmap.commands import Assign, NameSupervisor
from domain.roadmap.decide_deadline import DecideDeadline
from domain.roadmap.events import DeadlineDecided, Decision, ItemAdded, Responsible, SupervisorNamed
from domain.roadmap.refusals import (
    AlreadyAssigned,
    AlreadyImported,
    AuthorityInTheFuture,
    AuthorityWithoutNumber,
    DateMissing,
    KeyTaken,
    NoDelegation,
    NotAssignable,
    NotSupervisor,
    NotUndecided,
    OffControl,
    Unresolved,
    WrongJoin,
)
from domain.roadmap.state import ROADMAP as FOLD
from domain.roadmap.state import State
from domain.target import Target
from tests.factories import (
    ACT,
    ADMINISTRATOR,
    ALL_SCHOOLS,
    AMENDMENT,
    AUDITOR,
    DECISION,
    DEPUTY,
    DUE,
    EACH_SCHOOL,
    EVERY_SCHOOL,
    EXECUTOR,
    OPENED,
    ORGANISATIONS,
    OTHER_DEPUTY,
    OTHER_SCHOOL,
    PEOPLE,
    ROADMAP,
    SCHOOL,
    SCHOOLS,
    TOWN,
    accepted,
    added,
    adopted,
    assigned,
    born,
    organisation,
    policy,
    registered,
    reported,
)
from tests.scenario import ADOPTED_ON, Given, Happened, happened, stored

STREAM: Final = f"roadmap/{ROADMAP}"
DAY: Final = date(2020, 10, 12)
BEFORE_THE_ACT: Final = date(2020, 9, 8)
WRITTEN_BEFORE: Final = Deadline(written_on=BEFORE_THE_ACT)
NEW: Final = Given(*OPENED, *PEOPLE, *ORGANISATIONS)
UNDECIDED: Final = Given(*TOWN, added(deadline=WRITTEN_BEFORE), assigned(deadline=WRITTEN_BEFORE))
ADDED: Final = Given(*TOWN, added())


def planned(
    key: str, *, written_on: date = DUE, responsible: str = "schools", targets: tuple[Target, ...] = ()
) -> Planned:
    return Planned(
        key=key,
        kind="clause" if key.startswith("p") else "row",
        title=f"Мероприятие {key}",
        responsible=responsible,
        responsible_text="ОО",
        deadline_text="до 31.12.2020",
        reading=Reading(outcome="read", kind="by_date", due_on=written_on),
        targets=targets,
    )


def adopting(*items: Planned, joins: Mapping[str, str] | None = None) -> AdoptRoadmap:
    return AdoptRoadmap(
        roadmap=ROADMAP,
        act=ACT,
        act_title="О наставничестве",
        executes=(),
        executes_titles=(),
        supervisor="deputy",
        file="0" * 64,
        reader="1",
        items=items,
        joins=joins or {},
    )


def items_of(facts: list[Fact]) -> dict[str, ItemAdded]:
    return {fact.data.item: fact.data for fact in facts if isinstance(fact.data, ItemAdded)}


def assignments_of(facts: list[Fact]) -> list[str]:
    return [fact.stream for fact in facts if fact.stream.startswith("assignment/")]


def known(*history: Happened) -> State:
    return FOLD.fold([line for stream, line in stored(history) if stream == STREAM])


# Adopting


def test_an_adopted_item_keeps_its_words_beside_the_log_and_its_dates_in_it() -> None:
    _, item, *_ = NEW.when(adopting(planned("4", targets=(ALL_SCHOOLS,))), DEPUTY, DAY).facts()
    event = ItemAdded(
        item="4",
        kind="row",
        bases=[Basis(number="647", dated_on=ADOPTED_ON, clause="4")],
        responsible=EVERY_SCHOOL,
        deadline=Deadline(written_on=DUE, due_on=DUE, control_on=DUE),
        outcome="read",
        deadline_kind="by_date",
        targets=[ALL_SCHOOLS],
    )
    words = {"title": "Мероприятие 4", "deadline": "до 31.12.2020", "responsible": "ОО"}

    assert Fact(stream=STREAM, data=event, texts=words) == item


def test_a_duty_is_assigned_as_of_the_date_of_the_act() -> None:
    *_, last = NEW.when(adopting(planned("4")), DEPUTY, DAY).facts()

    assert Fact(stream=f"assignment/{ROADMAP}/4/school-3", data=born(school="school-3")) == last


def test_an_item_of_one_organisation_becomes_one_assignment() -> None:
    facts = NEW.when(adopting(planned("1", responsible="office")), DEPUTY, DAY).facts()

    assert [f"assignment/{ROADMAP}/1/office"] == assignments_of(facts)


def test_the_same_file_twice_changes_nothing() -> None:
    Given(*NEW.history, adopted()).when(adopting(planned("4")), DEPUTY, DAY).then_refused(AlreadyImported)


def test_another_file_under_the_same_key_is_refused() -> None:
    other = replace(adopting(planned("4")), file="f" * 64)

    Given(*NEW.history, adopted()).when(other, DEPUTY, DAY).then_refused(KeyTaken)


def test_an_item_whose_responsible_nobody_is_registered_as_is_refused() -> None:
    unknown = replace(planned("4", responsible="methodical_cabinet"), responsible_text="РМК")

    NEW.when(adopting(unknown), DEPUTY, DAY).then_refused(Unresolved, item="4", responsible="РМК")


def test_a_group_without_members_is_refused() -> None:
    Given(*OPENED, *PEOPLE).when(adopting(planned("4")), DEPUTY, DAY).then_refused(Unresolved)


@pytest.mark.parametrize("stranger", [EXECUTOR, SCHOOL, AUDITOR, ADMINISTRATOR], ids=lambda caller: caller.actor)
def test_nobody_but_a_supervisor_confirms_an_import(stranger: Caller) -> None:
    NEW.when(adopting(planned("4")), stranger, DAY).then_refused(Forbidden)


def test_who_is_to_supervise_must_have_that_role() -> None:
    asked = replace(adopting(planned("4")), supervisor="executor")

    NEW.when(asked, DEPUTY, DAY).then_refused(NotSupervisor)


# Rule 10: a group is frozen when it is assigned


def test_rule_10_a_group_becomes_one_assignment_for_each_school_there_is() -> None:
    facts = NEW.when(adopting(planned("4")), DEPUTY, DAY).facts()

    assert [f"assignment/{ROADMAP}/4/{school}" for school in SCHOOLS] == assignments_of(facts)


def test_rule_10_a_school_opened_later_is_assigned_by_its_own_command() -> None:
    opened_later = Given(*ADDED.history, *registered(organisation("school-4")))
    event = born(school="school-4", assigned_on=DAY)

    opened_later.when(Assign(roadmap=ROADMAP, item="4", organisation="school-4"), DEPUTY, DAY).then(
        Fact(stream=f"assignment/{ROADMAP}/4/school-4", data=event)
    )


def test_rule_10_an_organisation_has_an_assignment_once() -> None:
    asked = Assign(roadmap=ROADMAP, item="4", organisation="school-1")

    Given(*ADDED.history, assigned()).when(asked, DEPUTY, DAY).then_refused(AlreadyAssigned)


@pytest.mark.parametrize("stranger", ["office", "nobody"])
def test_rule_10_only_members_of_the_group_are_assigned(stranger: str) -> None:
    ADDED.when(Assign(roadmap=ROADMAP, item="4", organisation=stranger), DEPUTY, DAY).then_refused(NotAssignable)


def test_rule_10_an_item_of_one_organisation_is_assigned_to_no_other() -> None:
    of_office = Given(*TOWN, added(responsible=Responsible(organisation="office")))

    of_office.when(Assign(roadmap=ROADMAP, item="4", organisation="school-1"), DEPUTY, DAY).then_refused(NotAssignable)


def test_rule_10_the_key_is_a_birth_name_who_must_do_it_is_a_field() -> None:
    named_after_school_2 = happened(born(school="school-1"), f"assignment/{ROADMAP}/4/school-2")
    asked = ReportProgress(assignment=f"{ROADMAP}/4/school-2", as_of=DAY)
    history = Given(*TOWN, named_after_school_2)

    history.when(asked, SCHOOL, DAY).then(
        Fact(stream=f"assignment/{ROADMAP}/4/school-2", data=ProgressReported(as_of=DAY))
    )
    history.when(asked, OTHER_SCHOOL, DAY).then_refused(NotFound)


def test_an_item_that_is_not_there_is_assigned_to_nobody() -> None:
    ADDED.when(Assign(roadmap=ROADMAP, item="9", organisation="school-1"), DEPUTY, DAY).then_refused(NotFound)


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_only_the_roadmaps_supervisor_and_the_office_assign(stranger: Caller) -> None:
    ADDED.when(Assign(roadmap=ROADMAP, item="4", organisation="school-1"), stranger, DAY).then_refused(Forbidden)


# Joining p2.4 to row 4: one duty, two bases, two targets


JOINED: Final = adopting(
    planned("4", targets=(ALL_SCHOOLS,)), planned("p2.4", targets=(EACH_SCHOOL,)), joins={"p2.4": "4"}
)


def test_joined_items_are_one_with_both_bases_and_both_targets() -> None:
    item = items_of(NEW.when(JOINED, DEPUTY, DAY).facts())["4"]

    assert (["4", "p2.4"], [ALL_SCHOOLS, EACH_SCHOOL]) == ([basis.clause for basis in item.bases], item.targets)


def test_what_is_joined_keeps_its_words_and_gets_no_assignments() -> None:
    facts = NEW.when(JOINED, DEPUTY, DAY).facts()
    texts = {fact.data.item: fact.texts["title"] for fact in facts if isinstance(fact.data, ItemAdded)}

    assert "4" == items_of(facts)["p2.4"].joined_to
    assert "Мероприятие p2.4" == texts["p2.4"]
    assert [f"assignment/{ROADMAP}/4/{school}" for school in SCHOOLS] == assignments_of(facts)


def test_left_apart_they_are_two_duties_of_each_school() -> None:
    facts = NEW.when(replace(JOINED, joins={}), DEPUTY, DAY).facts()

    assert 2 * len(SCHOOLS) == len(assignments_of(facts))


@pytest.mark.parametrize(
    "joins", [{"p2.4": "9"}, {"9": "4"}, {"4": "4"}, {"4": "1"}, {"p2.4": "4", "4": "p2.4"}], ids=str
)
def test_a_join_to_what_is_not_the_same_duty_is_refused(joins: dict[str, str]) -> None:
    asked = adopting(planned("1", responsible="office"), planned("4"), planned("p2.4"), joins=joins)

    NEW.when(asked, DEPUTY, DAY).then_refused(WrongJoin)


def test_what_is_joined_is_assigned_to_nobody_later() -> None:
    joined = Given(*TOWN, added(), added("p2.4", joined_to="4"))

    joined.when(Assign(roadmap=ROADMAP, item="p2.4", organisation="school-1"), DEPUTY, DAY).then_refused(OffControl)


# Due before adoption, and what the text left open: undecided until the supervisor decides


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


# The supervisor


@pytest.mark.parametrize("asker", [DEPUTY, EXECUTOR], ids=lambda caller: caller.actor)
def test_rule_11_another_supervisor_is_named_with_the_act_that_says_so(asker: Caller) -> None:
    asked = NameSupervisor(roadmap=ROADMAP, person="other-deputy", act=AMENDMENT)

    Given(*TOWN).when(asked, asker, DAY).then(
        Fact(stream=STREAM, data=SupervisorNamed(person="other-deputy", act=AMENDMENT))
    )


@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_names_himself_supervisor_of_a_foreign_roadmap(stranger: Caller) -> None:
    asked = NameSupervisor(roadmap=ROADMAP, person="other-deputy", act=AMENDMENT)

    Given(*TOWN).when(asked, stranger, DAY).then_refused(Forbidden)


def test_only_who_has_the_role_is_named_supervisor() -> None:
    asked = NameSupervisor(roadmap=ROADMAP, person="executor", act=AMENDMENT)

    Given(*TOWN).when(asked, DEPUTY, DAY).then_refused(NotSupervisor)


def test_a_roadmap_that_is_not_there_gets_no_supervisor() -> None:
    asked = NameSupervisor(roadmap="1-2021", person="deputy", act=AMENDMENT)

    Given(*TOWN).when(asked, EXECUTOR, DAY).then_refused(NotFound)

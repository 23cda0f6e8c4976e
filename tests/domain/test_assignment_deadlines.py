"""Extensions asked for, granted and denied, and days set: later, on a working day, on an authority (rules 3 and 11)."""

from datetime import date, timedelta
from typing import Final

import pytest
from msgspec.structs import replace

from domain import district
from domain.act import Authority
from domain.assignment.commands import DenyExtension, GrantExtension, RequestExtension, SetDeadline
from domain.assignment.events import DeadlineSet, ExtensionDenied, ExtensionGranted, ExtensionRequested
from domain.assignment.refusals import (
    AuthorityMissing,
    ControlAfterDue,
    ControlInThePast,
    DayMissing,
    DueInThePast,
    DueOnDayOff,
    NoDueDay,
    NothingChanges,
    NotLater,
    OwnRequest,
    ReviewFirst,
)
from domain.authority import AuthorityInTheFuture, AuthorityWithoutNumber, NoDelegation
from domain.command import Caller
from domain.deadline import Deadline
from domain.decider import Fact
from domain.refusals import Forbidden, NotFound
from tests.domain.assignments import ASSIGNED, DAY, REPORTED, STREAM, known, set_to
from tests.factories import (
    AMENDMENT,
    AUDITOR,
    DECISION,
    DEPUTY,
    DUE,
    EXECUTOR,
    KEY,
    OTHER_DEPUTY,
    OTHER_SCHOOL,
    SCHOOL,
    SECRETARY,
    TOWN,
    assigned,
    granted,
    policy,
    reported,
    returned,
)
from tests.scenario import Given, Happened, happened

FRIDAY, SATURDAY, MONDAY = date(2021, 1, 29), date(2021, 1, 30), date(2021, 2, 1)
REQUEST: Final = RequestExtension(assignment=KEY, due_on=FRIDAY, reason="Карантин")
GRANT: Final = GrantExtension(assignment=KEY, due_on=FRIDAY, reason="Карантин", authority=DECISION)
DENY: Final = DenyExtension(assignment=KEY, reason="Уже продлевали")
SET: Final = SetDeadline(assignment=KEY, due_on=FRIDAY, authority=DECISION, ground="Приказ")
CONTROL: Final = SetDeadline(assignment=KEY, control_on=DAY, ground="Спросить раньше")
MOVING: Final = [REQUEST, GRANT, SET]
NEXT_DAY: Final = happened(policy(day_off_rule="next"), district.STREAM)
EXTENDED: Final = Deadline(written_on=DUE, due_on=FRIDAY, control_on=FRIDAY)
EXTENSION: Final = Fact(
    stream=STREAM, data=ExtensionGranted(deadline=EXTENDED, authority=DECISION), texts={"reason": "Карантин"}
)


def asked(*, by: str = SCHOOL.actor) -> Happened:
    return happened(ExtensionRequested(FRIDAY), STREAM, by=by, on=DAY)


ASKED: Final = Given(*TOWN, assigned(), asked())


def who(command: object) -> Caller:
    return SCHOOL if isinstance(command, RequestExtension) else DEPUTY


def test_a_school_asks_for_a_later_day_and_it_is_known_until_it_is_decided() -> None:
    ASSIGNED.when(REQUEST, SCHOOL, DAY).then(
        Fact(stream=STREAM, data=ExtensionRequested(FRIDAY), texts={"reason": "Карантин"})
    )
    belief = known(assigned(), asked())
    denied = known(assigned(), asked(), happened(ExtensionDenied(), STREAM, on=DAY))

    assert (FRIDAY, DAY, SCHOOL.actor) == (
        belief.extension_due_on,
        belief.extension_asked_on,
        belief.extension_asked_by,
    )
    assert (DUE, None, None) == (denied.due_on, denied.extension_due_on, denied.extension_asked_by)


def test_rule_11_a_school_asks_only_on_its_own_assignment() -> None:
    ASSIGNED.when(REQUEST, OTHER_SCHOOL, DAY).then_refused(NotFound)
    ASSIGNED.when(REQUEST, EXECUTOR, DAY).then_refused(Forbidden)


def test_an_extension_keeps_what_is_written_and_aims_control_anew() -> None:
    ASKED.when(GRANT, DEPUTY, DAY).then(EXTENSION)


def test_the_supervisor_grants_another_day_than_was_asked_for_and_also_where_nobody_asked() -> None:
    ASKED.when(replace(GRANT, due_on=MONDAY), DEPUTY, DAY).facts()
    ASSIGNED.when(GRANT, DEPUTY, DAY).then(EXTENSION)


@pytest.mark.parametrize("command", [GRANT, DENY, SET], ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("stranger", [OTHER_DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_rule_11_nobody_but_the_supervisor_of_that_roadmap_decides_on_its_deadlines(
    command: GrantExtension | DenyExtension | SetDeadline, stranger: Caller
) -> None:
    ASKED.when(command, stranger, DAY).then_refused(Forbidden)


@pytest.mark.parametrize("decision", [GRANT, DENY], ids=["granting", "denying"])
def test_rule_11_nobody_decides_on_his_own_request_also_as_his_schools_secretary(
    decision: GrantExtension | DenyExtension,
) -> None:
    own = Given(*TOWN, granted(DEPUTY.actor, "school", "school-1"), assigned(), asked(by=DEPUTY.actor))
    colleague = Given(*TOWN, assigned(), asked(by=SECRETARY.actor))

    own.when(decision, DEPUTY, DAY).then_refused(OwnRequest)
    assert 1 == len(colleague.when(decision, DEPUTY, DAY).facts())


@pytest.mark.parametrize("command", [REQUEST, GRANT], ids=["asking", "granting"])
def test_an_extension_moves_the_day_on(command: RequestExtension | GrantExtension) -> None:
    undated = Given(*TOWN, assigned(), set_to(None, on=DAY))

    ASSIGNED.when(replace(command, due_on=DUE), who(command), DAY).then_refused(NotLater, stands=DUE)
    ASSIGNED.when(replace(command, due_on=DUE + timedelta(days=4)), who(command), FRIDAY).then_refused(DueInThePast)
    undated.when(command, who(command), DAY).then_refused(NoDueDay)


@pytest.mark.parametrize("command", [REQUEST, GRANT], ids=["asking", "granting"])
def test_rule_3_a_day_off_is_refused_with_its_neighbours_where_the_policy_moves_days_off(
    command: RequestExtension | GrantExtension,
) -> None:
    moves = Given(*TOWN, NEXT_DAY, assigned())
    on_a_day_off = replace(command, due_on=SATURDAY)

    moves.when(on_a_day_off, who(command), DAY).then_refused(DueOnDayOff, before=FRIDAY, after=MONDAY)
    assert 1 == len(ASSIGNED.when(on_a_day_off, who(command), DAY).facts())


@pytest.mark.parametrize("command", MOVING, ids=lambda command: type(command).__name__)
def test_rule_11_no_deadline_moves_while_the_report_is_under_review(
    command: RequestExtension | GrantExtension | SetDeadline,
) -> None:
    sent_back = Given(*REPORTED.history, returned(on=DAY))

    REPORTED.when(command, who(command), DAY).then_refused(ReviewFirst)
    assert 1 == len(sent_back.when(command, who(command), DAY).facts())


def test_a_request_can_be_denied_while_a_report_waits() -> None:
    waiting = Given(*TOWN, assigned(), asked(), reported(on=DAY))

    waiting.when(DENY, DEPUTY, DAY).then(
        Fact(stream=STREAM, data=ExtensionDenied(), texts={"reason": "Уже продлевали"})
    )


def test_an_extension_after_the_deadline_is_marked_and_one_before_is_not() -> None:
    late, early = FRIDAY - timedelta(days=1), DUE
    grant = ExtensionGranted(deadline=EXTENDED, authority=DECISION)

    assert [True, False] == [known(assigned(), happened(grant, STREAM, on=day)).extended_late for day in (late, early)]


@pytest.mark.parametrize("command", [GRANT, SET], ids=["extension", "deadline"])
def test_rule_11_the_authority_is_sound(command: GrantExtension | SetDeadline) -> None:
    tomorrow = Authority(kind="decision", dated_on=DAY + timedelta(days=1))
    nameless = Authority(kind="act", dated_on=DAY)
    delegation = Authority(kind="delegation", dated_on=DAY)
    delegates = Given(*TOWN, happened(policy(delegation=AMENDMENT), district.STREAM), assigned())

    ASSIGNED.when(replace(command, authority=tomorrow), DEPUTY, DAY).then_refused(AuthorityInTheFuture)
    ASSIGNED.when(replace(command, authority=nameless), DEPUTY, DAY).then_refused(AuthorityWithoutNumber)
    ASSIGNED.when(replace(command, authority=delegation), DEPUTY, DAY).then_refused(NoDelegation)
    assert 1 == len(delegates.when(replace(command, authority=delegation), DEPUTY, DAY).facts())


def test_a_due_day_is_set_on_an_authority_also_an_earlier_one_or_a_day_off() -> None:
    act = Authority(kind="act", number="12", dated_on=DAY)
    earlier, saturday = date(2020, 12, 28), replace(SET, due_on=SATURDAY, authority=act)
    event = DeadlineSet(
        deadline=Deadline(written_on=DUE, due_on=SATURDAY, control_on=FRIDAY), authority=act, cause="act"
    )

    ASSIGNED.when(saturday, DEPUTY, DAY).then(Fact(stream=STREAM, data=event, texts={"ground": "Приказ"}))
    assert 1 == len(ASSIGNED.when(replace(SET, due_on=earlier), DEPUTY, DAY).facts())


def test_a_due_day_is_not_set_without_authority_nor_in_the_past() -> None:
    ASSIGNED.when(replace(SET, authority=None), DEPUTY, DAY).then_refused(AuthorityMissing)
    ASSIGNED.when(replace(SET, due_on=DAY - timedelta(days=1)), DEPUTY, DAY).then_refused(DueInThePast)


def test_the_control_day_moves_alone_without_authority() -> None:
    event = DeadlineSet(deadline=Deadline(written_on=DUE, due_on=DUE, control_on=DAY), cause="decision")

    ASSIGNED.when(CONTROL, DEPUTY, DAY).then(Fact(stream=STREAM, data=event, texts={"ground": "Спросить раньше"}))


def test_the_control_day_is_to_come_and_not_after_the_due_day() -> None:
    ASSIGNED.when(replace(CONTROL, control_on=DAY - timedelta(days=1)), DEPUTY, DAY).then_refused(ControlInThePast)
    ASSIGNED.when(replace(CONTROL, control_on=FRIDAY), DEPUTY, DAY).then_refused(ControlAfterDue, due_on=DUE)


def test_a_day_is_named_and_changes_something() -> None:
    ASSIGNED.when(replace(CONTROL, control_on=None), DEPUTY, DAY).then_refused(DayMissing)
    ASSIGNED.when(replace(CONTROL, control_on=DUE), DEPUTY, DAY).then_refused(NothingChanges)


def test_another_due_day_leaves_a_request_without_its_object_another_control_day_does_not() -> None:
    control = happened(DeadlineSet(deadline=Deadline(due_on=DUE, control_on=DAY), cause="decision"), STREAM, on=DAY)

    assert (None, FRIDAY) == tuple(
        known(assigned(), asked(), later).extension_due_on for later in (set_to(FRIDAY, on=DAY), control)
    )

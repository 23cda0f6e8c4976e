"""Granting and revoking roles: facts on the stream of the actor they concern."""

from datetime import date
from typing import Final

import pytest

from domain.access import Granted, Revoked
from domain.command import Caller
from domain.decider import Fact
from domain.granting import AlreadyGranted, Grant, NotGranted, Revoke
from domain.refusals import Forbidden
from tests.factories import ADMINISTRATOR, AUDITOR, DEPUTY, EXECUTOR, PEOPLE, SCHOOL, SETUP, revoked
from tests.scenario import Given

DAY: Final = date(2020, 10, 12)
GRANT: Final = Grant(actor="organisation:school-3", role="school", organisation="school-3")
REVOKE: Final = Revoke(actor=SCHOOL.actor, role="school", organisation="school-1", ground="Закрыта")


@pytest.mark.parametrize("granting", [ADMINISTRATOR, SETUP], ids=lambda caller: caller.actor)
def test_a_role_is_granted_on_the_stream_of_its_actor(granting: Caller) -> None:
    Given(*PEOPLE).when(GRANT, granting, DAY).then(
        Fact(stream="access/organisation:school-3", data=Granted(role="school", organisation="school-3"))
    )


def test_a_role_is_revoked_with_a_ground() -> None:
    Given(*PEOPLE).when(REVOKE, ADMINISTRATOR, DAY).then(
        Fact(
            stream=f"access/{SCHOOL.actor}",
            data=Revoked(role="school", organisation="school-1"),
            texts={"ground": "Закрыта"},
        )
    )


@pytest.mark.parametrize("stranger", [DEPUTY, EXECUTOR, SCHOOL, AUDITOR], ids=lambda caller: caller.actor)
def test_nobody_else_grants_or_revokes(stranger: Caller) -> None:
    Given(*PEOPLE).when(GRANT, stranger, DAY).then_refused(Forbidden)
    Given(*PEOPLE).when(REVOKE, stranger, DAY).then_refused(Forbidden)


def test_what_is_held_is_not_granted_again() -> None:
    asked = Grant(actor=SCHOOL.actor, role="school", organisation="school-1")

    Given(*PEOPLE).when(asked, ADMINISTRATOR, DAY).then_refused(AlreadyGranted)


def test_what_is_not_held_is_not_revoked() -> None:
    asked = Revoke(actor=SCHOOL.actor, role="school", organisation="school-2", ground="Закрыта")

    Given(*PEOPLE).when(asked, ADMINISTRATOR, DAY).then_refused(NotGranted)


def test_what_was_revoked_can_be_granted_again() -> None:
    asked = Grant(actor=SCHOOL.actor, role="school", organisation="school-1")
    history = Given(*PEOPLE, revoked(SCHOOL.actor, "school", "school-1"))

    assert 1 == len(history.when(asked, ADMINISTRATOR, DAY).facts())


def test_an_administrator_whose_role_was_revoked_grants_no_more() -> None:
    history = Given(*PEOPLE, revoked(ADMINISTRATOR.actor, "administrator"))

    history.when(GRANT, ADMINISTRATOR, DAY).then_refused(Forbidden)

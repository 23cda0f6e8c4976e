"""The directory: organisations are registered all or none, and never otherwise than before."""

from datetime import date
from typing import Final

import pytest
from msgspec.structs import asdict, replace

from domain.command import Caller
from domain.decider import Fact
from domain.directory import (
    DIRECTORY,
    BecomesCentre,
    ChangeOrganisation,
    NothingNew,
    OrganisationChanged,
    OtherwiseRegistered,
    RegisterOrganisations,
)
from domain.refusals import Forbidden, NotFound
from tests.factories import ADMINISTRATOR, AUDITOR, DEPUTY, EXECUTOR, PEOPLE, SCHOOL, organisation, registered
from tests.scenario import Given, happened, stored

DAY: Final = date(2020, 10, 12)
ONE, TWO = organisation("school-1"), organisation("school-2")
KNOWN: Final = Given(*PEOPLE, *registered(ONE))


@pytest.mark.parametrize("registrar", [DEPUTY, EXECUTOR], ids=lambda caller: caller.actor)
def test_only_what_is_new_is_registered(registrar: Caller) -> None:
    KNOWN.when(RegisterOrganisations(organisations=[ONE, TWO]), registrar, DAY).then(Fact(stream="directory", data=TWO))


def test_the_same_list_twice_changes_nothing() -> None:
    KNOWN.when(RegisterOrganisations(organisations=[ONE]), EXECUTOR, DAY).then_refused(NothingNew)


def test_one_that_is_registered_with_other_words_refuses_the_whole_list() -> None:
    renamed = replace(ONE, name="МБОУ лицей")

    KNOWN.when(RegisterOrganisations(organisations=[TWO, renamed]), EXECUTOR, DAY).then_refused(
        OtherwiseRegistered, organisation="school-1"
    )


def test_one_that_stands_twice_in_a_list_is_registered_once() -> None:
    Given(*PEOPLE).when(RegisterOrganisations(organisations=[ONE, ONE]), EXECUTOR, DAY).then(
        Fact(stream="directory", data=ONE)
    )


def test_one_that_stands_twice_in_a_list_with_different_words_refuses_it() -> None:
    asked = RegisterOrganisations(organisations=[ONE, replace(ONE, name="МБОУ лицей")])

    Given(*PEOPLE).when(asked, EXECUTOR, DAY).then_refused(OtherwiseRegistered, organisation="school-1")


@pytest.mark.parametrize("stranger", [SCHOOL, AUDITOR, ADMINISTRATOR], ids=lambda caller: caller.actor)
def test_nobody_else_registers_organisations(stranger: Caller) -> None:
    KNOWN.when(RegisterOrganisations(organisations=[TWO]), stranger, DAY).then_refused(Forbidden)


def test_organisations_of_a_kind_come_in_the_order_of_their_registration() -> None:
    lines = [line for _, line in stored(registered(TWO, organisation("office", "office"), ONE))]

    assert ["school-2", "school-1"] == DIRECTORY.fold(lines).of_kind("school")


# Other words


CHANGED: Final = OrganisationChanged(
    organisation="school-1", kind="school", name="МБОУ лицей", short_name="Лицей", aliases=["Лицей № 1"]
)


def test_an_organisation_gets_all_its_fields_anew() -> None:
    KNOWN.when(ChangeOrganisation(changed=CHANGED), EXECUTOR, DAY).then(Fact(stream="directory", data=CHANGED))


def test_under_other_words_it_is_the_same_organisation() -> None:
    lines = [line for _, line in stored([*registered(ONE), happened(CHANGED, "directory")])]

    assert CHANGED.name == DIRECTORY.fold(lines).organisations["school-1"].name
    assert ["school-1"] == DIRECTORY.fold(lines).of_kind("school")


def test_the_same_words_again_change_nothing() -> None:
    same = OrganisationChanged(**asdict(ONE))

    KNOWN.when(ChangeOrganisation(changed=same), EXECUTOR, DAY).then_refused(NothingNew)


def test_who_is_not_registered_is_not_changed() -> None:
    stranger = replace(CHANGED, organisation="school-9")

    KNOWN.when(ChangeOrganisation(changed=stranger), EXECUTOR, DAY).then_refused(NotFound)


def test_a_school_does_not_become_a_centre() -> None:
    KNOWN.when(ChangeOrganisation(changed=replace(CHANGED, kind="centre")), EXECUTOR, DAY).then_refused(BecomesCentre)


@pytest.mark.parametrize("stranger", [SCHOOL, AUDITOR, ADMINISTRATOR], ids=lambda caller: caller.actor)
def test_nobody_else_changes_organisations(stranger: Caller) -> None:
    KNOWN.when(ChangeOrganisation(changed=CHANGED), stranger, DAY).then_refused(Forbidden)

"""Who must do it: a word of the preview for the words of a cell, a registered organisation for both."""

import pytest

from domain.directory import Kind, OrganisationRegistered
from domain.order.responsible import resolve, word
from domain.roadmap.events import Responsible


def organisation(key: str, kind: Kind, name: str, *aliases: str) -> OrganisationRegistered:
    return OrganisationRegistered(organisation=key, kind=kind, name=name, short_name=name, aliases=list(aliases))


ORGANISATIONS = [
    organisation("office", "office", "Управление образования Администрации Аксайского района", "УОААР"),
    organisation("methodical-cabinet", "unit", "Районный методический кабинет", "РМК"),
    organisation("school-1", "school", "МБОУ СОШ № 1", "Первая школа"),
    organisation("school-2", "school", "МБОУ СОШ № 2"),
    organisation("centre-1", "centre", "Институт развития образования"),
]


@pytest.mark.parametrize("cell", ["УОААР", "УО ААР", "Управление образования", "Начальник УОААР", "УО, УОААР"])
def test_the_office(cell: str) -> None:
    assert "office" == word(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "ОО",
        "школы",
        "Школы района",
        "общеобразовательные организации",
        "Руководителям общеобразовательных учреждений",
        "ОО, школы",
    ],
)
def test_all_schools(cell: str) -> None:
    assert "schools" == word(cell)


@pytest.mark.parametrize(
    "cell", ["РМК", "районный методический кабинет", "Заведующей методическим кабинетом (Ивановой А.Б.)"]
)
def test_the_methodical_cabinet(cell: str) -> None:
    assert "methodical_cabinet" == word(cell)


@pytest.mark.parametrize(
    "cell", ["УОААР, ОО", "ОО и РМК", "ОО (по списку)", "дошкольные образовательные организации", "СОШ № 3", ""]
)
def test_several_some_and_unknown_ones_are_never_guessed(cell: str) -> None:
    assert word(cell) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schools", Responsible(group="schools")),
        ("ОО", Responsible(group="schools")),
        ("office", Responsible(organisation="office")),
        ("УО ААР", Responsible(organisation="office")),
        ("methodical_cabinet", Responsible(organisation="methodical-cabinet")),
        ("РМК", Responsible(organisation="methodical-cabinet")),
        ("мбоу  сош №1", Responsible(organisation="school-1")),
        ("первая школа", Responsible(organisation="school-1")),
        ("МБОУ СОШ № 3", None),
        ("Институт развития образования", None),
    ],
)
def test_a_word_or_a_text_is_resolved_to_who_is_registered(text: str, expected: Responsible | None) -> None:
    assert expected == resolve(text, ORGANISATIONS)


def test_a_name_of_two_organisations_is_nobody() -> None:
    twins = [organisation("school-1", "school", "Лицей"), organisation("school-2", "school", "Лицей")]
    assert resolve("Лицей", twins) is None

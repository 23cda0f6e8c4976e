"""The list of organisations: header words in both languages, every fault of every row named."""

import pytest

from domain.directory import OrganisationRegistered
from service.importing.organisations import inn_is_valid, read
from service.importing.refusals import HeaderUnknown

HEADER = "ключ;наименование;вид;инн\n"


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, str(problem.rule)) for problem in read(text.encode()).problems]


@pytest.mark.parametrize(
    "header",
    [
        "ключ;наименование;другие названия;вид;краткое наименование;ИНН;направленность",
        "key;name;aliases;kind;short name;inn;profile",
    ],
)
def test_a_row_becomes_an_organisation(header: str) -> None:
    listed = read(f'{header}\nschool-1;Первая школа;"СОШ 1|Школа № 1;№ 1";ОО;СОШ № 1;7707083893;общая\n'.encode())
    assert () == listed.problems
    assert (
        OrganisationRegistered(
            organisation="school-1",
            kind="school",
            name="Первая школа",
            short_name="СОШ № 1",
            aliases=["СОШ 1", "Школа № 1", "№ 1"],
            inn="7707083893",
            profile="общая",
        ),
    ) == listed.organisations


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("УО", "office"),
        ("подразделение", "unit"),
        ("ОО", "school"),
        ("школа", "school"),
        ("Центр", "centre"),
        ("unit", "unit"),
    ],
)
def test_kinds_are_said_in_both_languages(word: str, kind: str) -> None:
    assert [kind] == [found.kind for found in read(f"{HEADER}a-1;Имя;{word};\n".encode()).organisations]


def test_without_a_short_name_the_name_is_used() -> None:
    assert ["Имя"] == [found.short_name for found in read(f"{HEADER}a-1;Имя;ОО;\n".encode()).organisations]


@pytest.mark.parametrize("key", ["", "1-school", "Школа", "a_b", "a" * 41])
def test_a_key_has_its_pattern(key: str) -> None:
    assert [(2, "key")] == [fault[:2] for fault in faults(f"{HEADER}{key};Имя;ОО;\n")]


def test_every_fault_of_every_row_is_named_and_the_other_rows_are_kept() -> None:
    text = f"{HEADER}a-1;Имя;ОО;\nb-1;;клуб;123\n"
    assert [(3, "name"), (3, "kind"), (3, "inn")] == [fault[:2] for fault in faults(text)]
    assert ["a-1"] == [found.organisation for found in read(text.encode()).organisations]


def test_a_doubled_key_is_a_fault_of_each_row_that_has_it() -> None:
    rule = "The key a-1 stands in several rows."
    assert [(2, "key", rule), (4, "key", rule)] == faults(f"{HEADER}a-1;Имя;ОО;\nb-1;Имя;ОО;\na-1;Другое;ОО;\n")


def test_a_column_that_is_needed_and_absent_is_refused() -> None:
    with pytest.raises(HeaderUnknown, match="вид"):
        read("ключ;наименование\na-1;Имя\n".encode())


@pytest.mark.parametrize(
    ("inn", "valid"),
    [
        ("7707083893", True),
        ("7707083894", False),
        ("500100732259", True),
        ("500100732258", False),
        ("500100732269", False),
        ("12345", False),
        ("٧٧٠٧٠٨٣٨٩٣", False),
    ],
)
def test_the_control_digits_of_an_inn_are_checked(inn: str, valid: bool) -> None:  # noqa: FBT001 an example
    assert valid is inn_is_valid(inn)

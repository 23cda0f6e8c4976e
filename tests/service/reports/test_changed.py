"""Every field that can differ has its name, every value its words: nobody reads codes or raw JSON."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final, get_args

import pytest
from msgspec import Struct, to_builtins

from domain.act import Act, Basis
from domain.assignment.belief import State, Status, Timeliness
from domain.assignment.events import WithdrawalCause
from domain.deadline_text import Outcome
from domain.directory import Kind, Organisation
from domain.roadmap.events import ItemKind
from domain.roadmap.item import Item
from domain.roadmap.state import Head
from domain.target import Target
from projections.changes import About
from service.reports.changed import CODES, FIELDS, told
from service.words import say

DAY: Final = date(2020, 12, 31)
PUPILS: Final = Target(percent=15, scope="organisation", population="pupils")
TEACHERS: Final = Target(percent=70, scope="district", population="teachers")
UNTOLD: Final = {"version", "at", "since"}
"""What `projections.changes` leaves out: where in the log a belief comes from."""


def test_every_field_that_can_differ_has_a_name_in_russian() -> None:
    beliefs: Collection[type[Struct]] = (State, Item, Head, Organisation)
    fields = {field for belief in beliefs for field in belief.__struct_fields__} - UNTOLD

    assert fields == FIELDS.keys()
    assert [] == [field for field, name in FIELDS.items() if say(name, "ru") == name]


def test_every_code_has_a_word_in_russian() -> None:
    literals: tuple[object, ...] = (Status, Timeliness, WithdrawalCause, ItemKind, Kind, Outcome)
    kinds = {"by_date", "on_date", "period", "scope", "from_date", "recurring", "relative", "standing"}
    codes = {code for literal in literals for code in get_args(literal)} | kinds | {"schools"}

    assert set() == codes - CODES.keys()
    assert [] == [code for code, word in CODES.items() if say(word, "ru") == word]


def test_what_it_is_about_has_a_word_in_russian() -> None:
    assert ["дорожная карта", "пункт", "организация", "поручение"] == [say(about, "ru") for about in get_args(About)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("due_on", DAY, "31.12.2020"),
        ("opened_until", DAY, "31.12.2020"),
        ("state", "reported", "на проверке"),
        ("withdrawal_cause", "joined", "объединено с другим поручением"),
        ("kind", "clause", "пункт приказа"),
        ("group", "schools", "школы"),
        ("outcome", "read", "срок прочитан"),
        ("deadline_kind", "no_year", "В сроке нет года."),
        ("shortfall", True, "да"),
        ("shortfall", False, "нет"),
        ("engaged", 0, "0"),
        ("targets", [PUPILS, TEACHERS], "15 % (организация); 70 % педагогов (район)"),
        ("targets", [], None),
        ("bases", [Basis(number="647", dated_on=date(2020, 10, 8), clause="4")], "№ 647 от 08.10.2020, пункт 4"),
        (
            "act",
            Act(number="647", dated_on=date(2020, 10, 8), issuer="УОААР", signatory_position=""),
            "№ 647 от 08.10.2020, УОААР",
        ),
        ("in_force", "{[2020-10-08,)}", "с 08.10.2020"),
        ("in_force", "{[2020-10-08,2020-11-01),[2020-12-01,)}", "с 08.10.2020 по 31.10.2020; с 01.12.2020"),
        ("in_force", "{}", ""),
        ("periods", ["2021-q1", "2021-q2"], "2021-q1; 2021-q2"),
        ("aliases", ["ОО 1", "Лицей"], "ОО 1; Лицей"),
        ("short_name", "late", "late"),
        ("due_on", None, None),
    ],
)
def test_a_value_is_said_in_words(field: str, value: object, words: str | None) -> None:
    as_json: Any = to_builtins(value)  # Any: as JSON has it

    assert words == told(field, as_json, "ru")


def test_in_english_a_day_is_written_as_there() -> None:
    assert "2020-12-31" == told("due_on", DAY.isoformat(), "en")

"""`assignment`: what an operator asks of one assignment, or somebody by name."""

from pathlib import Path
from typing import Final

import pytest

from tests.service.cli.conftest import Cli

KEY: Final = "647-2020/1/office"
BY: Final = ("--authority", "decision:2021-01-11", "--words", "Решение начальника")
LIFE: Final = [
    ("acknowledge", [], "assigned"),
    ("annotate", ["--words", "Звонили", "--promised-on", "2090-01-13"], "assigned"),
    ("deadline", ["--due-on", "2090-01-13", *BY], "assigned"),
    ("request-extension", ["--due-on", "2090-01-20", "--words", "Нет данных"], "assigned"),
    ("deny-extension", ["--words", "Рано", "--as", "deputy"], "assigned"),
    ("extend", ["--due-on", "2090-01-27", *BY], "assigned"),
    ("deadline", ["--control-on", "2090-01-24", "--words", "Спросить раньше"], "assigned"),
    ("transfer", ["--organisation", "methodical-cabinet", "--words", "Передано кабинету"], "assigned"),
    ("withdraw", BY, "withdrawn"),
    ("restore", BY, "assigned"),
]
ORGANISATIONS: Final = """ключ;вид;краткое наименование;наименование
methodical-cabinet;unit;РМК;Методический кабинет
school-1;school;Школа 1;МБОУ СОШ № 1
"""
ORDER: Final = Path("service/importing/sample_order.txt").absolute()


@pytest.fixture
def roadmap(cli: Cli, district: str, tmp_path: Path) -> str:
    """A district with the sample order under control."""
    listed = tmp_path / "organisations.csv"
    listed.write_text(ORGANISATIONS, "utf-8")
    here = ("--district", district)
    assert 0 == cli("organisations", str(listed), *here).status
    preview = cli("import", str(ORDER), *here, "--json").document["preview"]
    assert 0 == cli("import", "--confirm", preview, "--supervisor", "deputy", "--join", "p2.4=4", *here).status
    return district


def test_a_whole_life_is_walked_from_the_command_line(cli: Cli, roadmap: str) -> None:
    ran = [cli("assignment", KEY, command, *given, "--district", roadmap, "--json") for command, given, _ in LIFE]

    assert [(0, state, version) for version, (_, _, state) in enumerate(LIFE, 2)] == [
        (one.status, one.document["state"], one.document["version"]) for one in ran
    ]


def test_what_was_recorded_is_said_in_words_and_a_rule_in_a_sentence(cli: Cli, roadmap: str) -> None:
    here = ("--district", roadmap, "--as", "deputy")

    assert f"{KEY}: withdrawn, position " in cli("assignment", KEY, "withdraw", *BY, *here).out
    again = cli("assignment", KEY, "withdraw", *BY, *here)
    assert (1, "The assignment is off control (withdrawn): nothing of it is changed any more.\n") == (
        again.status,
        again.err,
    )


def test_who_has_no_right_is_told_so(cli: Cli, roadmap: str) -> None:
    ran = cli("assignment", KEY, "withdraw", *BY, "--district", roadmap, "--as", "admin")

    assert (1, "") == (ran.status, ran.out)


@pytest.mark.parametrize(
    "asked",
    [
        ("withdraw", "--words", "Без основания"),
        ("transfer", "--words", "Кому?"),
        ("acknowledge", "--words", "Да"),
        ("annotate", "--words", "Да", "--due-on", "2090-01-13"),
        ("withdraw", "--authority", "king:2021-01-11", "--words", "Да"),
        ("withdraw", "--authority", "act", "--words", "Да"),
    ],
)
def test_too_little_and_too_much_is_bad_usage(cli: Cli, asked: tuple[str, ...]) -> None:
    assert 2 == cli("assignment", KEY, *asked).status

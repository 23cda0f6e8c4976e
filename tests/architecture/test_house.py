"""The rules of the house that no linter knows."""

import re
from pathlib import Path
from statistics import median
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = ("domain", "projections", "service")
LONGEST, MEDIAN = 300, 100
MODULES: Final = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SQL: Final = re.compile(r"\bselect\s[^;]*\sfrom\s|\binsert into\s|\bupdate \w+ set\s|\bdelete from\s")
SQL_LIVES_IN: Final = ("projections/", "service/ledger/", "service/postgres/", "service/identity/", "service/files.py")
SQL_ALSO_STANDS_IN: Final = frozenset({"service/cli/examination.py"})
"""A doctor looks at what nobody else does; this list only shrinks."""
WRITTEN: Final = ("*.py", "*.sql", "*.md", "*.toml", "*.lock", "*.po", "*.jsonl", "Makefile", ".env.example", ".ci/*")
MACHINE: Final = re.compile(r"(?<![\w.:/}-])/(?:work|home|root|Users|tmp)/\w")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_fits_in_the_head(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST


def test_half_of_the_modules_fit_on_two_screens() -> None:
    lines = [len(module.read_text("utf-8").splitlines()) for module in MODULES if module.name != "__init__.py"]

    assert median(lines) <= MEDIAN


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_in_its_first_line_what_it_is(module: Path) -> None:
    assert module.read_text("utf-8").startswith('"""')


def test_sql_lives_where_we_look_for_it() -> None:
    with_sql = {name(module) for module in MODULES if SQL.search(module.read_text("utf-8"))}
    elsewhere = {module for module in with_sql if not module.startswith(SQL_LIVES_IN)}

    assert set() == elsewhere - SQL_ALSO_STANDS_IN


def test_the_log_itself_is_written_by_its_one_function_alone() -> None:
    writing = re.compile(r"\b(?:insert into|update|delete from)\s+log\.", re.IGNORECASE)

    assert [] == [name(module) for module in MODULES if writing.search(module.read_text("utf-8"))]


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "migrations").glob("*.sql"))]

    assert list(range(1, len(numbers) + 1)) == numbers


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    inside = [ROOT / room for room in (*ROOMS, "migrations", "tests")]
    files = {path for pattern in WRITTEN for path in ROOT.glob(pattern)}
    files |= {path for room in inside for pattern in WRITTEN for path in room.rglob(pattern)}

    assert [] == [name(path) for path in sorted(files) if MACHINE.search(path.read_text("utf-8"))]

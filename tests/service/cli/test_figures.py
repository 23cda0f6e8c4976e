"""`coverage`, `discipline`, `due-soon` and `changes` beside the running service: they answer as the API does."""

from pathlib import Path

import pytest

from tests.service.cli.conftest import program
from tests.service.town import Town

AT = "2100-01-01"


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        ("coverage", {"on": "2020-12-31", "known_at": AT, "item": "4"}),
        ("discipline", {"from": "2020-10-01", "to": "2020-12-31", "by": "organisation", "known_at": AT}),
        ("due-soon", {"on": "2020-10-28", "days": "3", "known_at": AT}),
        ("changes", {"from": "2019-01-01", "to": AT, "item": "4"}),
    ],
)
async def test_a_question_is_answered_as_by_the_api(
    control: Town, data_dir: Path, command: str, asked: dict[str, str]
) -> None:
    answer = (await control.get("supervisor", f"/{command}", min_position=1, limit=1000, **asked)).json()
    options = [word for name, value in asked.items() for word in (f"--{name.replace('_', '-')}", value)]
    ran = await program(data_dir, command, *options, "--limit", "1000", "--district", control.district, "--json")
    found = ran.document

    assert {**answer, "rows": len(answer["rows"])} == {**found, "rows": len(found["rows"])}


async def test_a_person_reads_a_table_with_the_formula_below(control: Town, data_dir: Path) -> None:
    ran = await program(data_dir, "discipline", "--by", "item", "--district", control.district)

    assert [True] * 3 == [words in ran.out for words in ("In total: 2", "647-2020/4", "Formula: In time")], ran.out


async def test_before_the_log_starts_nothing_is_known(control: Town, data_dir: Path) -> None:
    ran = await program(data_dir, "coverage", "--known-at", "2000-01-01", "--district", control.district)

    assert ran.out.startswith("The log starts at 20")

"""`policy` and `calendar`: the rules about days off are shown, adopted and published without the API."""

from pathlib import Path
from typing import Final

import pytest

from service import clock
from tests.service.cli.conftest import Cli

TODAY: Final = str(clock.today("Europe/Moscow"))
RULES: Final = ("--day-off-rule", "next", "--control-rule", "preceding", "--formula", "strict")
ADOPT: Final = ("policy", "adopt", "--effective-on", TODAY, *RULES, "--words", "Приказ № 12")
CALENDAR: Final = """{
    "year": 2021, "days_off": ["2021-01-01"], "working_weekends": ["2021-02-20"], "source": "Постановление № 1648"
}"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "2021.json"
    file.write_text(CALENDAR)
    return file


def test_an_adopted_policy_is_shown_beside_the_one_it_replaces(cli: Cli, district: str) -> None:
    here = ("--district", district)
    adopted = cli(*ADOPT, "--delegation", "12:2021-01-11", "--as", "deputy", *here, "--json")
    rows = cli("policy", "show", *here, "--json").document["rows"]

    assert {"effective_on": TODAY, "position": rows[1]["position"]} == adopted.document
    assert [("as_written", "replaced", None), ("next", "in_effect", "Приказ № 12")] == [
        (row["day_off_rule"], row["standing"], row["ground"]) for row in rows
    ]
    assert ("strict", {"number": "12", "dated_on": "2021-01-11"}) == (
        rows[1]["discipline_formula"],
        rows[1]["delegation"],
    )
    assert "in effect" in cli("policy", "show", *here).out


def test_a_policy_is_tried_without_adopting_it(cli: Cli, district: str) -> None:
    tried = cli(*ADOPT, "--dry-run", "--district", district)

    assert f"The policy could be adopted from {TODAY} on; nothing was recorded.\n" == tried.out
    assert f"The policy is adopted from {TODAY} on.\n" == cli(*ADOPT, "--district", district).out


def test_who_is_no_supervisor_adopts_nothing(cli: Cli, district: str) -> None:
    ran = cli(*ADOPT, "--as", "admin", "--district", district)

    assert (1, "The right “adopt a policy or a calendar” is missing.\n") == (ran.status, ran.err)


@pytest.mark.parametrize("act", ["12", ":2021-01-11", "12:yesterday"])
def test_an_act_that_cannot_be_read_is_bad_usage(cli: Cli, act: str) -> None:
    assert 2 == cli(*ADOPT, "--delegation", act).status


def test_a_year_is_published_as_the_library_knows_it(cli: Cli, district: str) -> None:
    publish = ("calendar", "publish", "--year", "2024", "--district", district)
    tried, done = cli(*publish, "--dry-run"), cli(*publish, "--as", "deputy")

    assert "could be published as edition 1, 248 working days; nothing was recorded" in tried.out
    assert "The calendar of 2024 is published as edition 1: 248 working days.\n" == done.out
    assert "The calendar of 2024 stands exactly so already, as its edition 1.\n" == cli(*publish).err


def test_a_year_is_published_from_a_file_as_its_next_edition(cli: Cli, district: str, file: Path) -> None:
    here = ("--district", district, "--json")
    published = cli("calendar", "publish", "--file", str(file), *here).document["calendar"]
    rows = cli("calendar", "show", *here).document["rows"]

    assert [2020, 2021] == [row["year"] for row in rows]
    assert (2, ["2021-01-01"], 261) == tuple(published[name] for name in ("edition", "days_off", "working_days"))
    assert published == rows[1]


def test_a_year_that_nobody_knows_yet_is_shown_as_provisional(cli: Cli, district: str) -> None:
    assert 0 == cli("calendar", "publish", "--year", "2100", "--district", district).status
    assert "provisional" in cli("calendar", "show", "--district", district).out


def test_what_is_wrong_in_a_file_is_named(cli: Cli, file: Path) -> None:
    file.write_text(CALENDAR.replace('"2021-01-01"', '"1 January"').replace('"source"', '"sources"'))
    ran = cli("calendar", "publish", "--file", str(file))

    assert 2 == ran.status
    assert {"days_off[0]:", "source:", "sources:"} <= set(ran.err.split())


@pytest.mark.parametrize("given", [(), ("--year", "2024", "--file")])
def test_a_calendar_comes_either_from_a_year_or_from_a_file(cli: Cli, file: Path, given: tuple[str, ...]) -> None:
    assert 2 == cli("calendar", "publish", *given, *([str(file)] if given else [])).status

"""`roadmap`, `organisation` and `import --amends`: whole items, mergers and amending acts without the API."""

from pathlib import Path
from typing import Final

import pytest

from tests.service.cli.conftest import Cli
from tests.service.http.test_amendments import ACT

SCHOOLS: Final = """ключ;вид;наименование;краткое наименование
methodical-cabinet;подразделение;Районный методический кабинет;РМК
school-1;ОО;Школа № 1 города;Школа № 1
school-2;ОО;Школа № 2 города;Школа № 2
"""
ORDER: Final = Path("service/importing/sample_order.txt").absolute()
BY: Final = ("--authority", "act:12:2021-02-01", "--words", "Изменения")
QUARTERLY: Final = ("Сентябрь-октябрь 2020\tОО\n4", "ежеквартально до 10 числа\tОО\n4")


@pytest.fixture
def schools(cli: Cli, district: str, tmp_path: Path) -> str:
    file = tmp_path / "schools.csv"
    file.write_text(SCHOOLS)
    assert 0 == cli("organisations", str(file), "--district", district).status
    return district


@pytest.fixture
def control(cli: Cli, schools: str, tmp_path: Path) -> str:
    """A district with the sample order whose row 3 comes again every quarter."""
    order = tmp_path / "order.txt"
    order.write_text(ORDER.read_text().replace(*QUARTERLY))
    preview = cli("import", str(order), "--district", schools, "--json").document["preview"]
    confirm = ("--confirm", preview, "--supervisor", "deputy", "--join", "p2.4=4", "--district", schools)
    assert 0 == cli("import", *confirm).status
    return schools


def test_a_deadline_moves_for_everyone(cli: Cli, control: str) -> None:
    ran = cli("roadmap", "deadline", "647-2020", "4", "--due-on", "2021-03-31", *BY, "--district", control, "--json")

    assert [f"647-2020/4/school-{n}" for n in (1, 2)] == ran.document["assignments"]


def test_periods_are_opened_until_a_later_day(cli: Cli, control: str) -> None:
    opening = ("roadmap", "periods", "647-2020", "3", "--until", "2025-03-31", "--district", control, "--json")

    assert [f"647-2020/3@2025-q1/school-{n}" for n in (1, 2)] == cli(*opening).document["assignments"]
    assert "has no period until 2025-03-31 that is not open already" in cli(*opening).err


def test_a_school_opened_later_is_assigned_one_period(cli: Cli, control: str, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text(SCHOOLS + "school-3;ОО;Школа № 3 города;Школа № 3\n")
    cli("organisations", str(file), "--district", control)
    ran = cli("roadmap", "assign", "647-2020", "3@2021-q1", "school-3", "--district", control, "--json")

    assert ["647-2020/3@2021-q1/school-3"] == ran.document["assignments"]


def test_a_roadmap_with_open_assignments_is_not_closed(cli: Cli, control: str) -> None:
    ran = cli("roadmap", "close", "647-2020", *BY, "--district", control)

    assert (1, "") == (ran.status, ran.out)
    assert "are neither accepted nor withdrawn" in ran.err


def test_a_merged_school_hands_over_what_is_open(cli: Cli, control: str) -> None:
    merge = ("organisation", "merge", "school-1", "--into", "school-2", "--effective-on", "2021-07-01", *BY)
    ran = cli(*merge, "--as", "deputy", "--district", control, "--json")

    assert {"school-1"} == {key.split("/")[2] for key in ran.document["assignments"]}
    assert 1 == cli(*merge, "--district", control).status


def test_an_organisation_gets_another_name(cli: Cli, schools: str) -> None:
    change = ("organisation", "change", "school-1", "--name", "Лицей № 1", "--district", schools)

    assert 0 == cli(*change).status
    assert "with the same words" in cli(*change).err


def test_who_is_not_registered_is_not_changed(cli: Cli, schools: str) -> None:
    assert 1 == cli("organisation", "change", "nobody", "--name", "Лицей", "--district", schools).status


def test_an_amending_act_is_shown_as_a_difference_and_confirmed(cli: Cli, control: str, tmp_path: Path) -> None:
    act = tmp_path / "act.txt"
    act.write_text(ACT.replace(*QUARTERLY))
    here = ("--district", control)
    document = cli("import", str(act), "--amends", "647-2020", *here, "--json").document
    shown = cli("import", str(act), "--amends", "647-2020", *here)
    done = cli("import", "--confirm", document["preview"], *here, "--json").document

    changed = {c["item"]: c["change"] for c in document["changes"] if c["change"] != "unchanged"}
    assert {"4": "deadline_moved", "6": "revoked", "9": "added"} == changed
    assert f"--confirm {document['preview']}" in shown.out
    assert "gets another deadline" in shown.out
    assert ("647-2020", 3, 6, True) == (done["roadmap"], done["items"], done["assignments"], done["amended"])


def test_what_an_act_amends_is_not_shown_without_a_database(cli: Cli) -> None:
    assert 2 == cli("import", str(ORDER), "--amends", "647-2020", "--dry-run").status

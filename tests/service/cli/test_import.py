"""`organisations` and `import`: what was read is shown first, and exactly that is recorded."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from service.media.kinds import DOCX, PDF, XLSX, Kind
from service.postgres.database import Database
from service.postgres.pool import open_pool
from tests.service.cli.conftest import Cli
from tests.service.importing import building
from tests.service.importing.layout_rows import LAYOUTS

SCHOOLS = """ключ;вид;наименование;краткое наименование;другие названия
methodical-cabinet;подразделение;Районный методический кабинет;РМК;
school-1;ОО;Школа № 1 города;Школа № 1;
school-2;ОО;Школа № 2 города;Школа № 2;
"""
ORDER = Path("service/importing/sample_order.txt").absolute()


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    file = tmp_path / "schools.csv"
    file.write_text(SCHOOLS)
    return file


@pytest.fixture
def preview(cli: Cli, district: str, schools: Path) -> dict[str, Any]:
    """A preview of the sample order, kept in a district with two schools."""
    assert 0 == cli("organisations", str(schools), "--district", district).status
    found: dict[str, Any] = cli("import", str(ORDER), "--district", district, "--json").document
    return found


def position(cli: Cli, district: str) -> int:
    found: int = cli("replay", "--district", district, "--json").document["position"]
    return found


def test_organisations_are_registered_once(cli: Cli, district: str, schools: Path) -> None:
    keys = ["methodical-cabinet", "school-1", "school-2"]

    first = cli("organisations", str(schools), "--district", district, "--json").document
    again = cli("organisations", str(schools), "--district", district, "--json").document

    assert {"registered": keys, "known": [], "problems": [], "position": first["position"]} == first
    assert {"registered": [], "known": keys, "problems": [], "position": None} == again


def test_a_dry_run_registers_no_organisation(cli: Cli, district: str, schools: Path) -> None:
    before = position(cli, district)

    found = cli("organisations", str(schools), "--district", district, "--dry-run", "--json").document

    assert (3, None) == (len(found["registered"]), found["position"])
    assert before == position(cli, district)


def test_with_one_faulty_row_no_organisation_is_registered(cli: Cli, district: str, tmp_path: Path) -> None:
    file, before = tmp_path / "schools.csv", position(cli, district)
    file.write_text(SCHOOLS + "School 3;ОО;Школа № 3;;\n")

    ran = cli("organisations", str(file), "--district", district, "--json")

    assert 1 == ran.status
    assert [(5, "key")] == [(problem["line"], problem["field"]) for problem in ran.document["problems"]]
    assert before == position(cli, district)


def test_a_dry_run_of_an_import_needs_no_database(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_DATA_DIR", str(tmp_path / "var"))

    found = cli("import", str(ORDER), "--dry-run", "--json").document

    assert [*"12345678", "p2.1", "p2.2", "p2.3", "p2.4", "p3"] == [item["key"] for item in found["items"]]
    assert not (tmp_path / "var").exists()


def test_in_russian_the_responsible_are_called_as_people_call_them(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_LANGUAGE", "ru")
    shown = cli("import", str(ORDER), "--dry-run").out
    document = cli("import", str(ORDER), "--dry-run", "--json").document

    assert [True] * 3 == [word in shown for word in (" управление ", " школы ", " методический кабинет ")]
    assert {"office", "schools", "methodical_cabinet"} == {item["responsible"] for item in document["items"]}
    assert not any(item["responsible"] in shown for item in document["items"])


@pytest.mark.parametrize("kind", [DOCX, XLSX, PDF], ids=lambda kind: kind.name)
def test_a_file_is_kept_as_what_it_is(cli: Cli, district: str, database: Database, tmp_path: Path, kind: Kind) -> None:
    make = {DOCX: building.word, XLSX: building.sheet, PDF: building.portable}[kind]
    file = tmp_path / f"order{kind.suffix.upper()}"
    file.write_bytes(make(LAYOUTS[0]))
    cli("import", str(file), "--district", district)

    assert [(file.name, kind.media)] == asyncio.run(kept(database, district))


async def kept(database: Database, district: str) -> list[tuple[str, str]]:
    """Return the files of a district by name, with their media types."""
    assert database.owner is not None
    async with open_pool(database.owner, max_size=1) as pool:
        rows = await pool.fetch("select name, media from files.holdings where district = $1", district)
    return [(row["name"], row["media"]) for row in rows]


def test_the_preview_names_the_command_that_confirms_it(cli: Cli, district: str) -> None:
    ran = cli("import", str(ORDER), "--district", district)

    assert "--supervisor PERSON --join p2.4=4" in ran.out


def test_a_confirmed_preview_becomes_a_roadmap(cli: Cli, district: str, preview: dict[str, Any]) -> None:
    confirm = ("import", "--confirm", preview["preview"], "--supervisor", "deputy", "--join", "p2.4=4")

    adopted = cli(*confirm, "--as", "deputy", "--district", district, "--json").document

    assert ("647-2020", 13, 22) == (adopted["roadmap"], adopted["items"], adopted["assignments"])
    assert position(cli, district) == adopted["position"]


def test_the_same_file_again_changes_nothing(cli: Cli, district: str, preview: dict[str, Any]) -> None:
    confirm = ("--confirm", preview["preview"], "--supervisor", "deputy", "--district", district)
    cli("import", str(ORDER), *confirm)
    before = position(cli, district)

    again = cli("import", str(ORDER), *confirm, "--roadmap", "another")

    assert (1, "") == (again.status, again.out)
    assert "This very file is the roadmap 647-2020 already; nothing was changed.\n" == again.err
    assert before == position(cli, district)


def test_a_preview_that_nobody_made_cannot_be_confirmed(cli: Cli, district: str) -> None:
    ran = cli("import", "--confirm", "0" * 64, "--supervisor", "deputy", "--district", district)

    assert (1, f"There is nothing here under this name: {'0' * 64}.\n") == (ran.status, ran.err)


def test_a_file_that_reads_otherwise_than_its_preview_is_refused(
    cli: Cli, district: str, preview: dict[str, Any], tmp_path: Path
) -> None:
    other = tmp_path / "order.txt"
    other.write_text(ORDER.read_text().replace("31.12.2024", "31.12.2025"))

    ran = cli("import", str(other), "--confirm", preview["preview"], "--supervisor", "deputy", "--district", district)

    assert 1 == ran.status
    assert f"The file reads otherwise than in the preview {preview['preview']}" in ran.err


def test_an_administrator_confirms_nothing(cli: Cli, district: str, preview: dict[str, Any]) -> None:
    confirm = ("--confirm", preview["preview"], "--supervisor", "deputy", "--district", district)

    assert 1 == cli("import", *confirm, "--as", "admin").status


def test_a_confirmation_is_never_a_dry_run(cli: Cli) -> None:
    assert 2 == cli("import", "--confirm", "0" * 64, "--supervisor", "deputy", "--dry-run").status

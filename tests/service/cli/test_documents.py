"""Documents from the command line: the list and the letter as files, or for another program."""

from io import BytesIO
from pathlib import Path

from docx import Document

from tests.service.cli.conftest import program
from tests.service.town import Town


async def test_the_overdue_list_goes_to_a_file(control: Town, data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.pdf"
    ran = await program(
        data_dir, "overdue", "--on", "2021-03-01", "--district", control.district, "--format", "pdf", "--out", str(out)
    )

    assert (0, "") == (ran.status, ran.out), ran.err
    assert out.read_bytes().startswith(b"%PDF-")


async def test_the_overdue_list_goes_to_another_program_whole(control: Town, data_dir: Path) -> None:
    answer = await control.get("supervisor", "/overdue", on="2021-03-01", min_position=1)
    ran = await program(
        data_dir,
        *("overdue", "--on", "2021-03-01", "--district", control.district, "--format", "csv", "--limit", "1"),
    )

    assert 1 + answer.json()["total"] == len(ran.out.splitlines()), ran.err


async def test_a_place_without_a_form_is_refused(data_dir: Path, tmp_path: Path) -> None:
    ran = await program(data_dir, "overdue", "--out", str(tmp_path / "list"))

    assert (2, True) == (ran.status, "--format" in ran.err)


async def test_a_letter_goes_to_a_file(control: Town, data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "letter.docx"
    ran = await program(data_dir, "letter", "school-1", "--district", control.district, "--out", str(out))

    assert 0 == ran.status, ran.err
    assert "МБОУ school-1" in [paragraph.text for paragraph in Document(BytesIO(out.read_bytes())).paragraphs]


async def test_a_letter_to_nobody_is_not_written(control: Town, data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "letter.docx"
    ran = await program(data_dir, "letter", "school-77", "--district", control.district, "--out", str(out))

    assert (1, False) == (ran.status, out.exists())
    assert "school-77" in ran.err

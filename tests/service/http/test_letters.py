"""A reminder letter holds all that one organisation owes, and nobody else's."""

from io import BytesIO
from typing import Final

import httpx
import pytest
from docx import Document

from tests.service.town import ROADMAP, Town

LETTER: Final = "/organisations/school-1/letter"
AT: Final = {"on": "2020-11-15"}


def lines(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs if paragraph.text]


def rows(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(answer.content)).tables[0].rows][1:]


async def test_it_is_written_to_the_head_of_the_school_by_whoever_controls(control: Town) -> None:
    said = lines(await control.get("supervisor", LETTER, **AT))

    assert "Управление образования" == said[0]
    assert ["Руководителю", "МБОУ school-1", "О неисполненных поручениях"] == said[2:5]
    assert "Заместитель начальника управления\t_______________\tЗаместитель начальника" == said[-1]


async def test_it_holds_what_is_overdue_and_what_is_still_to_come_the_first_due_first(control: Town) -> None:
    found = rows(await control.get("supervisor", LETTER, **AT))

    assert [f"{ROADMAP}/2", "31.10.2020", "15"] == [found[0][index] for index in (1, 4, 5)]
    assert [f"{ROADMAP}/8", "31.12.2024", ""] == [found[-4][index] for index in (1, 4, 5)]


async def test_it_counts_what_is_overdue(control: Town) -> None:
    answer = await control.get("supervisor", LETTER, **AT)
    found = rows(answer)
    overdue = sum(bool(row[5]) for row in found)

    counted = f"числится неисполненных поручений: {len(found)}, из них с нарушением срока: {overdue}."
    assert any(counted in line for line in lines(answer))


async def test_what_is_reported_is_not_asked_for_again(control: Town) -> None:
    before = rows(await control.get("supervisor", LETTER))
    await control.done("school-1", f"/assignments/{ROADMAP}/2/school-1/completion", {"completed_on": "2020-10-20"})
    after = rows(await control.get("supervisor", LETTER))

    assert len(before) - 1 == len(after)
    assert f"{ROADMAP}/2" not in [row[1] for row in after]


async def test_a_school_gets_its_own_letter_and_no_other(control: Town) -> None:
    statuses = [(await control.get(who, LETTER)).status_code for who in ("school-1", "school-2", "administrator")]

    assert [200, 404, 403] == statuses


async def test_it_is_had_as_pdf_too(control: Town) -> None:
    answer = await control.get("executor", LETTER, format="pdf")

    assert answer.content.startswith(b"%PDF-")
    assert 'filename="letter-school-1-' in answer.headers["content-disposition"]


@pytest.mark.parametrize("organisation", ["school-77", "office"])
async def test_an_organisation_that_is_not_known_or_owes_nothing_gets_no_letter(
    control: Town, organisation: str
) -> None:
    answer = await control.get("supervisor", f"/organisations/{organisation}/letter", on="2020-10-01")

    assert {"school-77": 404, "office": 409}[organisation] == answer.status_code

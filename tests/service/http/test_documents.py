"""A list as a document: the whole of it, with the same rights, under both dates, by ``format`` or Accept."""

import csv
from io import StringIO
from typing import Final

import httpx
import pytest

from service.reports.documents import MEDIA, DocumentForm
from tests.service.reports.sample import sheet
from tests.service.town import SCHOOLS, Town

BEGINS: Final = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF-"}
AT: Final = {"on": "2021-03-01"}


def table(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("form", MEDIA)
async def test_the_overdue_list_is_a_file_of_each_form(control: Town, form: DocumentForm) -> None:
    answer = await control.get("supervisor", "/overdue", format=form, **AT)

    media = answer.headers["content-type"].partition(";")[0]
    assert (200, MEDIA[form]) == (answer.status_code, media)
    assert answer.content.startswith(BEGINS[form])


async def test_accept_chooses_as_format_does(control: Town) -> None:
    headers = {"Authorization": f"Bearer {control.keys['supervisor']}", "Accept": "application/json;q=0.5, text/csv"}
    answer = await control.http.get("/api/v1/overdue", params=AT, headers=headers)

    assert "text/csv; charset=utf-8" == answer.headers["content-type"]


@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.8", "", ";;,/;q=x", "application/json, text/csv"])
async def test_who_prefers_nothing_else_gets_json(control: Town, accept: str) -> None:
    headers = {"Authorization": f"Bearer {control.keys['supervisor']}", "Accept": accept}
    answer = await control.http.get("/api/v1/overdue", params=AT, headers=headers)

    assert "application/json" == answer.headers["content-type"]


async def test_a_document_is_an_attachment_that_nothing_keeps(control: Town) -> None:
    answer = await control.get("supervisor", "/overdue", format="xlsx", **AT)
    found = answer.headers

    assert (
        "attachment; filename=\"overdue-2021-03-01.xlsx\"; filename*=UTF-8''"
        "%D0%9F%D1%80%D0%BE%D1%81%D1%80%D0%BE%D1%87%D0%B5%D0%BD%D0%BD%D1%8B%D0%B5%20%D0%BF%D0%BE%D1%80%D1%83%D1%87"
        "%D0%B5%D0%BD%D0%B8%D1%8F%20%D0%BD%D0%B0%2001.03.2021.xlsx"
    ) == found["content-disposition"]
    assert ("no-store", "nosniff") == (found["cache-control"], found["x-content-type-options"])
    assert str(len(answer.content)) == found["content-length"]


async def test_a_document_holds_the_whole_list_and_not_one_page(control: Town) -> None:
    shown = (await control.get("supervisor", "/overdue", **AT)).json()
    rows = table(await control.get("supervisor", "/overdue", format="csv", limit=1, **AT))

    assert [row["assignment"] for row in shown["rows"]] == [row["Поручение"] for row in rows]
    assert shown["total"] == len(rows)


async def test_a_school_gets_its_own_rows_alone(control: Town) -> None:
    rows = table(await control.get("school-1", "/overdue", format="csv", **AT))

    assert {"school-1"} == {row["Ключ организации"] for row in rows}


async def test_an_administrator_gets_no_document(control: Town) -> None:
    answer = await control.get("administrator", "/overdue", format="pdf", **AT)

    assert 403 == answer.status_code


async def test_a_form_that_is_not_made_here_is_a_fault_of_the_parameter(control: Town) -> None:
    answer = await control.get("supervisor", "/overdue", format="xls", **AT)

    assert (400, "format") == (answer.status_code, answer.json()["field"])


async def test_json_asked_for_after_a_document_is_json(control: Town) -> None:
    before = await control.get("supervisor", "/overdue", **AT)
    await control.get("supervisor", "/overdue", format="csv", **AT)
    after = await control.get("supervisor", "/overdue", format="json", **AT)

    assert before.json()["rows"] == after.json()["rows"]


async def test_a_document_says_before_the_log_that_nothing_is_known(control: Town) -> None:
    answer = await control.get("supervisor", "/overdue", format="xlsx", known_at="2019-01-01", **AT)
    facts = sheet(answer.content, "О списке")

    assert [] == [value for title, value in facts if title == "Просрочено"]
    assert any("более ранних сведений нет" in str(value) for _, value in facts), facts


async def test_a_document_speaks_the_language_of_its_reader(control: Town) -> None:
    headers = {"Authorization": f"Bearer {control.keys['auditor']}", "Accept-Language": "en"}
    answer = await control.http.get("/api/v1/overdue", params={"format": "csv", **AT}, headers=headers)

    assert answer.text.lstrip("\ufeff").startswith("Item,Organisation,What is to be done,")


async def test_the_head_of_a_document_names_office_order_and_district(control: Town) -> None:
    answer = await control.get("supervisor", "/overdue", format="xlsx", organisation=SCHOOLS[0], **AT)
    facts = {str(fact[0]): fact[1] for fact in sheet(answer.content, "О списке")}

    assert "Управление образования" == facts["Управление"]
    assert str(facts["Распорядительный акт"]).startswith("Приказ от 08.10.2020 № 647 «")
    assert "Организация: МБОУ school-1" == facts["Отбор"]

"""Evidence: a report and an assignment carry links and files; who may read the assignment may read its files."""

from typing import Any
from uuid import UUID

import pytest

from tests.service.http.storing import report, sha256, stored
from tests.service.media.samples import jpeg, pdf
from tests.service.town import ROADMAP, Town

OF_ROW_2 = f"{ROADMAP}/2/school-1"
LINK = {"title": "Новость на сайте", "url": "https://school-1.example/news"}


def scan(kept: dict[str, Any], title: str = "Скан приказа") -> dict[str, Any]:  # Any: as it came
    return {"title": title, "file": kept["sha256"]}


async def _evidence(town: Town, position: int) -> list[dict[str, Any]]:  # Any: as it came
    answer = await town.get("auditor", "/audit-trail", assignment=OF_ROW_2, min_position=position)
    found: list[dict[str, Any]] = answer.json()["rows"][-1]["evidence"]
    return found


async def test_a_report_carries_links_and_files(control: Town) -> None:
    content = pdf("Приказ")
    kept = await stored(control, content)

    answer = await report(control, LINK, scan(kept))

    file = {"title": "Скан приказа", "file": sha256(content), "size": len(content), "media": "application/pdf"}
    assert 201 == answer.status_code, answer.text
    assert [
        LINK | {"file": None, "size": None, "media": None},
        file | {"url": f"/api/v1/files/{sha256(content)}"},
    ] == await _evidence(control, answer.json()["position"])


async def test_more_is_attached_later(control: Town) -> None:
    await report(control)
    kept = await stored(control, jpeg())

    done = await control.done("school-1", f"/assignments/{OF_ROW_2}/evidence", scan(kept, "Фото"))

    assert "reported" == done["state"]
    assert ["image/jpeg"] == [shown["media"] for shown in await _evidence(control, done["position"])]


async def test_a_retry_answers_as_the_first_time(control: Town) -> None:
    body = scan(await stored(control, pdf("Повтор")))
    path = f"/assignments/{OF_ROW_2}/evidence"
    first = await control.post("school-1", path, body)
    key = UUID(first.request.headers["Idempotency-Key"])

    again = await control.post("school-1", path, body, key=key)

    assert (first.json(), "true") == (again.json(), again.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("given", "field", "rule"),
    [
        ({"title": "Скан", "file": "0" * 63}, "evidence[1].file", "pattern"),
        ({"title": "Скан", "file": "A" * 64}, "evidence[1].file", "pattern"),
        ({"title": "Скан"}, "evidence[1]", "link_or_file"),
        ({"title": "Скан", "url": "https://a.example", "file": "0" * 64}, "evidence[1]", "link_or_file"),
        ({"title": "", "url": "https://a.example"}, "evidence[1].title", "min_length"),
        ({"title": "Скан", "url": "javascript:alert(1)"}, "evidence[1].url", "pattern"),
        ({"title": "Скан", "file": None}, "evidence[1]", "link_or_file"),
    ],
)
async def test_what_cannot_be_evidence_is_refused_with_its_place(
    control: Town, given: dict[str, object], field: str, rule: str
) -> None:
    answer = await report(control, LINK, given)

    assert (422, [(field, rule)]) == (
        answer.status_code,
        [(error["field"], error["rule"]) for error in answer.json()["errors"]],
    )


async def test_a_file_that_was_never_sent_cannot_be_named(control: Town) -> None:
    answer = await report(control, LINK, {"title": "Скан", "file": "0" * 64})

    assert (422, "evidence[1].file") == (answer.status_code, answer.json()["field"])


async def test_a_file_of_another_school_cannot_be_named(control: Town) -> None:
    kept = await stored(control, pdf("Чужой"), who="school-2")

    answer = await report(control, scan(kept))

    assert (422, "evidence[0].file") == (answer.status_code, answer.json()["field"])


async def test_an_attached_file_that_is_not_there_is_named_by_its_field(control: Town) -> None:
    answer = await control.post("school-1", f"/assignments/{OF_ROW_2}/evidence", {"title": "Скан", "file": "0" * 64})

    assert (422, "file") == (answer.status_code, answer.json()["field"])


async def test_the_office_registers_a_paper_with_its_scan_and_the_school_reads_it(control: Town) -> None:
    content = pdf("Входящее письмо")
    kept = await stored(control, content, who="executor")
    answer = await report(control, scan(kept), who="executor")
    await control.get("school-1", f"/assignments/{OF_ROW_2}", min_position=answer.json()["position"])

    own, foreign = [await control.get(who, f"/files/{kept['sha256']}") for who in ("school-1", "school-2")]

    assert (200, content, 404) == (own.status_code, own.content, foreign.status_code)


@pytest.mark.parametrize("who", ["school-1", "supervisor", "executor", "auditor"])
async def test_a_school_and_the_office_read_what_the_school_sent(quiet: Town, who: str) -> None:
    content = pdf("Своё")
    kept = await stored(quiet, content)

    answer = await quiet.get(who, f"/files/{kept['sha256']}")

    assert (sha256(content), "application/pdf") == (sha256(answer.content), answer.headers["Content-Type"])


@pytest.mark.parametrize(("who", "status"), [("school-2", 404), ("administrator", 403)])
async def test_others_do_not(quiet: Town, who: str, status: int) -> None:
    kept = await stored(quiet, pdf("Не для всех"))

    assert status == (await quiet.get(who, f"/files/{kept['sha256']}")).status_code


async def test_a_download_is_no_page_whatever_it_holds(quiet: Town) -> None:
    kept = await stored(quiet, pdf("Страница"), name="отчёт.exe")
    headers = (await quiet.get("school-1", f"/files/{kept['sha256']}")).headers

    assert ("nosniff", "sandbox") == (headers["X-Content-Type-Options"], headers["Content-Security-Policy"])
    assert headers["Content-Disposition"].startswith('attachment; filename="_____.exe.pdf"; filename*=UTF-8')


async def test_a_school_sees_its_own_name_for_a_file_that_others_sent_too(quiet: Town) -> None:
    content = pdf("Под разными именами")
    for number in (1, 2):
        await stored(quiet, content, who=f"school-{number}", name=f"{number}.pdf")

    answer = await quiet.get("school-2", f"/files/{sha256(content)}")

    assert 'attachment; filename="2.pdf"' == answer.headers["Content-Disposition"].partition("; filename*")[0]


@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
async def test_who_has_it_already_gets_no_bytes(quiet: Town, tag: str) -> None:
    kept = await stored(quiet, pdf("Знакомый"))
    headers = {"Authorization": f"Bearer {quiet.keys['school-1']}", "If-None-Match": tag.format(kept["sha256"])}

    answer = await quiet.http.get(f"/api/v1/files/{kept['sha256']}", headers=headers)

    assert (304, b"", f'"{kept["sha256"]}"') == (answer.status_code, answer.content, answer.headers["ETag"])


async def test_nobody_learns_from_a_tag_what_he_may_not_read(quiet: Town) -> None:
    kept = await stored(quiet, pdf("Тайна"))
    headers = {"Authorization": f"Bearer {quiet.keys['school-2']}", "If-None-Match": "*"}

    assert 404 == (await quiet.http.get(f"/api/v1/files/{kept['sha256']}", headers=headers)).status_code

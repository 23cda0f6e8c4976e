"""Answers that are kept: the same for the same asker while nothing changes, and for nobody and nothing else."""

from datetime import date
from typing import Any, Final
from uuid import uuid4

import httpx

from domain.assignment.commands import ReportProgress
from domain.command import Caller
from service.http.house import House
from service.ledger.ledger import Ledger
from service.postgres.database import Database
from service.postgres.pool import open_pool
from tests.service.town import ROADMAP, Town

ON: Final = "2020-11-01"
DONE: Final = {"completed_on": "2020-11-01"}


async def ask(town: Town, who: str = "supervisor", **params: object) -> httpx.Response:
    answer = await town.get(who, "/overdue", on=ON, **params)
    assert 200 == answer.status_code, answer.text
    return answer


def content(answer: httpx.Response) -> dict[str, Any]:  # Any: an answer as it came
    return {name: value for name, value in answer.json().items() if name != "known_at"}


def schools(answer: httpx.Response) -> set[str]:
    return {row["organisation"] for row in answer.json()["rows"]}


def kept(opened: House) -> int:
    return len(opened.kept._answers)  # noqa: SLF001  nothing else shows that it was not asked anew


async def test_an_answer_is_given_again_with_its_headers_by_a_later_moment(control: Town, opened: House) -> None:
    first, again = await ask(control, limit=2), await ask(control, limit=2)
    headers = ("content-type", "link")

    assert kept(opened)
    assert content(first) == content(again)
    assert [first.headers[name] for name in headers] == [again.headers[name] for name in headers]
    assert first.json()["known_at"] < again.json()["known_at"]


async def test_somebody_who_sees_less_gets_no_answer_of_somebody_who_sees_more(control: Town) -> None:
    await ask(control)

    assert [{"school-1"}, {"school-2"}] == [schools(await ask(control, who)) for who in ("school-1", "school-2")]


async def test_another_form_of_the_same_list_is_another_answer(control: Town) -> None:
    await ask(control)
    headers = {"Authorization": f"Bearer {control.keys['supervisor']}", "Accept": "text/csv"}
    table = await control.http.get("/api/v1/overdue", params={"on": ON}, headers=headers)

    assert "text/csv" == table.headers["content-type"].split(";")[0]


async def test_after_a_report_the_list_is_another_one(control: Town) -> None:
    before = await control.get("supervisor", "/overdue")
    path = f"/assignments/{ROADMAP}/2/school-1/completion"
    position = (await control.done("school-1", path, DONE))["position"]
    after = await control.get("supervisor", "/overdue", min_position=position)

    assert before.json()["total"] - 1 == after.json()["total"]


async def test_what_another_process_has_written_is_seen_at_once(control: Town, database: Database) -> None:
    before = await ask(control)
    school = Caller(district=control.district, actor="organisation:school-1", via="key:beside")
    progress = ReportProgress(assignment=f"{ROADMAP}/2/school-1", as_of=date(2020, 11, 1))
    async with open_pool(database.app) as pool:
        outcome = await Ledger(pool, [bytes(32)]).carry_out(school, uuid4(), progress)
    after = await ask(control)

    assert before.json()["position"] < after.json()["position"] == outcome.last_position

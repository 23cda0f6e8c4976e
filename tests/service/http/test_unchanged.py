"""Answers that are kept: the same for the same asker while nothing changes, and for nobody and nothing else."""

from typing import Any, Final

import httpx
import pytest

from service.http.house import House
from tests.service.town import ROADMAP, Town

ON: Final = "2020-11-01"
DONE: Final = {"completed_on": "2020-11-01"}


@pytest.fixture
async def settled(control: Town, opened: House) -> Town:
    """A district whose log is folded to its end, all news of it heard."""
    while opened.ledger.positions.settled(control.district) is None:
        await ask(control)
    return control


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


async def test_an_answer_is_given_again_with_its_headers_by_a_later_moment(settled: Town, opened: House) -> None:
    first, again = await ask(settled, limit=2), await ask(settled, limit=2)
    headers = ("content-type", "link")

    assert kept(opened)
    assert content(first) == content(again)
    assert [first.headers[name] for name in headers] == [again.headers[name] for name in headers]
    assert first.json()["known_at"] < again.json()["known_at"]


async def test_somebody_who_sees_less_gets_no_answer_of_somebody_who_sees_more(settled: Town) -> None:
    await ask(settled)

    assert [{"school-1"}, {"school-2"}] == [schools(await ask(settled, who)) for who in ("school-1", "school-2")]


async def test_another_form_of_the_same_list_is_another_answer(settled: Town) -> None:
    await ask(settled)
    headers = {"Authorization": f"Bearer {settled.keys['supervisor']}", "Accept": "text/csv"}
    table = await settled.http.get("/api/v1/overdue", params={"on": ON}, headers=headers)

    assert "text/csv" == table.headers["content-type"].split(";")[0]


async def test_after_a_report_the_list_is_another_one(settled: Town) -> None:
    before = await settled.get("supervisor", "/overdue")
    path = f"/assignments/{ROADMAP}/2/school-1/completion"
    position = (await settled.done("school-1", path, DONE))["position"]
    after = await settled.get("supervisor", "/overdue", min_position=position)

    assert before.json()["total"] - 1 == after.json()["total"]

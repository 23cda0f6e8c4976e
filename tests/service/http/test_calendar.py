"""A calendar of what is due within its owner's reach: a token opens it and nothing else, until it is revoked."""

from typing import Any, Final

import httpx
import icalendar
import pytest

from service.http.house import House
from tests.service.town import ROADMAP, Town

TOKENS: Final = "/calendar-tokens"


async def made(town: Town, who: str) -> dict[str, Any]:  # Any: an answer as it came
    return await town.done(who, TOKENS, {"label": "Телефон"})


async def fetched(town: Town, path: str) -> httpx.Response:
    return await town.http.get(path)


async def days(town: Town, who: str) -> list[Any]:  # Any: icalendar leaves its types open
    answer = await fetched(town, (await made(town, who))["path"])
    assert (200, "text/calendar") == (answer.status_code, answer.headers["content-type"].partition(";")[0])
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


async def revoked(town: Town, who: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {town.keys[who]}"}
    return (await town.http.delete(f"/api/v1{TOKENS}/{token}", headers=headers)).status_code


async def test_a_school_finds_its_own_duties_on_their_days(control: Town) -> None:
    found = {str(event["uid"]): event for event in await days(control, "school-1")}
    row_8 = found[f"due:{ROADMAP}/8/school-1@{control.district}.roadmap-ledger"]

    assert all("school-1@" in uid for uid in found)
    assert "2024-12-31" == row_8.start.isoformat()


async def test_what_is_overdue_says_so(control: Town) -> None:
    row_2 = next(event for event in await days(control, "school-1") if "/2/school-1@" in event["uid"])

    assert str(row_2["summary"]).startswith("Просрочено: ")
    assert ["Просрочено"] == row_2.categories


async def test_a_supervisor_finds_the_duties_of_all(control: Town) -> None:
    organisations = {
        str(event["uid"]).rpartition("/")[2].partition("@")[0] for event in await days(control, "supervisor")
    }

    assert {"school-1", "school-2", "school-3", "methodical-cabinet"} == organisations


async def test_what_is_reported_leaves_the_calendar(control: Town) -> None:
    await control.done("school-1", f"/assignments/{ROADMAP}/2/school-1/completion", {"completed_on": "2020-10-20"})

    assert [] == [event for event in await days(control, "school-1") if "/2/school-1@" in event["uid"]]


async def test_the_same_days_are_the_same_bytes(control: Town) -> None:
    path = (await made(control, "school-1"))["path"]

    assert (await fetched(control, path)).content == (await fetched(control, path)).content


async def test_a_revoked_token_opens_nothing(control: Town) -> None:
    token = await made(control, "school-1")
    status = await revoked(control, "school-1", token["id"])
    answer = await fetched(control, token["path"])

    assert (204, 404) == (status, answer.status_code)


async def test_tokens_are_listed_without_what_opens(control: Town) -> None:
    token = await made(control, "school-1")
    listed = (await control.get("school-1", TOKENS)).json()

    assert {"rows": [{name: token[name] for name in ("id", "label", "created_at")}]} == listed


async def test_a_token_of_somebody_else_is_not_there(control: Town) -> None:
    token = await made(control, "school-1")
    others = (await control.get("school-2", TOKENS)).json()["rows"]

    assert ([], 404) == (others, await revoked(control, "school-2", token["id"]))


@pytest.mark.parametrize("token", ["", "rmc_", f"rmc_{'a' * 52}", f"rmc_{'a' * 51}\u0430", "' or 1=1 --"])
async def test_a_wrong_token_is_not_found_and_not_repeated(quiet: Town, token: str) -> None:
    answer = await quiet.http.get("/calendar.ics", params={"token": token})

    assert 404 == answer.status_code
    assert not token or token not in answer.text


async def test_a_key_is_no_token_and_a_token_no_key(control: Town) -> None:
    token = (await made(control, "school-1"))["path"].partition("=")[2]
    with_key = await control.http.get("/calendar.ics", params={"token": control.keys["school-1"]})
    with_token = await control.http.get("/api/v1/overdue", headers={"Authorization": f"Bearer {token}"})

    assert (404, 401) == (with_key.status_code, with_token.status_code)


async def test_who_may_read_nothing_has_no_calendar(quiet: Town) -> None:
    answer = await quiet.post("administrator", TOKENS, {"label": "Телефон"})

    assert 403 == answer.status_code


async def test_an_owner_has_twenty_tokens_at_most(control: Town) -> None:
    for _ in range(20):
        await made(control, "auditor")
    answer = await control.post("auditor", TOKENS, {"label": "Ещё один"})

    assert (409, "/problems/too-many-calendar-tokens") == (answer.status_code, answer.json()["type"])


async def test_the_token_itself_is_kept_nowhere(control: Town, opened: House) -> None:
    token = (await made(control, "school-1"))["path"].partition("=")[2]
    async with opened.ledger.inside(control.district) as connection:
        rows = await connection.fetch(
            "select t::text as row from identity.calendar_tokens as t where district = $1", control.district
        )

    assert rows
    assert all(token.removeprefix("rmc_") not in row["row"] for row in rows)

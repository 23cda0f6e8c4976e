"""An amending act: the preview says exactly what it changes, the confirmation records exactly that."""

from typing import Any
from uuid import uuid4

import pytest

from service.importing import sample
from tests.service.http.sending import confirm, previewed, send
from tests.service.town import ROADMAP, SCHOOLS, Town

HERE = f"/roadmaps/{ROADMAP}"
ROW_6 = "6\tНе менее 45 % обучающихся школ района участвуют в разных формах наставничества\t31.12.2022\tОО\n"
ROW_9 = "9\tПодвести итоги наставничества\t31.12.2025\tОО\n"
TABLE = sample.order().decode()[sample.order().decode().index("№\tМероприятие") :].split("\n\nРегиональные")[0] + "\n"
ACT = f"""УПРАВЛЕНИЕ ОБРАЗОВАНИЯ

ПРИКАЗ

1.02.2021 № 12

О внесении изменений в приказ № 647

ПРИКАЗЫВАЮ:

1. Приложение 1 к приказу от 8.10.2020 № 647 изложить в новой редакции.

Начальник Управления образования

«Дорожная карта»

{TABLE.replace("31.12.2020", "31.03.2021").replace(ROW_6, "")}{ROW_9}"""
"""Row 4 moves to March 2021, row 6 is left out, row 9 is new."""

IN_WORDS = """УПРАВЛЕНИЕ ОБРАЗОВАНИЯ

ПРИКАЗ

1.02.2021 № 12

О внесении изменений в приказ № 647

ПРИКАЗЫВАЮ:

1. Внести в дорожную карту следующие изменения:
1.1. Пункт 6 исключить.
1.2. В пункте 4 слова «31.12.2020» заменить словами «31.03.2021».
2. Школам ознакомить учителей с приказом до 1.03.2021.

Начальник Управления образования
"""


async def _held(town: Town, act: str = ACT, **params: str) -> dict[str, Any]:  # Any: a document as it came
    return await previewed(town, act.encode(), amends=ROADMAP, **params)


def _kinds(document: dict[str, Any]) -> dict[str, str]:  # Any: as above
    return {change["item"]: change["change"] for change in document["changes"] if change["change"] != "unchanged"}


async def _overdue(town: Town, on: str, **params: object) -> set[tuple[str, str]]:
    rows = (await town.get("auditor", "/overdue", on=on, limit=1000, **params)).json()["rows"]
    return {(row["item"], row["organisation"]) for row in rows if row["item"] in {"4", "6", "9"}}


async def test_the_preview_says_exactly_what_the_act_changes(control: Town) -> None:
    document = await _held(control)

    assert {"4": "deadline_moved", "6": "revoked", "9": "added"} == _kinds(document)
    assert (ROADMAP, "full") == (document["amends"], document["wording"])
    [moved] = [change for change in document["changes"] if change["item"] == "4"]
    assert (["deadline"], "2020-12-31", "2021-03-31") == (
        moved["fields"],
        moved["before"]["written_on"],
        moved["after"]["written_on"],
    )


async def test_the_preview_records_nothing_and_offers_itself_as_etag(control: Town) -> None:
    before = (await control.get("auditor", HERE)).json()["position"]
    answer = await send(control, ACT.encode(), amends=ROADMAP)

    assert f'"{answer.json()["preview"]}"' == answer.headers["ETag"]
    assert before == (await control.get("auditor", HERE)).json()["position"]


async def test_the_confirmation_records_exactly_that(control: Town) -> None:
    answer = await confirm(control, (await _held(control))["preview"], {})
    done = answer.json()
    trail = (await control.get("auditor", "/audit-trail", limit=1000, min_position=done["position"])).json()["rows"]
    types = [line["type"] for line in trail if line["position"] > done["position"] - 3 - 3 * len(SCHOOLS)]

    assert {"roadmap": ROADMAP, "items": 3, "assignments": 3 * len(SCHOOLS), "position": done["position"]} == done
    assert {
        "roadmap.item_amended": 1,
        "assignment.deadline_set": 3,
        "roadmap.item_revoked": 1,
        "assignment.withdrawn": 3,
        "roadmap.item_added": 1,
        "assignment.assigned": 3,
    } == {type_: types.count(type_) for type_ in types}


async def test_the_overdue_lists_before_and_after_are_right_on_both_axes(control: Town) -> None:
    """Row 4 was due 31.12.2020 and moves to 31.03.2021; row 6, due 31.12.2022, is revoked; row 9 is new."""
    days = ("2021-01-31", "2021-04-01", "2023-01-01", "2026-01-01")
    before = {on: await _overdue(control, on) for on in days}
    known_at = (await control.get("auditor", "/overdue")).json()["known_at"]
    done = (await confirm(control, (await _held(control))["preview"], {})).json()
    after = {on: await _overdue(control, on, min_position=done["position"]) for on in days}

    assert before == {on: await _overdue(control, on, known_at=known_at) for on in days}
    assert [{"4"}, {"4"}, {"4", "6"}, {"4", "6"}] == [{item for item, _ in before[on]} for on in days]
    assert [set(), {"4"}, {"4"}, {"4", "9"}] == [{item for item, _ in after[on]} for on in days]


async def test_the_roadmap_shows_what_it_says_now(control: Town) -> None:
    done = (await confirm(control, (await _held(control))["preview"], {})).json()
    items = (await control.get("auditor", HERE, min_position=done["position"])).json()["items"]
    shown = {item["item"]: item for item in items}

    assert ("31.03.2021", "2021-03-31") == (shown["4"]["deadline"]["text"], shown["4"]["deadline"]["due_on"])
    assert (True, False) == (shown["6"]["revoked"], shown["9"]["revoked"])
    assert [*"12345678", "p2.1", "p2.2", "p2.3", "p2.4", "p3", "9"] == [item["item"] for item in items]
    assert ["district", "organisation"] == [target["scope"] for target in shown["4"]["targets"]]


async def test_an_act_in_words_is_read_too(control: Town) -> None:
    document = await _held(control, IN_WORDS)

    assert {"4": "deadline_moved", "6": "revoked", "p2": "added"} == _kinds(document)
    assert "partial" == document["wording"]


async def test_an_act_in_words_asks_for_nothing_that_it_does_not_need(control: Town) -> None:
    assert [] == (await _held(control, IN_WORDS))["warnings"]


async def test_a_clause_that_only_repeals_an_item_is_an_act(control: Town) -> None:
    repeal = "1. Признать утратившим силу пункт 6 дорожной карты.\n\nНачальник Управления образования\n"
    act = f"{IN_WORDS.partition('1. Внести')[0]}{repeal}"
    document = await _held(control, act)
    done = await confirm(control, document["preview"], {})

    assert ({"6": "revoked"}, []) == (_kinds(document), document["warnings"])
    assert (201, 1) == (done.status_code, done.json()["items"])


async def test_an_act_that_only_amends_becomes_no_roadmap_of_its_own(control: Town) -> None:
    act = IN_WORDS.replace("2. Школам ознакомить учителей с приказом до 1.03.2021.\n", "")
    document = await previewed(control, act.encode())
    answer = await confirm(control, document["preview"], {"supervisor": "deputy", "joins": {}})

    assert (422, "nothing-to-import") == (answer.status_code, answer.json()["type"].rpartition("/")[2])


async def test_a_confirmation_sent_again_answers_as_the_first_time(control: Town) -> None:
    preview, key = (await _held(control))["preview"], uuid4()
    first, second = [await confirm(control, preview, {}, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


async def test_the_same_act_again_changes_nothing(control: Town) -> None:
    await confirm(control, (await _held(control))["preview"], {})
    again = await _held(control)
    answer = await confirm(control, again["preview"], {})

    assert {} == _kinds(again)
    assert (409, "/problems/nothing-amended") == (answer.status_code, answer.json()["type"])


async def test_a_roadmap_that_changed_since_is_looked_at_anew(control: Town) -> None:
    document = await _held(control)
    act = {"kind": "act", "number": "11", "dated_on": "2021-01-20"}
    await control.done(
        "supervisor", f"{HERE}/items/5/deadline", {"due_on": "2022-01-31", "ground": "Срок", "authority": act}
    )
    answer = await confirm(control, document["preview"], {})

    assert (412, "/problems/roadmap-changed") == (answer.status_code, answer.json()["type"])


async def test_a_person_may_say_that_only_single_rows_are_meant(control: Town) -> None:
    document = await _held(control, wording="partial")

    assert {"4": "deadline_moved", "9": "added"} == _kinds(document)


@pytest.mark.parametrize("who", ["executor", "school-1", "auditor"])
async def test_only_the_supervisor_confirms(control: Town, who: str) -> None:
    assert 403 == (await confirm(control, (await _held(control))["preview"], {}, who=who)).status_code


async def test_a_roadmap_that_is_not_there_is_not_amended(quiet: Town) -> None:
    assert 404 == (await send(quiet, ACT.encode(), amends="1-2021")).status_code


async def test_an_act_without_its_date_is_not_held_against_anything(control: Town) -> None:
    answer = await send(control, ACT.replace("1.02.2021 № 12", "№ 12").encode(), amends=ROADMAP)

    assert (422, "/problems/act-incomplete") == (answer.status_code, answer.json()["type"])


async def test_an_order_of_its_own_needs_its_supervisor(quiet: Town) -> None:
    answer = await confirm(quiet, (await previewed(quiet))["preview"], {})

    assert (422, "supervisor") == (answer.status_code, answer.json()["field"])

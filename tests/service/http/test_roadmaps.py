"""A roadmap is shown as written, with how far it is; a school sees what binds it."""

from typing import Any

import pytest

from domain.granting import Grant
from service.identity.keys import issue
from tests.service.http.sending import OTHER, confirm, previewed
from tests.service.town import ROADMAP, SCHOOLS, Town

HERE = f"/roadmaps/{ROADMAP}"
AUTHORITY = {"kind": "decision", "dated_on": "2026-01-12"}


async def _shown(town: Town, who: str, **params: object) -> dict[str, Any]:  # Any: an answer as it came
    answer = await town.get(who, HERE, **params)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def _item(document: dict[str, Any], key: str) -> dict[str, Any]:  # Any: as above
    found: dict[str, Any] = next(item for item in document["items"] if item["item"] == key)
    return found


async def test_a_roadmap_is_shown_with_its_act(town: Town) -> None:
    document = await previewed(town)
    await confirm(town, document["preview"])
    roadmap = (await _shown(town, "auditor"))["roadmap"]

    issuer = document["act"]["issuer"]
    signatory = document["act"]["signatory_position"]
    act = {"number": "647", "dated_on": "2020-10-08", "issuer": issuer, "signatory_position": signatory}
    assert act == roadmap["act"]
    assert document["act"]["executes"] == roadmap["executes"]
    assert (document["act"]["title"], document["sha256"]) == (roadmap["title"], roadmap["file"])
    assert ("deputy", 14) == (roadmap["supervisor"], roadmap["version"])


async def test_an_item_is_shown_as_written_and_as_read(control: Town) -> None:
    item = _item(await _shown(control, "auditor"), "2")

    assert {"group": "schools"} == item["responsible"]
    assert ("ОО", "Сентябрь-октябрь 2020") == (item["responsible_text"], item["deadline"]["text"])
    assert ("read", "2020-09-01", "2020-10-31", "2020-10-30") == tuple(
        item["deadline"][name] for name in ("outcome", "starts_on", "due_on", "control_on")
    )
    assert [{"number": "647", "dated_on": "2020-10-08", "clause": "2"}] == item["bases"]
    assert len(SCHOOLS) == item["assignments"]["assigned"]


async def test_the_items_stand_in_the_order_of_the_act(control: Town) -> None:
    items = (await _shown(control, "auditor"))["items"]

    assert [*"12345678", "p2.1", "p2.2", "p2.3", "p2.4", "p3"] == [item["item"] for item in items]


async def test_a_joined_item_keeps_its_words_and_gives_its_target(control: Town) -> None:
    document = await _shown(control, "auditor")
    joined, carrier = _item(document, "p2.4"), _item(document, "4")

    assert ("4", 0) == (joined["joined_to"], sum(joined["assignments"].values()))
    assert ["district", "organisation"] == [target["scope"] for target in carrier["targets"]]
    assert ["4", "p2.4"] == [basis["clause"] for basis in carrier["bases"]]


async def test_an_undecided_item_is_counted_until_it_is_decided(control: Town) -> None:
    before = await _shown(control, "auditor")
    decision = {"decision": "dated", "due_on": "2026-12-31", "ground": "по согласованию", "authority": AUTHORITY}
    done = await control.done("supervisor", f"{HERE}/items/1/deadline-decision", decision)
    after = await _shown(control, "auditor", min_position=done["position"])

    assert (1, True) == (before["roadmap"]["undecided"], _item(before, "1")["undecided"])
    assert (0, False) == (after["roadmap"]["undecided"], _item(after, "1")["undecided"])
    assert "2026-12-31" == _item(after, "1")["deadline"]["due_on"]
    assert before["items"] == (await _shown(control, "auditor", known_at=before["known_at"]))["items"]


async def test_a_report_shows_in_the_counts(control: Town) -> None:
    done = await control.done(
        "school-1", f"/assignments/{ROADMAP}/2/school-1/completion", {"completed_on": "2020-10-20"}
    )
    roadmap = (await _shown(control, "auditor", min_position=done["position"]))["roadmap"]

    assert 1 == roadmap["assignments"]["reported"]


async def test_the_list_has_the_roadmaps_without_their_items(control: Town) -> None:
    rows = (await control.get("auditor", "/roadmaps")).json()["rows"]

    assert [(await _shown(control, "auditor"))["roadmap"]] == rows


async def test_the_list_comes_in_pages(control: Town) -> None:
    document = await previewed(control, OTHER)
    second_one = (await confirm(control, document["preview"])).json()
    first = await control.get("auditor", "/roadmaps", limit=1, min_position=second_one["position"])
    second = await control.get("auditor", "/roadmaps", limit=1, cursor=first.json()["next"])

    assert [ROADMAP, second_one["roadmap"]] == [answer.json()["rows"][0]["roadmap"] for answer in (first, second)]


async def test_a_school_sees_the_items_that_bind_it_with_its_own_part(control: Town) -> None:
    document = await _shown(control, "school-1")

    assert [*"2345678", "p2.1", "p2.2", "p2.3", "p2.4"] == [item["item"] for item in document["items"]]
    assert {0, 1} == {sum(item["assignments"].values()) for item in document["items"]}
    assert (0, 10) == (document["roadmap"]["undecided"], document["roadmap"]["assignments"]["assigned"])


async def test_a_school_opened_since_is_bound_by_nothing_until_it_is_assigned_something(control: Town) -> None:
    await _open_school(control, "school-9")
    before = await control.get("school-9", HERE), (await control.get("school-9", "/roadmaps")).json()["rows"]
    done = await control.done("executor", f"{HERE}/items/8/assignments", {"organisation": "school-9"})
    after = await _shown(control, "school-9", min_position=done["position"])

    assert (404, []) == (before[0].status_code, before[1])
    assert ["8"] == [item["item"] for item in after["items"]]


async def _open_school(town: Town, key: str) -> None:
    new = {"key": key, "kind": "school", "name": f"МБОУ {key}"}
    await town.done("executor", "/organisations", {"organisations": [new]})
    await town.founder.do(key, Grant(actor=f"organisation:{key}", role="school", organisation=key))
    async with town.founder.ledger.inside(town.district) as connection:
        town.keys[key] = (await issue(connection, town.district, f"organisation:{key}", "test")).key


@pytest.mark.parametrize("who", ["supervisor", "executor", "auditor"])
async def test_who_sees_the_district_sees_every_item(control: Town, who: str) -> None:
    assert 13 == len((await _shown(control, who))["items"])


async def test_an_administrator_has_no_right_to_read(control: Town) -> None:
    assert [403, 403] == [(await control.get("administrator", path)).status_code for path in (HERE, "/roadmaps")]


async def test_before_the_import_there_was_no_roadmap(control: Town) -> None:
    listed = (await control.get("auditor", "/roadmaps", known_at="2020-01-01")).json()

    assert ([], 0) == (listed["rows"], listed["position"])
    assert 404 == (await control.get("auditor", HERE, known_at="2020-01-01")).status_code


async def test_the_etag_is_the_version(control: Town) -> None:
    answer = await control.get("auditor", HERE)

    assert f'"{answer.json()["roadmap"]["version"]}"' == answer.headers["ETag"]

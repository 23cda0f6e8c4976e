"""A preview becomes a roadmap when exactly that preview is confirmed, once."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from service.importing import sample
from tests.service.http.sending import FORM, OTHER, confirm, previewed, signed
from tests.service.town import ROADMAP, SCHOOLS, Town


async def _size(town: Town) -> int:
    position: int = (await town.get("auditor", "/roadmaps")).json()["position"]
    return position


async def test_a_confirmed_preview_is_a_roadmap_with_its_assignments(town: Town) -> None:
    answer = await confirm(town, (await previewed(town))["preview"])

    position = await _size(town)
    schools = 3 + 7 * len(SCHOOLS)  # clauses 2.1-2.3, rows 2-8
    assert 201 == answer.status_code, answer.text
    expected = {
        "roadmap": ROADMAP,
        "position": position,
        "items": 13,
        "assignments": 2 + 3 * (len(SCHOOLS) - 1) + schools,
    }
    assert expected == answer.json()


async def test_a_confirmation_sent_again_answers_as_the_first_time(town: Town) -> None:
    preview, key = (await previewed(town))["preview"], uuid4()
    first, second = await confirm(town, preview, key=key), await confirm(town, preview, key=key)

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])
    assert "Idempotent-Replayed" not in first.headers


async def test_another_confirmation_under_the_key_is_refused(town: Town) -> None:
    preview, key = (await previewed(town))["preview"], uuid4()
    await confirm(town, preview, key=key)

    assert 422 == (await confirm(town, preview, {"supervisor": "deputy"}, key=key)).status_code


@pytest.mark.parametrize("roadmap", [None, ROADMAP, "another-key"])
async def test_the_same_file_confirmed_again_changes_nothing(town: Town, roadmap: str | None) -> None:
    await confirm(town, (await previewed(town))["preview"])
    before, again = await _size(town), await previewed(town)
    body = {"supervisor": "deputy"} | ({"roadmap": roadmap} if roadmap else {})
    answer = await confirm(town, again["preview"], body)

    assert (409, "/problems/already-imported") == (answer.status_code, answer.json()["type"])
    assert before == await _size(town)


async def test_another_file_of_the_same_act_is_offered_a_key_of_its_own(town: Town) -> None:
    await confirm(town, (await previewed(town))["preview"])
    other, key = await previewed(town, OTHER), uuid4()
    first, again = await confirm(town, other["preview"], key=key), await confirm(town, other["preview"], key=key)

    assert [f"{ROADMAP}-2"] * 3 == [other["roadmap"], first.json()["roadmap"], again.json()["roadmap"]]


async def test_a_key_that_another_file_has_is_refused(town: Town) -> None:
    await confirm(town, (await previewed(town))["preview"])
    other = await previewed(town, OTHER)
    answer = await confirm(town, other["preview"], {"supervisor": "deputy", "roadmap": ROADMAP})

    assert (409, "/problems/key-taken") == (answer.status_code, answer.json()["type"])


async def test_a_rehearsed_confirmation_answers_as_real_and_records_nothing(town: Town) -> None:
    preview, before = (await previewed(town))["preview"], await _size(town)
    headers = signed(town, "supervisor") | {"Idempotency-Key": str(uuid4())}
    path, body = f"{FORM}/{preview}/confirmation", {"supervisor": "deputy"}
    rehearsed = await town.http.post(path, json=body, headers=headers, params={"dry_run": "true"})
    size = await _size(town)
    real = await confirm(town, preview, body)

    assert (200, before) == (rehearsed.status_code, size)
    assert real.json() | {"position": None} == rehearsed.json()


@pytest.mark.parametrize(("given", "status"), [('"{preview}"', 201), ("*", 201), ('"x"', 412), ("x", 412)])
async def test_a_confirmation_may_name_the_preview_that_was_seen(town: Town, given: str, status: int) -> None:
    preview = (await previewed(town))["preview"]

    assert status == (await confirm(town, preview, If_Match=given.format(preview=preview))).status_code


async def test_a_draft_that_reads_otherwise_now_is_refused(quiet: Town) -> None:
    """Stands for a later reader: the draft's address is not what its file gives."""
    document, other = await previewed(quiet), "ab" * 32
    async with quiet.founder.ledger.inside(quiet.district) as connection:
        await connection.execute(
            """
            insert into files.drafts (district, preview, file, options, actor)
            select district, $3, file, options, actor from files.drafts where district = $1 and preview = $2
            """,
            quiet.district,
            bytes.fromhex(document["preview"]),
            bytes.fromhex(other),
        )
    answer = await confirm(quiet, other)

    assert (412, document["preview"]) == (answer.status_code, answer.json()["now"])


@pytest.mark.parametrize("preview", ["0" * 64, "0", "x" * 64, "AB" * 32])
async def test_a_preview_that_nobody_made_is_not_there(quiet: Town, preview: str) -> None:
    assert 404 == (await confirm(quiet, preview)).status_code


@pytest.mark.parametrize("who", ["executor", "school-1", "auditor", "administrator"])
async def test_only_a_supervisor_confirms(quiet: Town, who: str) -> None:
    assert 403 == (await confirm(quiet, (await previewed(quiet))["preview"], who=who)).status_code


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ({"supervisor": "executor"}, 422, "not-supervisor"),
        ({"supervisor": "deputy", "joins": {"p2.4": "9"}}, 422, "wrong-join"),
        ({"supervisor": "deputy", "joins": {"4": "4"}}, 422, "wrong-join"),
        ({"supervisor": "deputy", "joins": {"p2 4": "4"}}, 422, "invalid-body"),
        ({"supervisor": "deputy", "roadmap": "Приказ"}, 422, "invalid-body"),
        ({"supervisor": "deputy", "roadmap": "a\n"}, 422, "invalid-body"),
        ({"supervisor": "deputy", "roadmap": "a" * 41}, 422, "invalid-body"),
        ({"supervisor": "", "joins": {}}, 422, "invalid-body"),
        ({"supervisor": "deputy", "date": 1}, 422, "invalid-body"),
        ({}, 422, "invalid-body"),
        ([], 422, "invalid-body"),
    ],
)
async def test_a_confirmation_that_cannot_be_carried_out_says_why(
    quiet: Town, body: object, status: int, problem: str
) -> None:
    answer = await confirm(quiet, (await previewed(quiet))["preview"], body)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


@pytest.mark.parametrize(
    ("change", "body", "field"),
    [
        (lambda text: text.replace("8.10.2020 № 647", "8.10.2020"), {"supervisor": "deputy"}, "act"),
        (lambda text: text.replace("№ 647", "№ —_—"), {"supervisor": "deputy"}, "act"),
        (lambda text: text.replace("2020\tУОААР", "2020\tАптека"), {"supervisor": "deputy"}, "items"),
    ],
)
async def test_an_order_that_is_not_known_well_enough_is_not_adopted(
    quiet: Town, change: Callable[[str], str], body: object, field: str
) -> None:
    document = await previewed(quiet, change(sample.order().decode()).encode())
    answer = await confirm(quiet, document["preview"], body)

    assert (422, field) == (answer.status_code, answer.json()["field"])


async def test_an_act_of_more_words_than_an_entry_holds_is_refused(quiet: Town) -> None:
    executed = ", приказа от 4.09.2020 № 7 «а»" * 600
    content = sample.order().decode().replace(", ради показателей", f"{executed}, ради показателей")
    answer = await confirm(quiet, (await previewed(quiet, content.encode()))["preview"])

    assert (422, "/problems/order-too-long") == (answer.status_code, answer.json()["type"])


async def test_what_is_recorded_of_a_document_is_composed(town: Town) -> None:
    """A soft hyphen between a letter and its mark is taken out: what is left are one character."""
    split = sample.order().decode().replace("УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\n", "УПРАВЛЕНИЕ И\xad\u0306\n")
    await confirm(town, (await previewed(town, split.encode()))["preview"])
    roadmap = (await town.get("auditor", f"/roadmaps/{ROADMAP}")).json()["roadmap"]

    assert "Й" == roadmap["act"]["issuer"][-1]

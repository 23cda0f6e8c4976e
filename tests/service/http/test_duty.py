"""A duty's life over HTTP: every address records, repeats its answer, rehearses, and says why it refuses."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
import pytest

from service import clock
from service.http.house import House
from service.postgres.database import Database
from tests.service.town import ROADMAP, Town, founded, import_sample

KEY: Final = f"{ROADMAP}/4/school-1"
HERE: Final = f"/assignments/{KEY}"
SCHOOL, DEPUTY = "school-1", "supervisor"
BY_ACT: Final = {"kind": "act", "number": "12", "dated_on": "2021-01-11"}
FIGURES: Final = {"engaged": 200, "enrolled": 1000}
MORE: Final = {"engaged": 201, "enrolled": 1000}


def day(ahead: int) -> str:
    return (clock.today("Europe/Moscow") + timedelta(days=ahead)).isoformat()


COMPLETION: Final = ("completion", SCHOOL, {"completed_on": "2020-12-20", "figures": FIGURES})
ACCEPTANCE: Final[tuple[str, str, dict[str, Any]]] = ("acceptance", DEPUTY, {})
WITHDRAWAL: Final = ("withdrawal", DEPUTY, {"authority": BY_ACT, "ground": "Ремонт"})
REQUEST: Final = ("extension-request", SCHOOL, {"due_on": day(30), "reason": "Карантин"})
CORRECTION: Final = ("measurement-correction", SCHOOL, {"figures": MORE, "reason": "Посчитаны дважды"})

Step = tuple[str, str, dict[str, Any]]  # Any: a body as it is sent
DUTY: Final[list[tuple[list[Step], Step, str]]] = [
    ([], ("acknowledgement", SCHOOL, {}), "assigned"),
    ([COMPLETION], ("report-withdrawal", SCHOOL, {"note": "Не тот список"}), "assigned"),
    ([], REQUEST, "assigned"),
    ([REQUEST], ("extension", DEPUTY, {"due_on": day(20), "reason": "Да", "authority": BY_ACT}), "assigned"),
    ([REQUEST], ("extension-denial", DEPUTY, {"reason": "Уже продлевали"}), "assigned"),
    ([], ("deadline", DEPUTY, {"due_on": day(20), "authority": BY_ACT, "ground": "Приказ"}), "assigned"),
    ([], WITHDRAWAL, "withdrawn"),
    ([WITHDRAWAL], ("restoration", DEPUTY, {"authority": BY_ACT, "ground": "Открыта"}), "assigned"),
    ([], ("annotation", DEPUTY, {"note": "Звонили", "promised_on": day(5)}), "assigned"),
    ([], ("annotation", "executor", {"note": "Звонили"}), "assigned"),
    ([], ("evidence", SCHOOL, {"title": "Список", "url": "https://school-1.example/list"}), "assigned"),
    ([COMPLETION, ACCEPTANCE], CORRECTION, "accepted"),
    ([COMPLETION, ACCEPTANCE, CORRECTION], ("correction-acceptance", DEPUTY, {}), "accepted"),
    ([COMPLETION, ACCEPTANCE, CORRECTION], ("correction-refusal", DEPUTY, {"reason": "Нет списка"}), "accepted"),
]


@pytest.fixture(scope="module")
async def quiet(database: Database, opened: House, http: httpx.AsyncClient) -> Town:
    """One district with the sample order for all tests that record nothing."""
    town = await founded(database, opened, http)
    await import_sample(town)
    return town


async def ask(town: Town, step: Step, *, key: UUID | None = None, **headers: str) -> httpx.Response:
    address, who, body = step
    return await town.post(who, f"{HERE}/{address}", body, key=key, **headers)


@pytest.mark.parametrize(
    ("before", "step", "state"), DUTY, ids=lambda value: value[0] if isinstance(value, tuple) else ""
)
async def test_it_is_rehearsed_recorded_and_answered_again_as_the_first_time(
    control: Town, before: list[Step], step: Step, state: str
) -> None:
    for earlier in before:
        assert 201 == (await ask(control, earlier)).status_code
    address, who, body = step
    rehearsed = await control.post(who, f"{HERE}/{address}?dry_run=true", body)
    key = uuid4()
    first, again = await ask(control, step, key=key), await ask(control, step, key=key)

    assert (200, state, None) == (rehearsed.status_code, rehearsed.json()["state"], rehearsed.json()["position"])
    assert (201, state, len(before) + 2) == (first.status_code, first.json()["state"], first.json()["version"])
    assert (201, first.json(), "true") == (again.status_code, again.json(), again.headers["Idempotent-Replayed"])


async def test_a_duty_handed_over_is_the_new_executors_and_keeps_its_address(control: Town) -> None:
    row = f"/assignments/{ROADMAP}/1/office"
    paper = {"organisation": "methodical-cabinet", "ground": "Передано кабинету"}
    answer = await control.done(DEPUTY, f"{row}/transfer", paper)
    shown = (await control.get("auditor", row, min_position=answer["position"])).json()

    assert "methodical-cabinet" == shown["assignment"]["organisation"]
    assert "прежний исполнитель: УОААР" in shown["life"][-1]["summary"]
    assert "Передано кабинету" == shown["life"][-1]["reason"]


async def test_its_card_shows_what_waits_for_the_supervisor(control: Town) -> None:
    await ask(control, COMPLETION)
    await ask(control, ACCEPTANCE)
    position = (await ask(control, CORRECTION)).json()["position"]
    shown = (await control.get("auditor", HERE, min_position=position)).json()["card"]

    assert (None, 201, f"organisation:{SCHOOL}") == (
        shown["extension"],
        shown["correction"]["engaged"],
        shown["correction"]["corrected_by"],
    )


async def test_a_stale_view_of_it_is_not_acted_on(control: Town) -> None:
    await ask(control, REQUEST)
    stale = await ask(control, WITHDRAWAL, If_Match='"1"')

    assert (412, "/problems/stale") == (stale.status_code, stale.json()["type"])


REFUSED: Final[list[tuple[Step, int, str, str | None]]] = [
    (("extension", DEPUTY, {"due_on": day(9), "reason": "Да"}), 422, "invalid-body", "authority"),
    (("deadline", DEPUTY, {"due_on": day(9), "ground": "Да"}), 422, "authority-missing", "authority"),
    (("deadline", DEPUTY, {"ground": "Да"}), 422, "day-missing", "due_on"),
    (("withdrawal", DEPUTY, {"ground": "Да"}), 422, "invalid-body", "authority"),
    (("restoration", DEPUTY, {"ground": "Да"}), 422, "invalid-body", "authority"),
    (("restoration", DEPUTY, {"authority": BY_ACT, "ground": "Да"}), 409, "not-withdrawn", None),
    (("extension-denial", DEPUTY, {"reason": "Нет"}), 409, "nothing-asked", None),
    (("extension-request", SCHOOL, {"due_on": "2020-12-30", "reason": "Да"}), 422, "not-later", "due_on"),
    (("extension-request", SCHOOL, {"due_on": "2021-01-30", "reason": "Да"}), 422, "due-in-the-past", "due_on"),
    (("extension-request", "school-2", {"due_on": day(9), "reason": "Да"}), 404, "not-found", None),
    (("extension-request", DEPUTY, {"due_on": day(9), "reason": "Да"}), 403, "forbidden", None),
    (("withdrawal", SCHOOL, {"authority": BY_ACT, "ground": "Да"}), 403, "forbidden", None),
    (("transfer", DEPUTY, {"organisation": "nobody", "ground": "Да"}), 422, "unknown-organisation", "organisation"),
    (("transfer", DEPUTY, {"organisation": "school-2", "ground": "Да"}), 422, "executor-already", "organisation"),
    (("correction-acceptance", DEPUTY, {}), 409, "no-correction", None),
    (("measurement-correction", SCHOOL, {"figures": MORE, "reason": "Да"}), 409, "nothing-to-correct", None),
    (("report-withdrawal", SCHOOL, {}), 409, "nothing-to-review", None),
    (("annotation", DEPUTY, {"note": "Да", "promised_on": "2021-01-15"}), 422, "promise-in-the-past", "promised_on"),
]


@pytest.mark.parametrize(
    ("step", "status", "rule", "field"), REFUSED, ids=lambda value: value[0] if isinstance(value, tuple) else ""
)
async def test_a_refusal_names_rule_and_field_and_of_a_state_the_state(
    quiet: Town, step: Step, status: int, rule: str, field: str | None
) -> None:
    answer = await ask(quiet, step)
    problem = answer.json()

    assert (status, f"/problems/{rule}", field) == (answer.status_code, problem["type"], problem.get("field"))
    assert status != 409 or "assigned" == problem["state"]


async def test_a_refusal_is_said_in_russian_and_in_english(quiet: Town) -> None:
    step: Step = ("extension-request", SCHOOL, {"due_on": "2020-12-30", "reason": "Да"})
    russian, english = [(await ask(quiet, step, Accept_Language=language)).json() for language in ("ru", "en")]

    assert "Продление отодвигает срок: сейчас срок 31.12.2020, а 30.12.2020 — не позже." == russian["detail"]
    assert "An extension moves the due day on: it is 2020-12-31 already, 2020-12-30 is not later." == english["detail"]
    assert ("2020-12-31", "2020-12-30") == (english["stands"], english["due_on"])


async def test_a_missing_right_is_named_in_the_callers_language(quiet: Town) -> None:
    step: Step = ("withdrawal", SCHOOL, {"authority": BY_ACT, "ground": "Да"})
    russian, english = [(await ask(quiet, step, Accept_Language=language)).json() for language in ("ru", "en")]

    assert "Нет права «прекращать, возвращать на контроль и передавать поручения»." == russian["detail"]
    assert "The right “withdraw, put back or hand over an assignment” is missing." == english["detail"]


async def test_every_address_of_a_duty_documents_a_body_by_an_example(http: httpx.AsyncClient) -> None:
    document = (await http.get("/schema/openapi.json")).json()
    of_duties = {
        path: item["post"]["requestBody"]["content"]["application/json"]
        for path, item in document["paths"].items()
        if "/assignments/{roadmap}" in path and "post" in item and "requestBody" in item["post"]
    }

    assert {step[0] for _, step, _ in DUTY} - {"acknowledgement"} <= {path.rsplit("/", 1)[1] for path in of_duties}
    assert [] == [path for path, content in of_duties.items() if "examples" not in str(content)]

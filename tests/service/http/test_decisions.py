"""What the supervisor and the office decide about a roadmap: who else must do it, by when, who controls it."""

from uuid import uuid4

import httpx
import pytest

from domain.granting import Grant
from service import clock
from service.founding import introduce
from service.http.house import House
from service.identity.people import Person
from service.importing import sample
from service.postgres.database import Database
from tests.service.http.sending import confirm, previewed
from tests.service.town import ROADMAP, SCHOOLS, Town, founded, import_sample

HERE = f"/roadmaps/{ROADMAP}"
DECISION = f"{HERE}/items/1/deadline-decision"
ASSIGNMENTS = f"{HERE}/items/8/assignments"
AUTHORITY = {"kind": "decision", "dated_on": "2026-01-12"}
NONE = {"decision": "none", "ground": "срок до издания приказа", "authority": AUTHORITY}
DATED = NONE | {"decision": "dated", "due_on": "2026-12-31"}
ACT = {"number": "12", "dated_on": "2026-02-01"}
NEXT = {"supervisor": "second", "act": ACT}


@pytest.fixture(scope="module")
async def quiet(database: Database, opened: House, http: httpx.AsyncClient) -> Town:
    """One district with the sample order for all tests that record nothing."""
    town = await founded(database, opened, http)
    await import_sample(town)
    return town


async def _open_school(town: Town) -> None:
    new = {"key": "school-9", "kind": "school", "name": "МБОУ СОШ № 9"}
    await town.done("executor", "/organisations", {"organisations": [new]})


async def _introduce_second(town: Town) -> None:
    person = Person(person="second", name="Второй заместитель", position="заместитель начальника управления")
    await introduce(town.founder, person, Grant(actor="person:second", role="supervisor"))


@pytest.mark.parametrize("who", ["supervisor", "executor"])
async def test_a_school_opened_later_is_assigned_an_item(control: Town, who: str) -> None:
    await _open_school(control)
    answer = await control.done(who, ASSIGNMENTS, {"organisation": "school-9"})

    key = f"{ROADMAP}/8/school-9"
    assert {"assignment": key, "state": "assigned", "version": 1, "position": answer["position"]} == answer
    shown = await control.get("auditor", f"/assignments/{key}", min_position=answer["position"])
    assert "2024-12-31" == shown.json()["assignment"]["due_on"]


async def test_an_assignment_sent_again_answers_as_the_first_time(control: Town) -> None:
    await _open_school(control)
    key, body = uuid4(), {"organisation": "school-9"}
    first = await control.post("executor", ASSIGNMENTS, body, key=key)
    today = clock.today("Europe/Moscow").isoformat()
    paper = {"incoming_on": today, "number": "1"}
    report = {"completed_on": today, "figures": {"enrolled": 100, "engaged": 80}, "paper": paper}
    await control.done("executor", f"/assignments/{ROADMAP}/8/school-9/completion", report)
    second = await control.post("executor", ASSIGNMENTS, body, key=key)

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("path", "organisation", "status", "problem"),
    [
        (ASSIGNMENTS, "school-1", 409, "already-assigned"),
        (ASSIGNMENTS, "office", 422, "not-assignable"),
        (ASSIGNMENTS, "nobody", 422, "not-assignable"),
        (ASSIGNMENTS, "Школа", 422, "invalid-body"),
        (f"{HERE}/items/p2.4/assignments", "school-1", 409, "off-control"),
        (f"{HERE}/items/99/assignments", "school-1", 404, "not-found"),
        ("/roadmaps/none/items/8/assignments", "school-1", 404, "not-found"),
    ],
)
async def test_an_assignment_that_cannot_be_says_why(
    quiet: Town, path: str, organisation: str, status: int, problem: str
) -> None:
    answer = await quiet.post("executor", path, {"organisation": organisation})

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


async def test_a_dated_decision_sets_the_deadline_of_every_assignment(control: Town) -> None:
    answer = await control.done("supervisor", DECISION, DATED)
    shown = await control.get("auditor", f"/assignments/{ROADMAP}/1/office", min_position=answer["position"])

    decided = {"roadmap": ROADMAP, "item": "1", "decision": "dated", "assignments": 1}
    assert decided | {"position": answer["position"]} == answer
    assert ("2020-09-08", "2026-12-31") == tuple(shown.json()["assignment"][name] for name in ("written_on", "due_on"))


@pytest.mark.parametrize(
    ("decision", "state"), [("none", "assigned"), ("executed", "accepted"), ("withdrawn", "withdrawn")]
)
async def test_a_decision_takes_the_item_off_the_undecided(control: Town, decision: str, state: str) -> None:
    answer = await control.done("supervisor", DECISION, NONE | {"decision": decision})
    overdue = (await control.get("auditor", "/overdue", min_position=answer["position"])).json()
    assignment = (await control.get("auditor", f"/assignments/{ROADMAP}/1/office")).json()["assignment"]

    assert ([], state) == (overdue["undecided"], assignment["state"])


async def test_a_decision_sent_again_answers_as_the_first_time(control: Town) -> None:
    key = uuid4()
    first, second = [await control.post("supervisor", DECISION, DATED, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


async def test_another_decision_under_the_key_is_refused(control: Town) -> None:
    key = uuid4()
    await control.post("supervisor", DECISION, DATED, key=key)

    assert 422 == (await control.post("supervisor", DECISION, NONE, key=key)).status_code


async def test_what_is_decided_is_not_decided_again(control: Town) -> None:
    await control.done("supervisor", DECISION, NONE)
    answer = await control.post("supervisor", DECISION, DATED)

    assert (409, "/problems/not-undecided") == (answer.status_code, answer.json()["type"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"due_on": None}, "due_on"),
        ({"due_on": "0001-01-01"}, "due_on"),
        ({"due_on": "31.12.2026"}, "due_on"),
        ({"decision": "none"}, "due_on"),
        ({"decision": "later"}, "decision"),
        ({"ground": ""}, "ground"),
        ({"ground": "о" * 4001}, "ground"),
        ({"authority": {"kind": "act", "dated_on": "2026-01-12"}}, "authority.number"),
        ({"authority": {"kind": "act", "number": " ", "dated_on": "2026-01-12"}}, "authority.number"),
        ({"authority": {"kind": "act", "number": "1" * 101, "dated_on": "2026-01-12"}}, "authority.number"),
        ({"authority": {"kind": "delegation", "dated_on": "2026-01-12"}}, "authority.kind"),
        ({"authority": {"kind": "decision", "dated_on": "2999-01-12"}}, "authority.dated_on"),
        ({"authority": {"kind": "decision"}}, "authority.dated_on"),
        ({"authority": {"kind": "decision", "dated_on": "2026-01-12", "by": "х"}}, "authority.by"),
        ({"authority": "приказ"}, "authority"),
        ({"reason": "х"}, "reason"),
    ],
)
async def test_a_decision_at_fault_names_the_field(quiet: Town, change: dict[str, object], field: str) -> None:
    answer = await quiet.post("supervisor", DECISION, {**DATED, **change})

    assert (422, field) == (answer.status_code, answer.json()["field"]), answer.text


@pytest.mark.parametrize("path", [f"{HERE}/items/99/deadline-decision", "/roadmaps/none/items/1/deadline-decision"])
async def test_a_decision_about_what_is_not_there_is_refused(quiet: Town, path: str) -> None:
    assert 404 == (await quiet.post("supervisor", path, DATED)).status_code


async def test_another_supervisor_controls_from_now_on(control: Town) -> None:
    await _introduce_second(control)
    answer = await control.done("executor", f"{HERE}/supervisor", NEXT)

    assert {"roadmap": ROADMAP, "supervisor": "second", "position": answer["position"]} == answer
    roadmap = (await control.get("auditor", HERE, min_position=answer["position"])).json()["roadmap"]
    assert "second" == roadmap["supervisor"]
    assert 403 == (await control.post("supervisor", DECISION, DATED)).status_code


async def test_a_supervisor_who_handed_over_gets_his_first_answer_again(control: Town) -> None:
    await _introduce_second(control)
    key = uuid4()
    first, second = [await control.post("supervisor", f"{HERE}/supervisor", NEXT, key=key) for _ in range(2)]

    assert (201, first.json(), "true") == (second.status_code, second.json(), second.headers["Idempotent-Replayed"])


@pytest.mark.parametrize(
    ("path", "body", "status", "problem"),
    [
        (HERE, {"supervisor": "executor", "act": ACT}, 422, "not-supervisor"),
        (HERE, {"supervisor": "nobody", "act": ACT}, 422, "not-supervisor"),
        ("/roadmaps/none", {"supervisor": "deputy", "act": ACT}, 404, "not-found"),
        (HERE, {"supervisor": "deputy", "act": ACT | {"number": ""}}, 422, "invalid-body"),
        (HERE, {"supervisor": "deputy", "act": {"number": "1"}}, 422, "invalid-body"),
        (HERE, {"supervisor": "p" * 101, "act": ACT}, 422, "invalid-body"),
        (HERE, {"supervisor": "deputy"}, 422, "invalid-body"),
    ],
)
async def test_a_supervisor_who_cannot_be_named_is_refused(
    quiet: Town, path: str, body: object, status: int, problem: str
) -> None:
    answer = await quiet.post("supervisor", f"{path}/supervisor", body)

    assert (status, f"/problems/{problem}") == (answer.status_code, answer.json()["type"])


COMMANDS = [
    (ASSIGNMENTS, {"organisation": "school-1"}),
    (DECISION, DATED),
    (f"{HERE}/supervisor", {"supervisor": "deputy", "act": ACT}),
]


@pytest.mark.parametrize("who", ["school-1", "auditor", "administrator"])
@pytest.mark.parametrize(("path", "body"), COMMANDS)
async def test_who_only_reads_decides_nothing(quiet: Town, who: str, path: str, body: object) -> None:
    assert 403 == (await quiet.post(who, path, body)).status_code


async def test_the_office_decides_no_deadline(quiet: Town) -> None:
    assert 403 == (await quiet.post("executor", DECISION, DATED)).status_code


async def test_a_decision_on_a_stale_view_is_refused(control: Town) -> None:
    seen = (await control.get("supervisor", HERE)).headers["ETag"]
    await control.done("supervisor", f"{HERE}/supervisor", {"supervisor": "deputy", "act": ACT})
    stale = await control.post("supervisor", DECISION, DATED, If_Match=seen)
    fresh = (await control.get("supervisor", HERE, min_position=1)).headers["ETag"]

    assert (412, 201) == (
        stale.status_code,
        (await control.post("supervisor", DECISION, DATED, If_Match=fresh)).status_code,
    )


async def test_a_rehearsed_decision_answers_as_real_and_records_nothing(control: Town) -> None:
    rehearsed = await control.post("supervisor", f"{DECISION}?dry_run=true", DATED)
    real = await control.post("supervisor", DECISION, DATED)

    assert (200, 201) == (rehearsed.status_code, real.status_code)
    assert real.json() | {"position": None} == rehearsed.json()


async def test_a_decision_touches_every_school_that_is_bound(town: Town) -> None:
    undated = sample.order().replace("Сентябрь-октябрь 2020\tОО".encode(), "до конца учебного года\tОО".encode())
    await confirm(town, (await previewed(town, undated))["preview"])
    answer = await town.done("supervisor", f"{HERE}/items/2/deadline-decision", DATED)

    assert len(SCHOOLS) == answer["assignments"]

"""Every role on every route in every relation to the object: what comes of it stands in rights.tsv.

The table follows DOMAIN rule 11 and DESIGN section 7, not the code. A foreign object is 404, a missing right 403 with
its name; a right over roadmaps that somebody does not have at all is missing whatever he names, so that he learns
nothing of what is there. Commands are rehearsed where they can be.
"""

import csv
from pathlib import Path
from typing import Final
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from service.http.house import House
from service.postgres.database import Database
from tests.security.city import (
    DONE,
    DUTIES,
    EARLIER,
    HEAD,
    HERE,
    LATER,
    MISSING,
    ORDER,
    OWN,
    PAPER,
    City,
    Json,
    built,
)
from tests.service.media.samples import pdf

ROLES: Final = (
    "supervisor", "second", "executor", "school", "auditor", "administrator", "ungranted", "elsewhere", "nobody",
)  # fmt: skip
"""``second`` supervises the other roadmap, ``elsewhere`` those of another district; ``nobody`` has no key."""
with (Path(__file__).parent / "rights.tsv").open() as table:
    ROWS: Final = list(csv.DictReader(table, delimiter="\t"))

ACT: Final = {"number": "12", "dated_on": "2021-02-01"}
BODIES: Final[dict[str, object]] = {
    "completion": DONE,
    "measurement-correction": {"figures": {"engaged": 890, "enrolled": 1000}, "reason": "Пары посчитаны дважды"},
    "extension-request": {"due_on": LATER, "reason": "Карантин"},
    "extension": {"due_on": LATER, "reason": "Карантин", "authority": HEAD},
    "return": {"reason": "Приложите список пар"},
    "evidence": {"title": "Приказ", "url": "https://example.org/order"},
    "transfer": {"organisation": "school-10", "ground": "Классы переведены"},
    "annotation": {"note": "Обещали список"},
    "assignments": {"organisation": "school-10"},
    "deadline-decision": {"decision": "none", "ground": "Срок до издания приказа", "authority": HEAD},
    "periods": {"until": "2029-12-31"},
    "organisations": {"organisations": [{"key": "school-11", "kind": "school", "name": "Школа 11"}]},
    "confirmation": {"supervisor": "deputy", "roadmap": "third-2020"},
    "calendar-tokens": {"label": "телефон"},
}
"""Of routes whose example in the OpenAPI document does not fit this city, or which have none."""
SET_DEADLINE: Final = {"due_on": LATER, "ground": "Приказ", "authority": HEAD}
OF_ITEM: Final = {
    "acceptance": "7", "return": "7", "report-withdrawal": "7", "measurement-correction": "7",
    "correction-acceptance": "6", "correction-refusal": "6", "extension-denial": "5", "restoration": "4",
    "deadline-decision": "1", "periods": "3",
}  # fmt: skip
"""Which item is in the state that a command asks for; 8 is as it was assigned."""


@pytest.fixture(scope="module")
async def city(database: Database, opened: House, http: httpx.AsyncClient) -> City:
    return await built(database, opened, http)


@pytest.fixture(scope="module")
def paths(app: Litestar) -> Json:
    """The paths of the OpenAPI document."""
    found: Json = app.openapi_schema.to_schema()["paths"]
    return found


def test_the_table_has_an_expectation_for_every_route_and_no_other(paths: Json) -> None:
    verbs = {"get", "post", "put", "patch", "delete"}
    routes = {f"{verb.upper()} {path}" for path, item in paths.items() for verb in item if verb in verbs}

    assert routes == {row["route"] for row in ROWS}


def test_every_right_of_the_table_is_somebodys_and_not_everybodys() -> None:
    cells = [(row["right"], row[role]) for row in ROWS for role in ROLES]
    rights = {right for right, _ in cells} - {"-"}
    print(f"\n{len(cells)} cells: {len({row['route'] for row in ROWS})} routes, {len(ROLES)} roles")  # noqa: T201  a report

    assert rights == {right for right, status in cells if status == "403"}
    assert rights == {right for right, status in cells if status in {"200", "201", "409"} and right != "-"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['route']} {row['relation']}")
async def test_each_role_is_answered_as_its_rights_are(city: City, paths: Json, row: dict[str, str]) -> None:
    """Those who may come last: what they do may take the object away."""
    found = {role: await _tried(city, paths, row, role) for role in sorted(ROLES, key=row.__getitem__, reverse=True)}

    if row["route"] == "GET /health/ready":  # it tells how the house is, and other tests park its models
        assert 1 == len(set(found.values()))
        return
    missing = {role: row["right"] for role in ROLES if row[role] == "403"}
    assert {role: row[role] for role in ROLES} == {role: status for role, (status, _) in found.items()}
    assert missing == {role: right for role, (_, right) in found.items() if right}


async def _tried(city: City, paths: Json, row: dict[str, str], role: str) -> tuple[str, str | None]:
    """Return the status and the right that is said to be missing."""
    verb, _, path = row["route"].partition(" ")
    relation, _, paper = row["relation"].partition(", ")
    headers = {"Idempotency-Key": str(uuid4()), "Accept-Language": "en"}
    if role != "nobody":
        headers["Authorization"] = f"Bearer {city.town.keys[role]}"
    names = _names(city, path, relation, role)
    sent = await city.town.http.request(
        verb,
        path.format_map(names),
        params=_params(verb, path, relation, names),
        headers=headers,
        **_content(paths, path, names, paper=bool(paper)) if verb == "POST" else {},
    )
    answer = sent.json() if "json" in sent.headers.get("content-type", "") else {}
    if isinstance(answer, list):
        [answer] = answer
        return str(answer["status"]), answer.get("right")
    return str(sent.status_code), answer.get("right")


def _names(city: City, path: str, relation: str, role: str) -> dict[str, str]:
    """Return what an address is filled with, so that its object stands in the relation."""
    step = path.rpartition("/")[2]
    names = {"register": "returns", "item": OF_ITEM.get(step, "8"), "roadmap": HERE, "organisation": OWN}
    match relation:
        case "own" | "theirs" | "other":
            names["roadmap"], names["organisation"] = DUTIES[relation]
        case "office":
            reported = step in {"report-withdrawal", "measurement-correction"}
            names |= {"roadmap": EARLIER if reported else HERE, "item": "p3", "organisation": "methodical-cabinet"}
        case "registered":
            names |= {"item": "p2.4"}
        case "item missing":
            names["item"] = "99"
        case "missing":
            names |= {"roadmap": "none", "organisation": "none"}
        case _:
            pass
    keys, previews = city.keys.get(relation, ["none"] * 3), {"own": city.preview}
    return names | {
        "key_id": keys[0 if step == "rotation" else -1 if role == "administrator" else -2],
        "sha256": city.files.get(relation, MISSING),
        "token_id": city.tokens.get(relation, "none"),
        "preview": previews.get(relation, MISSING),
    }


def _params(verb: str, path: str, relation: str, names: dict[str, str]) -> dict[str, str]:
    if path == "/calendar.ics":
        return {"token": "none"}
    if path.endswith("/letter"):
        return {"on": "2019-01-01"}
    if path.endswith("/audit-trail") and relation != "-":
        return {"organisation": names["organisation"]}
    recorded = path.endswith(("/files", "/imports", "/calendar-tokens", "/keys", "/rotation"))
    return {"dry_run": "true"} if verb == "POST" and not recorded else {}


def _content(paths: Json, path: str, names: dict[str, str], *, paper: bool) -> Json:
    """Return what is sent: a file, or a body that a rule has nothing against."""
    step = path.rpartition("/")[2]
    if step in {"files", "imports"}:
        return {"files": {"file": ("отчёт.pdf", pdf("Отчёт")) if step == "files" else ("приказ.txt", ORDER)}}
    if step == "completions":
        key = "/".join(names[name] for name in ("roadmap", "item", "organisation"))
        return {"json": [(PAPER if paper else DONE) | {"assignment": key, "key": str(uuid4())}]}
    return {"json": _body(paths, path, step, names, paper=paper)}


def _body(paths: Json, path: str, step: str, names: dict[str, str], *, paper: bool) -> object:
    match step:
        case "completion" if paper:
            return PAPER
        case "deadline":
            return SET_DEADLINE
        case "keys":
            school = "none" if names["organisation"] == "none" else "school-1"
            return {"actor": f"organisation:{school}", "label": "Школьная система"}
        case "supervisor":
            return {"supervisor": "deputy" if names["roadmap"] == EARLIER else "second", "act": ACT}
        case "reorganisation":
            into = {"successor": "school-10", "effective_on": "2021-07-01"}
            return into | {"authority": HEAD, "ground": "Присоединение"}
        case _:
            return BODIES[step] if step in BODIES else _example(paths, path)


def _example(paths: Json, path: str) -> object:
    """Return the example of the OpenAPI document; nothing where no body is read."""
    body = paths[path]["post"].get("requestBody")
    return body["content"]["application/json"]["schema"]["examples"][0] if body else None

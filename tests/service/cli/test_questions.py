"""`overdue` and `replay` beside the running service: they answer as the API does."""

from pathlib import Path

from tests.service.cli.conftest import program
from tests.service.town import Town


async def test_the_overdue_list_is_the_document_of_the_api(control: Town, data_dir: Path) -> None:
    asked = {"on": "2020-11-01", "known_at": "2100-01-01", "item": "2"}
    answer = (await control.get("supervisor", "/overdue", **asked, min_position=1)).json()

    ran = await program(
        data_dir, "overdue", "--on", "2020-11-01", "--known-at", "2100-01-01", "--item", "2",
        "--district", control.district, "--json",
    )  # fmt: skip

    assert answer == ran.document


async def test_before_the_log_starts_nothing_is_known(control: Town, data_dir: Path) -> None:
    known_at = ("overdue", "--known-at", "2000-01-01", "--district", control.district)

    ran = await program(data_dir, *known_at)

    assert ran.out.startswith("The log starts at 20")
    assert "overdue" not in ran.out


async def test_a_replay_of_the_log_alone_gives_the_rows_of_the_tables(control: Town, data_dir: Path) -> None:
    answer = (await control.get("supervisor", "/assignments", limit=1000, min_position=1)).json()

    found = (await program(data_dir, "replay", "--district", control.district, "--json")).document

    assert answer["position"] == found["position"]
    names = set(found["assignments"][0])
    assert {"assignment", "version", "state", "due_on", "in_force"} & names == {
        "assignment",
        "version",
        "state",
        "due_on",
    }
    assert [{name: row[name] for name in row.keys() & names} for row in answer["rows"]] == found["assignments"]


async def test_a_replay_until_a_position_knows_what_the_log_knew_then(control: Town, data_dir: Path) -> None:
    ran = await program(
        data_dir, "replay", "--until", "1", "--on", "2020-11-01", "--district", control.district, "--json"
    )

    assert {"position": 1, "on": "2020-11-01", "overdue": [], "assignments": []} == ran.document

"""`setup`, `migrate` and `doctor`: a real district from nothing, and whether all is well with it."""

from pathlib import Path
from uuid import uuid4

import pytest

from tests.service.cli.conftest import Cli, answers, program


def test_a_district_is_set_up_with_keys_for_its_two_people(cli: Cli) -> None:
    key = f"c-{uuid4().hex[:12]}"

    found = cli("setup", *answers(key), "--json").document

    assert (key, ["supervisor", "administrator"]) == (found["district"], list(found["keys"]))
    assert all(made.startswith("rmk_") for made in found["keys"].values())


def test_the_same_setup_again_changes_nothing_and_shows_no_key_again(cli: Cli, district: str) -> None:
    again = cli("setup", *answers(district), "--json")

    assert (0, {"supervisor": None, "administrator": None}) == (again.status, again.document["keys"])


def test_other_answers_for_a_district_that_exists_are_refused(cli: Cli, district: str) -> None:
    again = cli("setup", *answers(district, name="Другое"))

    assert (1, "") == (again.status, again.out)
    assert f"The district {district} exists already, and was founded with other answers.\n" == again.err


@pytest.mark.parametrize(
    ("option", "value"), [("key", "Aksay"), ("time-zone", "Mars/Base"), ("years", "2027-2020"), ("supervisor", "a b")]
)
def test_an_answer_that_cannot_be_is_bad_usage(cli: Cli, option: str, value: str) -> None:
    assert 2 == cli("setup", *answers("c-wrong", **{option: value})).status


def test_without_an_answer_and_without_a_terminal_the_setup_says_what_is_missing(cli: Cli) -> None:
    ran = cli("setup", "--key", "c-wrong")

    assert 2 == ran.status
    assert "--name is missing" in ran.err


def test_migrations_that_were_applied_are_not_applied_again(cli: Cli) -> None:
    found = cli("migrate", "--json").document

    assert [] == found["applied"]
    assert "0001_event_log.sql" == found["all"][0]


def test_a_district_in_health_is_found_good(cli: Cli, district: str) -> None:
    checks = {check["name"]: check for check in cli("doctor", "--json").document["checks"]}

    assert checks["migrations"]["ok"]
    assert checks["roadmap_app"]["ok"]
    assert checks[f"district {district}"]["ok"]
    assert "“Управление образования”, Europe/Moscow" in checks[f"district {district}"]["detail"]
    assert checks[f"read model control of {district}"]["ok"]


def test_a_secret_that_others_may_read_is_found(cli: Cli, district: str, data_dir: Path) -> None:
    secret = data_dir / "fingerprint.secret"
    secret.chmod(0o644)
    try:
        ran = cli("doctor", "--json")
    finally:
        secret.chmod(0o600)

    assert 1 == ran.status
    assert {str(secret): False} == {
        check["name"]: check["ok"] for check in ran.document["checks"] if str(secret) in check["name"]
    }


async def test_from_nothing_the_program_sets_up_and_is_found_good(tmp_path: Path) -> None:
    """Without any server: each command runs its own, and leaves none behind."""
    before = await program(tmp_path / "var", "doctor", "--json")
    setup = await program(tmp_path / "var", "setup", *answers("aksay"), "--json")
    after = await program(tmp_path / "var", "doctor", "--json")

    assert (1, 0, 0) == (before.status, setup.status, after.status), (setup.err, after.out)
    assert after.document["ok"]

"""`access issue`: a role and a key for who has none."""

import pytest

from tests.service.cli.conftest import Cli

ISSUE = ("access", "issue")
AUDITOR = ("--role", "auditor", "--person", "auditor", "--name", "Ревизор", "--position", "ревизор")


def test_a_key_is_issued_to_a_person_who_is_introduced(cli: Cli, district: str) -> None:
    found = cli(*ISSUE, *AUDITOR, "--district", district, "--json").document

    assert ["id", "key"] == list(found)
    assert found["key"].startswith(f"rmk_{found['id']}_")


def test_a_second_key_grants_no_second_role(cli: Cli, district: str) -> None:
    cli(*ISSUE, *AUDITOR, "--district", district)
    before = cli("replay", "--district", district, "--json").document["position"]

    assert 0 == cli(*ISSUE, *AUDITOR[:4], "--district", district).status
    assert before == cli("replay", "--district", district, "--json").document["position"]


def test_an_unknown_person_gets_no_key(cli: Cli, district: str) -> None:
    ran = cli(*ISSUE, *AUDITOR[:4], "--district", district)

    assert 1 == ran.status
    assert "Nobody is known as auditor: say who it is with --name and --position.\n" == ran.err


def test_an_unknown_organisation_gets_no_key(cli: Cli, district: str) -> None:
    ran = cli(*ISSUE, "--role", "school", "--organisation", "school-99", "--district", district)

    assert (1, "There is nothing here under this name: school-99.\n") == (ran.status, ran.err)


def test_a_supervisor_issues_no_keys(cli: Cli, district: str) -> None:
    ran = cli(*ISSUE, *AUDITOR, "--as", "deputy", "--district", district)

    assert (1, "") == (ran.status, ran.out)


@pytest.mark.parametrize(
    "asked",
    [
        ("--role", "school"),
        ("--role", "auditor"),
        ("--role", "executor", "--person", "executor"),
        ("--role", "auditor", "--person", "auditor", "--organisation", "office"),
        ("--role", "auditor", "--person", "auditor", "--name", "Ревизор"),
        ("--role", "king", "--person", "auditor"),
    ],
)
def test_a_role_that_nobody_can_have_like_this_is_bad_usage(cli: Cli, asked: tuple[str, ...]) -> None:
    assert 2 == cli(*ISSUE, *asked).status

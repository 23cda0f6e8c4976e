"""`access`: a role and a key for who has none; keys listed, rotated and revoked."""

from datetime import timedelta
from typing import Any

import pytest

from service import clock
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


def issued(cli: Cli, district: str, *options: str) -> str:
    key: str = cli(*ISSUE, *AUDITOR, *options, "--district", district, "--json").document["id"]
    return key


def listed(cli: Cli, district: str, *options: str) -> list[dict[str, Any]]:  # Any: an answer as it came
    rows: list[dict[str, Any]] = cli("access", "list", *options, "--district", district, "--json").document["rows"]
    return rows


def test_the_operator_lists_the_keys_of_the_district(cli: Cli, district: str) -> None:
    key = issued(cli, district, "--label", "Ноутбук", "--address", "10.0.0.0/8")
    found = {row["id"]: row for row in listed(cli, district)}

    assert ["person:admin", "person:auditor", "person:deputy"] == [row["actor"] for row in found.values()]
    assert ("Ноутбук", ["10.0.0.0/8"], None) == tuple(
        found[key][name] for name in ("label", "addresses", "last_used_at")
    )


def test_a_list_for_people_has_no_secret(cli: Cli, district: str) -> None:
    key = cli(*ISSUE, *AUDITOR, "--district", district, "--json").document["key"]
    shown = cli("access", "list", "--district", district).out

    assert "person:auditor" in shown
    assert key.split("_")[2] not in shown


@pytest.mark.parametrize(
    ("person", "actors"), [("deputy", ["person:deputy"]), ("admin", ["person:admin", "person:deputy"])]
)
def test_a_person_lists_his_own_and_who_grants_rights_all(
    cli: Cli, district: str, person: str, actors: list[str]
) -> None:
    assert actors == [row["actor"] for row in listed(cli, district, "--as", person)]


def test_a_key_is_rotated_and_the_old_one_revoked(cli: Cli, district: str) -> None:
    old = issued(cli, district)
    new = cli("access", "rotate", old, "--as", "auditor", "--district", district, "--json").document

    assert {old, new["id"]} == {row["id"] for row in listed(cli, district, "--as", "auditor")}
    assert {"id": old} == cli("access", "revoke", old, "--as", "auditor", "--district", district, "--json").document
    assert [new["id"]] == [row["id"] for row in listed(cli, district, "--as", "auditor")]


def test_a_third_key_is_refused_and_the_two_are_named(cli: Cli, district: str) -> None:
    two = [issued(cli, district), issued(cli, district)]
    ran = cli(*ISSUE, *AUDITOR, "--district", district)

    assert (1, "") == (ran.status, ran.out)
    assert f"person:auditor has two keys already, {two[0]}, {two[1]}: revoke the one that is not used.\n" == ran.err


@pytest.mark.parametrize("command", ["rotate", "revoke"])
def test_a_key_of_somebody_else_is_not_there(cli: Cli, district: str, command: str) -> None:
    key = issued(cli, district)
    ran = cli("access", command, key, "--as", "deputy", "--district", district)

    assert (1, f"There is nothing here under this name: {key}.\n") == (ran.status, ran.err)


def test_a_key_ends_with_its_last_day_in_the_zone_of_the_district(cli: Cli, district: str) -> None:
    last_day = clock.today("Europe/Moscow") + timedelta(days=10)
    key = issued(cli, district, "--last-day", last_day.isoformat())

    assert [f"{last_day}T21:00:00Z"] == [row["expires_at"] for row in listed(cli, district) if row["id"] == key]


@pytest.mark.parametrize("option", [("--last-day", "2020-01-01"), ("--address", "10.0.0.1/8")])
def test_terms_that_no_key_can_have_are_refused_before_a_role_is_granted(
    cli: Cli, district: str, option: tuple[str, str]
) -> None:
    before = cli("replay", "--district", district, "--json").document["position"]

    assert 1 == cli(*ISSUE, *AUDITOR, *option, "--district", district).status
    assert before == cli("replay", "--district", district, "--json").document["position"]

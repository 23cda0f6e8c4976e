"""Fingerprints: the same request is known again, another one is told apart."""

import pytest
from msgspec import Struct

from service.ledger.fingerprint import fingerprints

SECRETS = [b"present", b"previous"]


class Accept(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="accept"):
    assignment: str
    note: str = ""


class Return(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="return"):
    assignment: str


ACCEPT = Accept(assignment="a")


def test_the_same_request_has_the_same_fingerprints() -> None:
    same = Accept(assignment="a")
    assert fingerprints(SECRETS, ACCEPT, on_behalf_of=None) == fingerprints(SECRETS, same, on_behalf_of=None)


@pytest.mark.parametrize(
    ("command", "on_behalf_of"),
    [
        (Accept(assignment="b"), None),
        (Accept(assignment="a", note="?"), None),
        (Return(assignment="a"), None),
        (ACCEPT, "organisation:school-1"),
    ],
)
def test_another_request_has_others(command: Struct, on_behalf_of: str | None) -> None:
    mine = fingerprints(SECRETS, ACCEPT, on_behalf_of=None)
    assert set(mine).isdisjoint(fingerprints(SECRETS, command, on_behalf_of=on_behalf_of))


def test_the_present_secret_comes_first_and_the_previous_one_is_still_known() -> None:
    before = fingerprints([b"previous"], ACCEPT, on_behalf_of=None)
    assert before == fingerprints(SECRETS, ACCEPT, on_behalf_of=None)[1:]


def test_a_later_field_left_at_its_default_changes_nothing() -> None:
    class AcceptLater(Accept, frozen=True, kw_only=True, omit_defaults=True, tag="accept"):
        rework: bool = False

    later = AcceptLater(assignment="a")
    assert fingerprints(SECRETS, ACCEPT, on_behalf_of=None) == fingerprints(SECRETS, later, on_behalf_of=None)


def test_a_command_without_a_tag_is_refused() -> None:
    class Untagged(Struct, frozen=True):
        assignment: str

    with pytest.raises(TypeError, match="tag"):
        fingerprints(SECRETS, Untagged("a"), on_behalf_of=None)

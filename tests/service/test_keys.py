"""A key apart from any request: its text is read as it was made, its networks hold whom they should."""

import pytest

from service.identity.key_terms import within
from service.identity.key_text import make, parse


def test_a_key_is_read_as_it_was_made() -> None:
    made = make()

    assert (made.id, made.secret_sha256) == parse(made.text)


def test_a_slip_of_the_pen_is_no_key() -> None:
    text = make().text
    slips = [text[:n] + ("a" if text[n] != "a" else "b") + text[n + 1 :] for n in range(len(text))]

    assert [] == [slip for slip in slips if parse(slip)]


@pytest.mark.parametrize(
    ("peer", "inside"),
    [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("11.1.2.3", False),
        ("2001:db8::1", True),
        (None, False),
        ("", False),
    ],
)
def test_a_peer_lies_within_its_networks(peer: str | None, *, inside: bool) -> None:
    assert inside == within(peer, ["10.0.0.0/8", "2001:db8::/32"])

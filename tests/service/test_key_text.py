"""The text of a key: what was made is read again, and a slip of the pen is none."""

from service.identity.key_text import make, parse


def test_a_key_is_read_as_it_was_made() -> None:
    made = make()

    assert (made.id, made.secret_sha256) == parse(made.text)


def test_a_slip_of_the_pen_is_no_key() -> None:
    text = make().text
    slips = [text[:n] + ("a" if text[n] != "a" else "b") + text[n + 1 :] for n in range(len(text))]

    assert [] == [slip for slip in slips if parse(slip)]

"""Beliefs: a row is a state and the positions between which the log knew just this."""

from msgspec import Struct
from msgspec.structs import replace

from projections.beliefs import OPEN, Folding


class Count(Struct, frozen=True):
    value: int = 0


def more(state: Count) -> Count:
    return replace(state, value=state.value + 1)


def test_what_is_new_is_known_from_its_entry_on() -> None:
    folding = Folding(Count(), {})
    folding.apply("a", 5, more)

    assert ([], [("a", 5, OPEN, Count(1))]) == (folding.closed, folding.beliefs)


def test_a_belief_ends_where_the_next_begins() -> None:
    folding = Folding(Count(), {})
    folding.apply("a", 5, more)
    folding.apply("b", 6, more)
    folding.apply("a", 7, more)

    assert [("a", 5, 7, Count(1)), ("a", 7, OPEN, Count(2)), ("b", 6, OPEN, Count(1))] == folding.beliefs


def test_what_was_believed_before_the_batch_goes_on_and_is_closed_once() -> None:
    folding = Folding(Count(), {"a": Count(41)})
    folding.apply("a", 5, more)
    folding.apply("a", 6, more)

    assert [("a", 5)] == folding.closed
    assert [("a", 5, 6, Count(42)), ("a", 6, OPEN, Count(43))] == folding.beliefs


def test_what_the_batch_does_not_touch_is_left_alone() -> None:
    folding = Folding(Count(), {"a": Count(41)})
    folding.apply("b", 5, more)

    assert ([], {"b": Count(1)}) == (folding.closed, folding.now)


def test_a_belief_that_has_ended_is_released_once_and_what_is_believed_now_goes_on() -> None:
    folding = Folding(Count(), {})
    folding.apply("a", 5, more)
    folding.apply("a", 6, more)
    released = folding.release()
    folding.apply("a", 7, more)

    assert [("a", 5, 6, Count(1))] == released
    assert [("a", 6, 7, Count(2)), ("a", 7, OPEN, Count(3))] == folding.beliefs

"""Answers in bytes to what was asked before at a position: there they never change, so they need no question."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct, json

_MOST: Final = 500  # answers


class Answer(Struct, frozen=True, kw_only=True):
    """An answer but for the moment at which it is given, which stands between ``head`` and ``tail``."""

    position: int
    known_at: datetime
    head: bytes
    tail: bytes
    headers: Sequence[tuple[bytes, bytes]]

    def at(self, now: datetime) -> bytes:
        return self.head + json.encode(max(now, self.known_at)) + self.tail


class Kept:
    """The last answer to each question; a question is all that its answer depends on, but for the position."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Answer] = {}

    def find(self, question: Hashable) -> Answer | None:
        return self._answers.get(question)

    def keep(self, question: Hashable, answer: Answer) -> None:
        if len(self._answers) >= _MOST:
            self._answers.clear()
        self._answers[question] = answer

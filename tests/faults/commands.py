"""The history put together: sendings with their answers, and what belongs to one command."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from msgspec import Struct

from tests.faults.history import Answered, Asked, Line

COMMANDS: Final = {
    "progress": "assignment.progress_reported",
    "append": "assignment.progress_reported",
    "completion": "assignment.completion_reported",
    "return": "assignment.report_returned",
}
"""What is asked, and the event that it becomes."""

Name: TypeAlias = tuple[str, str]
"""Actor and key: what makes a command one and the same."""


class Sending(Struct, frozen=True, kw_only=True):
    asked: Asked
    answer: Answered | None

    @property
    def status(self) -> int:
        return self.answer.status if self.answer else 0


class Acknowledged(Struct, frozen=True, kw_only=True):
    """The first good answer to a command; ``until`` is when it came, ``since`` when it was first asked."""

    name: Name
    asked: Asked
    since: int
    until: int
    body: dict[str, Any]  # Any: an answer as it came

    @property
    def position(self) -> int:
        return int(self.body["position"])

    @property
    def place(self) -> tuple[int, str]:
        return (self.position, f"assignment/{self.asked.assignment}")


def sendings(history: Iterable[Line]) -> list[Sending]:
    lines = list(history)
    answers = {line.op: line for line in lines if isinstance(line, Answered)}
    return [Sending(asked=line, answer=answers.get(line.op)) for line in lines if isinstance(line, Asked)]


def by_command(sent: Iterable[Sending]) -> dict[Name, list[Sending]]:
    found: dict[Name, list[Sending]] = {}
    for sending in sent:
        if sending.asked.what in COMMANDS:
            found.setdefault((sending.asked.actor, sending.asked.key or ""), []).append(sending)
    return found


def acknowledged(name: Name, sent: Sequence[Sending]) -> Acknowledged | None:
    answers = [sending.answer for sending in sent if sending.answer and sending.status == 201]
    if not answers:
        return None
    first = min(answers, key=lambda answer: answer.at)
    since = min(sending.asked.at for sending in sent)
    return Acknowledged(name=name, asked=sent[0].asked, since=since, until=first.at, body=first.body)


def refused(sent: Sequence[Sending]) -> bool:
    """Tell whether every sending was refused; one without an answer may have been recorded after the refusal."""
    return all(400 <= sending.status < 500 for sending in sent)


def changed(first: Acknowledged, sent: Sequence[Sending]) -> bool:
    """Tell whether a retry was answered otherwise; one that was asked before the first answer may be refused."""
    return any(
        s.answer.body != first.body if s.status == 201 else 400 <= s.status < 500 and s.asked.at > first.until
        for s in sent
        if s.answer
    )

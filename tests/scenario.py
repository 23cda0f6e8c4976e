"""Given-when-then for commands: a past of real stored lines, what is asked of it, and the facts or the refusal."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import pytest
from msgspec import Struct

from domain.command import Caller, Command
from domain.decider import Fact, Past
from domain.entry import Cause, NewEvent, Text, line
from domain.refusals import Refused

DISTRICT: Final = "aksai"
ADOPTED_ON: Final = date(2020, 10, 8)


class Happened(Struct, frozen=True, kw_only=True):
    """A fact of the past, by whom and on which day: some folds keep that."""

    fact: Fact
    actor: str = "system:setup"
    day: date = ADOPTED_ON


def happened(data: Struct, stream: str, *, by: str = "system:setup", on: date = ADOPTED_ON, **texts: str) -> Happened:
    return Happened(fact=Fact(stream=stream, data=data, texts=texts), actor=by, day=on)


def stored(history: Iterable[Happened]) -> list[tuple[str, bytes]]:
    """Return stream and line of each, as the log would have stored them, every fact under a command of its own."""
    versions: dict[str, int] = {}
    lines = []
    for position, event in enumerate(history, 1):
        stream = event.fact.stream
        versions[stream] = versions.get(stream, 0) + 1
        lines.append((stream, _line(event, position, versions[stream])))
    return lines


def _line(event: Happened, position: int, version: int) -> bytes:
    cause = Cause(district=DISTRICT, actor=event.actor, via="session", command=UUID(int=position), day=event.day)
    texts = [Text(part=part, salt=bytes(32), text=words) for part, words in event.fact.texts.items()]
    entry = line(cause, NewEvent(stream=event.fact.stream, version=version, data=event.fact.data, texts=texts))
    return b'{"_at":"2020-10-08T06:00:00.%06dZ","_pos":%d,' % (position, position) + entry[1:]


class When:
    """A command on a past; it sees the streams that it names, and no other."""

    def __init__(self, history: Sequence[Happened], command: Command, caller: Caller, day: date) -> None:
        self._lines, self._command, self._caller, self._day = stored(history), command, caller, day

    def facts(self) -> list[Fact]:
        return list(self._command.decide(self._seen(), self._caller, self._day))

    def then(self, *facts: Fact) -> None:
        assert list(facts) == self.facts()

    def then_refused(self, refusal: type[Refused], **arguments: object) -> None:
        with pytest.raises(refusal) as refused:
            self.facts()
        assert refusal is refused.type
        assert arguments == {name: refused.value.arguments[name] for name in arguments}

    def in_the_name_of(self) -> str | None:
        return self._command.on_behalf_of(self._seen(), self._caller)

    def _seen(self) -> Past:
        past = Past(streams={})
        while not (streams := set(self._command.streams(self._caller, past))) <= past.streams.keys():
            past = Past(streams={name: [line for stream, line in self._lines if stream == name] for name in streams})
        return past


class Given:
    def __init__(self, *history: Happened) -> None:
        self.history = history

    def when(self, command: Command, caller: Caller, day: date) -> When:
        return When(self.history, command, caller, day)

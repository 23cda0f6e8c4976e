"""Logs of many districts, laid down at once: the same history in each, the district's own name in every line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg
from msgspec import Struct

from domain.entry import Cause, NewEvent, Text, line
from tests.scenario import Happened

Row = tuple[object, ...]
START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(milliseconds=1)
_ANY: Final = "d-00000"


class Log(Struct, frozen=True, kw_only=True):
    """Rows without their district; every event is a command of its own."""

    events: Sequence[tuple[int, str, int, bytes]]
    commands: Sequence[Row]
    texts: Sequence[Row]

    @property
    def size(self) -> int:
        return len(self.events)


def name(number: int) -> str:
    """Return the name of a district; all are of one length."""
    return f"d-{number:05}"


def moment(position: int) -> datetime:
    """Return when an event was recorded."""
    return START + position * _TICK


def written(history: Iterable[Happened]) -> Log:
    versions = Counter[str]()
    events, commands, texts = list[tuple[int, str, int, bytes]](), list[Row](), list[Row]()
    for position, event in enumerate(history, 1):
        stream, actor = event.fact.stream, event.actor
        versions[stream] += 1
        words = [Text(part=part, salt=bytes(32), text=text) for part, text in event.fact.texts.items()]
        cause = Cause(district=_ANY, actor=actor, via="session", command=UUID(int=position), day=event.day)
        new = NewEvent(stream=stream, version=versions[stream], data=event.fact.data, texts=words)
        events.append((position, stream, new.version, _placed(line(cause, new), position)))
        commands.append((actor, cause.command, bytes(32), position, position, moment(position)))
        texts += [(position, text.part, text.salt, text.text) for text in words]
    return Log(events=events, commands=commands, texts=texts)


def _placed(entry: bytes, position: int) -> bytes:
    at = f"{moment(position):%Y-%m-%dT%H:%M:%S.%f}Z"
    return f'{{"_at":"{at}","_pos":{position},'.encode() + entry[1:]


async def fill(owner: asyncpg.Connection, log: Log, districts: Sequence[str]) -> None:
    """Give each district the log; ``owner`` is a superuser's connection."""
    for district in districts:
        mark, own = f'"district":"{_ANY}"'.encode(), f'"district":"{district}"'.encode()
        await _copy(
            owner,
            "events",
            ["district", "position", "stream", "version", "entry"],
            ((district, *row, entry.replace(mark, own, 1)) for *row, entry in log.events),
        )
        columns = ["district", "actor", "key", "fingerprint", "first_position", "last_position", "recorded_at"]
        await _copy(owner, "commands", columns, ((district, *row) for row in log.commands))
        columns = ["district", "position", "part", "salt", "text"]
        await _copy(owner, "texts", columns, ((district, *row) for row in log.texts))
        head = (district, log.size, moment(log.size))
        await _copy(owner, "heads", ["district", "size", "recorded_at"], [head])


async def _copy(owner: asyncpg.Connection, table: str, columns: list[str], rows: Iterable[Row]) -> None:
    await owner.copy_records_to_table(table, schema_name="log", columns=columns, records=rows)

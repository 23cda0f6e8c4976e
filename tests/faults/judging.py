"""The judge in Python: the history against the log, law by law; states are folded by the domain itself."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import asyncpg
from msgspec import Struct

from domain.assignment.state import State
from domain.entry import Recorded, Text
from domain.events import Event, decode
from tests.faults.commands import (
    COMMANDS,
    Acknowledged,
    Name,
    Sending,
    acknowledged,
    by_command,
    changed,
    refused,
    sendings,
)
from tests.faults.district import District
from tests.faults.folding import folded
from tests.faults.history import Seen, read
from tests.faults.order import disorder, shrunk
from tests.faults.verdict import LAWS, Verdict

_LOG: Final = "select entry from log.events where district = $1 order by position, stream"
_TEXTS: Final = "select position, part, salt, text from log.texts where district = $1"


class Log(Struct, frozen=True, kw_only=True):
    """What is stored: every line, every entry, and the words by position and part."""

    lines: Sequence[bytes]
    entries: Sequence[Recorded[Event]]
    texts: dict[tuple[int, str], list[Text]]


async def judge(connection: asyncpg.Connection, district: District, file: Path) -> tuple[int, Verdict]:
    """Return how many commands were acknowledged, and how often each law was broken."""
    history, log = list(read(file)), await _read_log(connection, district.name)
    sent, seen = sendings(history), [line for line in history if isinstance(line, Seen)]
    asked = by_command(sent)
    known = [ack for name, them in asked.items() if (ack := acknowledged(name, them))]
    found: Verdict = Counter(dict.fromkeys(LAWS, 0))
    found += _on_commands(asked, known, sent)
    found += _on_the_log(log, district, asked)
    fold = folded(log.entries, sent, seen)
    found += fold.found
    stored = {(entry.position, entry.stream): entry for entry in log.entries}
    standing = [ack for ack in known if _stands(ack, stored.get(ack.place), fold.states.get(ack.place))]
    found["lost"] += len(known) - len(standing)
    found["unproven"] += sum(not _proven(ack, stored[ack.place], log.texts) for ack in standing)
    found["disorder"] += disorder(known)
    found["shrunk"] += shrunk(known, sent)
    found["torn"] += sum(not _whole(page, log.lines) for page in sent if page.asked.what == "events" and page.answer)
    return len(known), found


async def _read_log(connection: asyncpg.Connection, district: str) -> Log:
    lines = [row["entry"] for row in await connection.fetch(_LOG, district)]
    texts: dict[tuple[int, str], list[Text]] = {}
    for row in await connection.fetch(_TEXTS, district):
        text = Text(part=row["part"], salt=row["salt"], text=row["text"])
        texts.setdefault((row["position"], row["part"]), []).append(text)
    return Log(lines=lines, entries=[decode(line) for line in lines], texts=texts)


def _on_commands(asked: dict[Name, list[Sending]], known: Iterable[Acknowledged], sent: list[Sending]) -> Verdict:
    reused = sum(sending.asked.what == "reuse" and sending.status == 201 for sending in sent)
    return Counter(
        {
            "changed": sum(changed(ack, asked[ack.name]) for ack in known) + reused,
            "not ready": sum(sending.asked.what == "ready" and sending.status != 200 for sending in sent),
            "answers 500": sum(sending.status == 500 for sending in sent),
        }
    )


def _on_the_log(log: Log, district: District, asked: dict[Name, list[Sending]]) -> Verdict:
    caused = Counter((entry.actor, str(entry.command)) for entry in log.entries if entry.position > district.seeded)
    streams: dict[str, list[int]] = {}
    for entry in log.entries:
        streams.setdefault(entry.stream, []).append(entry.version)
    return Counter(
        {
            "doubled": sum(times > 1 for times in caused.values()),
            "recorded": sum(name in caused and refused(them) for name, them in asked.items()),
            "strangers": sum(name not in asked for name in caused),
            "gaps": sum(map(_holes, ([entry.position for entry in log.entries], *streams.values()))),
            "backwards": sum(not _later(one, other) for one, other in pairwise(log.entries)),
        }
    )


def _holes(numbers: Sequence[int]) -> int:
    """Count the numbers that are missing and those that stand there again."""
    different = set(numbers)
    return max(different, default=0) - len(different) + len(numbers) - len(different)


def _later(one: Recorded[Event], other: Recorded[Event]) -> bool:
    if (one.actor, one.command) == (other.actor, other.command):
        return one.recorded_at == other.recorded_at
    return one.recorded_at < other.recorded_at


def _stands(ack: Acknowledged, entry: Recorded[Event] | None, state: State | None) -> bool:
    if entry is None or state is None:
        return False
    told = (ack.name, f"assignment/{ack.asked.assignment}", ack.body["version"], COMMANDS[ack.asked.what])
    tag = entry.data.__struct_config__.tag
    stored = ((entry.actor, str(entry.command)), entry.stream, entry.version, tag)
    return told == stored and ack.body.get("state", state.state) == state.state


def _proven(ack: Acknowledged, entry: Recorded[Event], texts: dict[tuple[int, str], list[Text]]) -> bool:
    part = "reason" if ack.asked.what == "return" else "note"
    known = [words for words in texts.get((ack.position, part), []) if words.text == ack.asked.text]
    return any(words.commitment() == entry.texts.get(part) for words in known)


def _whole(page: Sending, lines: Sequence[bytes]) -> bool:
    assert page.answer
    if page.status != 200:
        return True
    after, count = page.asked.after or 0, page.answer.body["count"]
    stored = lines[after : after + count]
    digest = hashlib.sha256(b"".join(line + b"\n" for line in stored)).hexdigest()
    return bool((len(stored), digest) == (count, page.answer.body["sha256"]))

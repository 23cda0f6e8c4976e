"""Histories go into the log of a district that nobody else works in."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import asyncpg

from domain.entry import Cause, NewEvent, Text
from service.ledger.batch import Request
from service.ledger.event_store import EventStore
from tests.scenario import Happened


async def open_log(owner: asyncpg.Connection) -> str:
    district = f"d-{uuid4().hex[:12]}"
    await owner.execute("select log.open($1)", district)
    return district


async def record(store: EventStore, district: str, history: Sequence[Happened], *, since: int = 0) -> list[datetime]:
    """Append what happened from ``since`` on, one command a fact; return the moments."""
    versions = Counter(event.fact.stream for event in history[:since])
    moments = []
    for event in history[since:]:
        versions[event.fact.stream] += 1
        outcome = await store.append(_request(district, event, versions[event.fact.stream]))
        assert outcome.recorded_at is not None, outcome
        moments.append(outcome.recorded_at)
    return moments


def _request(district: str, event: Happened, version: int) -> Request:
    cause = Cause(district=district, actor=event.actor, via="session", command=uuid4(), day=event.day)
    texts = [Text(part=part, salt=bytes(32), text=words) for part, words in event.fact.texts.items()]
    new = NewEvent(stream=event.fact.stream, version=version, data=event.fact.data, texts=texts)
    return Request(cause=cause, fingerprints=[bytes(32)], events=[new])

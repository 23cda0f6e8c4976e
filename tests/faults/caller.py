"""A caller of the log itself, without the loop above it: here a retry that is not known for one shows at once."""

import asyncio
from datetime import date
from random import Random
from uuid import UUID

import asyncpg

from domain.assignment.events import ProgressReported
from domain.entry import Cause, NewEvent, Text
from service.ledger.batch import Outcome, Request
from service.ledger.event_store import EventStore, Unavailable
from service.postgres.pool import MOMENTARY
from tests.faults.district import District
from tests.faults.history import History

_ACTOR = "system:faults"


class Caller:
    def __init__(self, district: District, pool: asyncpg.Pool, history: History, rng: Random) -> None:
        self._district, self._history, self._rng = district, history, rng
        self._store = EventStore(pool, patience=5)
        self._known: list[tuple[Request, str, str]] = []

    async def run(self, done: asyncio.Event) -> None:
        while not done.is_set():
            if self._known and self._rng.random() < 0.5:
                await self._append(*self._rng.choice(self._known))
            else:
                await self._report()
            await asyncio.sleep(self._rng.uniform(0.02, 0.1))
        await self._store.close()

    async def _report(self) -> None:
        assignment = self._rng.choice(self._district.assignments)
        stream = f"assignment/{assignment}"
        try:
            past = await self._store.load(self._district.name, [stream])
        except (Unavailable, *MOMENTARY):
            return
        words = f"запись {self._rng.getrandbits(64):016x}"
        request = self._request(stream, len(past[stream]) + 1, words)
        outcome = await self._append(request, assignment, words)
        if outcome and outcome.status == "appended":
            self._known.append((request, assignment, words))

    def _request(self, stream: str, version: int, words: str) -> Request:
        key, day = UUID(int=self._rng.getrandbits(128), version=4), date(2020, 10, 20)
        cause = Cause(district=self._district.name, actor=_ACTOR, via="system", command=key, day=day)
        text = Text(part="note", salt=self._rng.randbytes(32), text=words)
        event = NewEvent(stream=stream, version=version, data=ProgressReported(as_of=day), texts=[text])
        return Request(cause=cause, fingerprints=[self._rng.randbytes(32)], events=[event])

    async def _append(self, request: Request, assignment: str, words: str) -> Outcome | None:
        key, [event] = str(request.cause.command), request.events
        op = self._history.asked("append", _ACTOR, key=key, assignment=assignment, text=words)
        try:
            outcome = await self._store.append(request)
        except (Unavailable, *MOMENTARY):
            return None
        if outcome.status in {"appended", "replayed"}:
            body = {"assignment": assignment, "version": event.version, "position": outcome.last_position}
            self._history.answered(op, 201, body)
        else:
            self._history.answered(op, 409, {"status": outcome.status})
        return outcome

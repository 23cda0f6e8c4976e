"""The clients: schools, their supervisor and readers, who insist under the same key until they know."""

import asyncio
import hashlib
from random import Random
from typing import Final
from uuid import UUID

from msgspec import Struct

from tests.faults.district import ITEM, ROADMAP, SCHOOLS, District
from tests.faults.history import History
from tests.faults.services import Service
from tests.faults.talking import Answer, Broken, Talk

_LOST, _ABANDONED = 0.06, 0.03  # shares of sendings whose client goes away at once, and of those never asked again
_PATIENCE: Final = 4.0  # seconds for an answer
_DEPUTY, _AUDITOR = "person:deputy", "person:auditor"
_BODIES: Final = {
    "progress": lambda text: {"as_of": "2020-10-20", "note": text},
    "completion": lambda text: {"completed_on": "2020-10-30", "note": text},
    "return": lambda text: {"reason": text},
}
"""What is asked of an assignment, and how; the text comes back as a salted commitment."""


class Sending(Struct, frozen=True, kw_only=True):
    what: str
    actor: str
    key: str
    assignment: str
    text: str


class Client:
    """One caller at a time: it asks, waits, and asks again. ``done`` ends it once what it began is known."""

    def __init__(self, district: District, services: list[Service], history: History, rng: Random) -> None:
        self._district, self._history, self._rng = district, history, rng
        self._talks = [Talk(service.port) for service in services]
        self._known: list[Sending] = []
        self._read_until = 0

    async def run(self, done: asyncio.Event) -> None:
        while not done.is_set():
            await self._once()
            await asyncio.sleep(self._rng.uniform(0, 0.02))

    async def recall(self) -> None:
        """Ask for old answers once more, when all is well again."""
        for sending in self._rng.sample(self._known, min(10, len(self._known))):
            await self._insist(sending)

    def close(self) -> None:
        for talk in self._talks:
            talk.close()

    async def _once(self) -> None:
        chance = self._rng.random()
        if chance < 0.08:
            await self._read_events()
        elif chance < 0.14:
            await self._read_overdue()
        elif chance < 0.24 and self._known:
            await self._insist(self._rng.choice(self._known))
        elif chance < 0.26 and self._known:
            await self._reuse(self._rng.choice(self._known))
        else:
            await self._insist(self._sending())

    def _sending(self) -> Sending:
        school, what = self._rng.choice(SCHOOLS), self._rng.choice(["progress", "progress", "completion", "return"])
        return Sending(
            what=what,
            actor=_DEPUTY if what == "return" else f"organisation:{school}",
            key=str(UUID(int=self._rng.getrandbits(128), version=4)),
            assignment=f"{ROADMAP}/{ITEM}/{school}",
            text=f"запись {self._rng.getrandbits(64):016x}",
        )

    async def _insist(self, sending: Sending) -> None:
        while True:
            answer = await self._send(sending)
            if answer is None or answer.status >= 500:
                if self._rng.random() < _ABANDONED:
                    return
                await asyncio.sleep(self._rng.uniform(0.05, 0.4))
                continue
            if answer.status == 201 and sending not in self._known:
                self._known.append(sending)
            return

    async def _reuse(self, known: Sending) -> None:
        """Send other words under a key that stands for something: it must be refused."""
        other = Sending(
            what=known.what, actor=known.actor, key=known.key, assignment=known.assignment, text=known.text + "!"
        )
        await self._send(other, what="reuse")

    async def _send(self, sending: Sending, *, what: str = "") -> Answer | None:
        body = _BODIES[sending.what](sending.text)
        op = self._history.asked(
            what or sending.what,
            sending.actor,
            key=sending.key,
            assignment=sending.assignment,
            text=sending.text,
        )
        talk, path = self._rng.choice(self._talks), f"/api/v1/assignments/{sending.assignment}/{sending.what}"
        key = self._district.keys[sending.actor]
        lost = 0.005 if self._rng.random() < _LOST else _PATIENCE
        try:
            answer = await talk.ask("POST", path, key=key, body=body, within=lost, Idempotency_Key=sending.key)
        except Broken:
            return None
        self._history.answered(op, answer.status, answer.body)
        return answer

    async def _read_events(self) -> None:
        """Read on from where this client stands, now and then from the beginning."""
        after = self._read_until if self._rng.random() < 0.9 else 0
        limit = self._rng.choice([7, 100, 1000])
        op = self._history.asked("events", _AUDITOR, after=after)
        path = f"/api/v1/events?after={after}&limit={limit}"
        if answer := await self._get(op, path, Accept="application/x-ndjson"):
            count = answer.raw.count(b"\n")
            digest = hashlib.sha256(answer.raw).hexdigest()
            body = {"count": count, "sha256": digest, "ended": count < limit}
            self._history.answered(op, 200, body)
            self._read_until = max(self._read_until, after + count)

    async def _read_overdue(self) -> None:
        op = self._history.asked("overdue", _AUDITOR)
        if answer := await self._get(op, f"/api/v1/overdue?item={ITEM}&limit=1000"):
            overdue = sorted(row["assignment"] for row in answer.body["rows"])
            self._history.answered(
                op, 200, {"on": answer.body["on"], "position": answer.body["position"], "overdue": overdue}
            )

    async def _get(self, op: int, path: str, **headers: str) -> Answer | None:
        try:
            talk = self._rng.choice(self._talks)
            answer = await talk.ask("GET", path, key=self._district.keys[_AUDITOR], within=_PATIENCE, **headers)
        except Broken:
            return None
        if answer.status == 200:
            return answer
        self._history.answered(op, answer.status, answer.body)
        return None

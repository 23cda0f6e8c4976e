"""A school, or its auditor, as one caller of the API in the tests of the edges."""

from uuid import uuid4

from tests.faults.district import ITEM, ROADMAP, District
from tests.faults.services import Service
from tests.faults.talking import Answer, Broken, Talk

PROGRESS = {"as_of": "2020-10-20", "note": "идёт"}
COMPLETION = {"completed_on": "2020-10-30", "note": "исполнено"}


class School:
    """``talk`` is its own connection."""

    def __init__(self, district: District, service: Service, number: int = 1) -> None:
        self.talk, self._district = Talk(service.port), district
        self._name = f"school-{number}"

    async def report(self, *, key: str = "", item: str = ITEM, what: str = "progress", within: float = 30) -> Answer:
        """Raise `Broken` where no answer comes."""
        path = f"/api/v1/assignments/{ROADMAP}/{item}/{self._name}/{what}"
        body = PROGRESS if what == "progress" else COMPLETION
        held = self._district.keys[f"organisation:{self._name}"]
        return await self.talk.ask(
            "POST", path, key=held, body=body, within=within, Idempotency_Key=key or str(uuid4())
        )

    async def insist(self, *, key: str, item: str = ITEM, what: str = "completion") -> Answer:
        """Ask under the same key until it is known."""
        while True:
            try:
                answer = await self.report(key=key, item=item, what=what)
            except Broken:
                continue
            if answer.status != 503:
                return answer

    async def overdue(self, *, at_least: int = 0, known_at: str = "", within: float = 30) -> Answer:
        """Ask as the auditor does."""
        known = f"&known_at={known_at}" if known_at else ""
        return await self._get(f"/api/v1/overdue?item={ITEM}&min_position={at_least}{known}", within)

    async def events(self, *, after: int = 0, within: float = 30) -> Answer:
        """Ask as the auditor does."""
        return await self._get(f"/api/v1/events?after={after}&limit=1000", within)

    async def _get(self, path: str, within: float) -> Answer:
        return await self.talk.ask("GET", path, key=self._district.keys["person:auditor"], within=within)

    def close(self) -> None:
        self.talk.close()

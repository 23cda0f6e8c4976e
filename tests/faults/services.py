"""The service as an operator runs it: processes on one database, each started again whenever it has ended."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.faults.talking import Answer, Broken, Talk

_HOUSE: Final = Path(__file__).parents[2]
_PAUSE: Final = 0.2  # seconds before a process that has ended is started again
SECRET: Final = "0" * 32


class Service:
    """``program`` are the words that start it, before ``serve``."""

    def __init__(
        self, port: int, environment: Mapping[str, str], log: Path, program: Sequence[str] = ("-m", "service")
    ) -> None:
        self.port, self._log = port, log
        self._words = [sys.executable, *program, "serve", "--port", str(port), "--json"]
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._keeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._words, cwd=_HOUSE, env=self._environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def keep(self) -> None:
        """Start it, and again whenever it has ended, until `close`."""
        self._keeping = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        while True:
            if self._process is None or self._process.poll() is not None:
                self.start()
            await asyncio.sleep(_PAUSE)

    def signal(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)

    async def ready(self, *, within: float = 60) -> int:
        """Wait until it answers that it can answer truly, or says why it never will; return the status of that."""
        give_up = time.monotonic() + within
        while True:
            answer = await self._health()
            if answer and (answer.status == 200 or answer.body.get("status") == "parked"):
                return answer.status
            if time.monotonic() > give_up:
                return answer.status if answer else 0
            await asyncio.sleep(0.02)

    async def _health(self) -> Answer | None:
        talk = Talk(self.port)
        try:
            return await talk.ask("GET", "/health/ready", within=2)
        except Broken:
            return None
        finally:
            talk.close()

    async def close(self) -> None:
        if self._keeping:
            self._keeping.cancel()
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

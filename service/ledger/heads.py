"""Heads: how long a log is now. Those who ask at the same time share one look, and it begins after they asked."""

import asyncio
from typing import Final

import asyncpg

from service.postgres.pool import lent

_LOOK: Final = "select position from log.look($1, null, null)"


class Heads:
    """Nothing is remembered: what another process has just written counts too."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._waiting: dict[str, list[asyncio.Future[int]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def size(self, district: str) -> int:
        """Return the position of the last entry, 0 where there is no log; raise what the database raises."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[int] = loop.create_future()
        if (waiting := self._waiting.get(district)) is not None:
            waiting.append(answer)
        else:
            self._waiting[district] = [answer]
            task = loop.create_task(self._look(district))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await answer

    async def _look(self, district: str) -> None:
        while waiting := self._waiting[district]:
            self._waiting[district] = []
            try:
                async with lent(self._pool) as connection:
                    size = await connection.fetchval(_LOOK, district) or 0
            except Exception as error:  # noqa: BLE001  whatever it is, those who wait must hear it
                for answer in waiting:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for answer in waiting:
                    if not answer.done():
                        answer.set_result(size)
        del self._waiting[district]

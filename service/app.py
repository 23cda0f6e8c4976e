"""The composition root: the only place where the parts of the running service are put together."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import asyncpg
from litestar import Litestar
from litestar.openapi import OpenAPIConfig

from projections.control import CONTROL
from projections.trail import TRAIL
from service.files import FILE_QUOTA
from service.http.api.routes import api
from service.http.calendar import get_calendar
from service.http.front import Front
from service.http.health import live, ready
from service.http.house import House
from service.identity.keyring import Keyring
from service.ledger.ledger import Ledger
from service.ledger.rebuild import lay_out, stand
from service.ledger.runner import Runner
from service.postgres.database import Database
from service.postgres.pool import MOMENTARY, open_pool

MODELS: Final = (CONTROL, TRAIL)
_PAUSE: Final = 0.5  # seconds
_CLOSES_WITHIN: Final = 1.0  # seconds
_AGAIN: Final = 0.1
_TIMEOUT: Final = 5.0  # seconds; whoever asks would rather hear that it does not go


@asynccontextmanager
async def open_house(
    database: Database, secrets: Sequence[bytes], *, pool_size: int = 16, file_quota: int = FILE_QUOTA
) -> AsyncGenerator[House]:
    """Open the ledger and its read models, and keep these up to date while the block lasts."""
    async with (
        open_pool(database.app, max_size=pool_size, command_timeout=_TIMEOUT, application_name="roadmap") as pool,
        open_pool(database.projector, max_size=1 + len(MODELS), application_name="roadmap projector") as projector,
    ):
        async with projector.acquire() as connection:
            for model in MODELS:
                await lay_out(connection, model)
        ledger = Ledger(pool, secrets)
        runner = Runner(projector, MODELS)
        following = asyncio.create_task(_follow(projector, runner))
        try:
            yield House(ledger=ledger, runner=runner, keyring=Keyring(pool), file_quota=file_quota)
        finally:
            try:
                async with asyncio.timeout(_CLOSES_WITHIN):
                    await _end(following)
                    await ledger.store.close()
                    await asyncio.gather(pool.close(), projector.close())
            except TimeoutError:  # a database that does not answer is not waited for
                pool.terminate()
                projector.terminate()
                await _end(following)


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel it until it ends: a connection that breaks at that moment may have swallowed the first time."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=_AGAIN)


async def _follow(projector: asyncpg.Pool, runner: Runner) -> None:
    """Make the models that do not stand in their versions, then keep all of them up to date."""
    await _stand(projector)
    await runner.run()


async def _stand(projector: asyncpg.Pool) -> None:
    try:
        await stand(projector, *MODELS)
    except MOMENTARY:  # the database is gone for a while
        await asyncio.sleep(_PAUSE)
        await _stand(projector)


def create_app(
    database: Database, secrets: Sequence[bytes], *, pool_size: int = 16, file_quota: int = FILE_QUOTA
) -> Litestar:
    """Build the ASGI application."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None]:
        async with open_house(database, secrets, pool_size=pool_size, file_quota=file_quota) as house:
            app.state.house = house
            yield

    return Litestar(
        [live, ready, get_calendar, api()],
        lifespan=[lifespan],
        plugins=[Front()],
        logging_config=None,
        openapi_config=OpenAPIConfig(title="Roadmap Ledger", version="1", path="/schema"),
    )

"""The composition root: the only place where the parts of the running service are put together."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final

import asyncpg
from litestar import Litestar, Router
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig

from projections.control import CONTROL
from projections.here import Districts
from projections.model import Model
from projections.trail import TRAIL
from service.http.api.assignments import get_assignment, list_assignments
from service.http.api.decisions import assign_item, decide_deadline, name_supervisor
from service.http.api.events import list_events
from service.http.api.files import get_file
from service.http.api.imports import confirm_import, prepare_import
from service.http.api.lists import filters
from service.http.api.organisations import list_organisations, register_organisations
from service.http.api.overdue import list_overdue
from service.http.api.recording import assignment_key, writing
from service.http.api.reports import report_completion, report_progress
from service.http.api.reviews import accept_report, return_report
from service.http.api.roadmaps import get_roadmap, list_roadmaps
from service.http.api.trail import audit_trail_list
from service.http.authentication import KeyAuthentication
from service.http.conditional import command_key
from service.http.front import Front
from service.http.health import live, ready
from service.http.house import House
from service.ledger.ledger import Ledger
from service.ledger.rebuild import lay_out, stand
from service.ledger.runner import Runner
from service.postgres.database import Database
from service.postgres.pool import MOMENTARY, open_pool

MODELS: Final = (CONTROL, TRAIL)
_PAUSE: Final = 0.5  # seconds


@asynccontextmanager
async def open_house(database: Database, secrets: Sequence[bytes], *, pool_size: int = 16) -> AsyncGenerator[House]:
    """Open the ledger and its read models, and keep these up to date while the block lasts."""
    async with (
        open_pool(database.app, max_size=pool_size, application_name="roadmap") as pool,
        open_pool(database.projector, max_size=3, application_name="roadmap projector") as projector,
    ):
        async with projector.acquire() as connection:
            for model in MODELS:
                await lay_out(connection, model)
        ledger, runner = Ledger(pool, secrets), Runner(projector, MODELS)
        following = asyncio.create_task(_follow(projector, runner))
        try:
            yield House(ledger=ledger, pool=pool, districts=Districts(), runner=runner)
        finally:
            await ledger.store.close()
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following


async def _follow(projector: asyncpg.Pool, runner: Runner) -> None:
    """Make the models that do not stand in their versions, then keep all of them up to date."""
    for model in MODELS:
        await _stand(projector, model)
    await runner.run()


async def _stand(projector: asyncpg.Pool, model: Model) -> None:
    try:
        await stand(projector, model)
    except MOMENTARY:  # the database is gone for a while
        await asyncio.sleep(_PAUSE)
        await _stand(projector, model)


def create_app(database: Database, secrets: Sequence[bytes], *, pool_size: int = 16) -> Litestar:
    """Build the ASGI application."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None]:
        async with open_house(database, secrets, pool_size=pool_size) as house:
            app.state.house = house
            yield

    return Litestar(
        [live, ready, api()],
        lifespan=[lifespan],
        plugins=[Front()],
        logging_config=None,
        openapi_config=OpenAPIConfig(title="Roadmap Ledger", version="1", path="/schema"),
    )


def api() -> Router:
    return Router(
        "/api/v1",
        route_handlers=[
            list_overdue,
            list_assignments,
            get_assignment,
            report_completion,
            report_progress,
            accept_report,
            return_report,
            list_roadmaps,
            get_roadmap,
            assign_item,
            decide_deadline,
            name_supervisor,
            prepare_import,
            confirm_import,
            get_file,
            list_organisations,
            register_organisations,
            audit_trail_list,
            list_events,
        ],
        middleware=[DefineMiddleware(KeyAuthentication)],
        dependencies={
            "assignment": Provide(assignment_key, sync_to_thread=False),
            "filters": Provide(filters, sync_to_thread=False),
            "key": Provide(command_key, sync_to_thread=False),
            "writing": Provide(writing, sync_to_thread=False),
        },
    )

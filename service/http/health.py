"""Health: whether the process lives, and whether it can answer truly."""

import asyncio
from typing import Final, Literal

from litestar import Response, get
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from msgspec import Struct

from service.http.house import house
from service.http.problems import AnyRequest
from service.ledger.runner import Parked

_ANSWERS_WITHIN: Final = 2.0  # seconds


class Live(Struct, frozen=True):
    status: str = "live"


class Ready(Struct, frozen=True, kw_only=True):
    """``parked`` are read models that met an entry they cannot fold, ``building`` those that are being made."""

    status: Literal["ready", "parked", "building"]
    parked: list[Parked]
    building: list[str]


@get("/health/live", opt={"public": True})
async def live() -> Live:
    return Live()


@get("/health/ready", opt={"public": True})
async def ready(request: AnyRequest) -> Response[Ready]:
    """Answer 200 when the database answers and every read model goes on."""
    runner = house(request.app).runner
    async with asyncio.timeout(_ANSWERS_WITHIN):
        parked, building = await runner.parked(), await runner.building()
    status: Literal["ready", "parked", "building"] = "parked" if parked else "building" if building else "ready"
    code = HTTP_200_OK if status == "ready" else HTTP_503_SERVICE_UNAVAILABLE
    return Response(Ready(status=status, parked=parked, building=building), status_code=code)

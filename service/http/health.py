"""Health: whether the process lives, and whether it can answer truly."""

from litestar import Response, get
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from msgspec import Struct

from service.http.house import house
from service.http.problems import AnyRequest
from service.ledger.runner import Parked


class Live(Struct, frozen=True):
    status: str = "live"


class Ready(Struct, frozen=True, kw_only=True):
    """``parked`` names the read models that met an entry they cannot fold, and where."""

    status: str
    parked: list[Parked]


@get("/health/live", opt={"public": True})
async def live() -> Live:
    return Live()


@get("/health/ready", opt={"public": True})
async def ready(request: AnyRequest) -> Response[Ready]:
    """Answer 200 when the database answers and every read model goes on."""
    parked = await house(request.app).runner.parked()
    if parked:
        return Response(Ready(status="parked", parked=parked), status_code=HTTP_503_SERVICE_UNAVAILABLE)
    return Response(Ready(status="ready", parked=[]), status_code=HTTP_200_OK)

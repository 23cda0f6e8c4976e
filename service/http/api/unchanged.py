"""Unchanged: the same question of somebody who sees the same is answered at once while the log has not grown."""

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Final

from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import json
from msgspec.structs import replace

from service import clock
from service.http.api.lists import link
from service.http.authentication import Asked, principal
from service.http.house import house
from service.http.kept import Answer
from service.overdue_list import OverdueList

_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


def unless_unchanged(app: ASGIApp) -> ASGIApp:
    """Before a handler: answer what it gave to `keep`, where the log is as long as it was then."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        here, district = house(scope["litestar_app"]), principal(scope).caller.district
        question = scope["state"]["question"] = _question(scope, await here.ledger.zone(district))
        kept = here.kept.find(question)
        if kept is None or kept.position != await here.ledger.heads.size(district):
            await app(scope, receive, send)
            return
        body = kept.at(clock.now())
        headers = [*kept.headers, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answered


def keep(request: Asked, answer: OverdueList) -> None:
    """Keep an answer about now: at its position, and as long as it is today, it depends on nothing else."""
    head, _, tail = json.encode(replace(answer, known_at=_NEVER)).partition(json.encode(_NEVER))
    headers = {"content-type": "application/json", **link(request, answer.next)}
    kept = Answer(
        position=answer.position,
        known_at=answer.known_at,
        head=head,
        tail=tail,
        headers=[(name.lower().encode(), value.encode()) for name, value in headers.items()],
    )
    house(request.app).kept.keep(request.scope["state"]["question"], kept)


def _question(scope: Scope, zone: str) -> Hashable:
    """Return all that an answer depends on besides the position: who sees how much, the day, the address, the form."""
    asker, today = principal(scope), clock.today(zone)
    accept = tuple(value for name, value in scope["headers"] if name == b"accept")
    return asker.caller.district, asker.reach(today), today, scope["path"], scope["query_string"], accept

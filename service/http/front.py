"""One plugin puts the whole front before an application, so that no handler can be without it."""

import asyncio
import re
from typing import Final, cast

from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import HTTPRouteHandler
from litestar.plugins import InitPlugin, ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send

from service.http.explain import below
from service.http.faults import BadParameter, Fault
from service.http.parameters import pairs
from service.http.problems import documented, handlers
from service.http.request import MAX_BODY, CheckedRequest, expects_json
from service.ledger.event_store import Unavailable

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


class Front(InitPlugin, ReceiveRoutePlugin):
    """Bodies are decoded by us and limited in size, addresses hold what handlers know, all failures are problems."""

    def __init__(self) -> None:
        self._parameters: dict[object, frozenset[str]] = {}  # handler → names that its query may hold

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.request_class = CheckedRequest
        app_config.on_startup.append(_limit_bodies)
        app_config.exception_handlers = {**handlers()}
        app_config.middleware.insert(0, self._checked_address)
        return app_config

    def receive_route(self, route: BaseRoute) -> None:
        if not isinstance(route, HTTPRoute):
            return
        for handler, model in route.route_handler_map.values():
            if not issubclass(_request_class(handler), CheckedRequest):
                raise ImproperlyConfiguredException(f"{handler} reads its body past the front")
            handler.responses = {**documented(*_answered(handler)), **(handler.responses or {})}
            # None of our dependencies waits for anything: one after the other they need no task each.
            model.dependency_batches = [{one} for batch in model.dependency_batches for one in batch]
            self._parameters[handler] = frozenset(known.field_alias for known in model.expected_query_params)

    def _checked_address(self, app: ASGIApp) -> ASGIApp:
        async def checked(scope: Scope, receive: Receive, send: Send) -> None:
            if _CONTROL.search(scope["path"]):
                raise BadParameter(Fault(field="path", rule="control_character"))
            if query := scope["query_string"]:
                _check_query(query, self._parameters.get(scope["route_handler"]))
            try:
                await app(scope, receive, send)
            except asyncio.CancelledError as error:  # the service stops and waits no longer: the key will tell
                raise Unavailable("the service stops", retry_after=1) from error

        return checked


def _limit_bodies(app: Litestar) -> None:
    app.request_max_body_size = MAX_BODY  # Litestar 2.25 overlooks what a plugin sets in AppConfig


def _request_class(handler: HTTPRouteHandler) -> type[object]:
    return cast("type[object]", handler.resolve_request_class())  # pyright: ignore[reportUnknownMemberType] - no arguments


def _answered(handler: HTTPRouteHandler) -> set[int]:
    """Return the statuses of the problems that the front answers by itself."""
    return {400, 413, 415, 422} if expects_json(handler) else {400}


def _check_query(query: bytes, known: frozenset[str] | None) -> None:
    """Refuse what would be ignored (a misspelt ``dry_run`` must not record) and what PostgreSQL cannot hold."""
    faults: list[Fault] = []
    for name, value in pairs(query):
        if known is not None and name not in known:
            faults.append(Fault(field=below("", name), rule="unknown"))
        elif _CONTROL.search(value):
            faults.append(Fault(field=name, rule="control_character"))
    if faults:
        raise BadParameter(*faults)

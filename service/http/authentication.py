"""Authentication: everything below ``/api/v1`` asks for a key; nothing there answers without."""

from typing import Any, Final, TypeAlias, cast

from litestar import Request
from litestar.exceptions import NotAuthorizedException
from litestar.types import ASGIApp, Receive, Scope, Send

from service.http.house import house
from service.identity.principal import Principal

Asked: TypeAlias = Request[Principal, Any, Any]  # what else a request may carry is none of a handler's business
_CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}


def authenticated(app: ASGIApp) -> ASGIApp:
    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        scheme, _, key = given.decode("latin-1").partition(" ")
        known = scheme.lower() == "bearer" and await house(scope["litestar_app"]).keyring.authenticate(key.strip())
        if not known:
            raise NotAuthorizedException(headers=_CHALLENGE)
        scope["user"], scope["auth"] = known, None
        await app(scope, receive, send)

    return asked


def principal(scope: Scope) -> Principal:
    """Return who asks, below `authenticated`."""
    return cast(Principal, scope["user"])

"""Authentication: everything below ``/api/v1`` asks for a key; nothing there answers without."""

from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, cast

from litestar import Request
from litestar.exceptions import NotAuthorizedException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.http.house import house
from service.identity.principal import Principal

Asked: TypeAlias = Request[Principal, Any, Any]  # what else a request may carry is none of a handler's business
_CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}
_EXPIRES: Final = b"roadmap-key-expires"
"""There is no standard header for it: the ``Sunset`` of RFC 8594 speaks of what is addressed, not of who asks."""


def authenticated(app: ASGIApp) -> ASGIApp:
    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        scheme, _, key = given.decode("latin-1").partition(" ")
        peer = scope["client"][0] if scope["client"] else None
        keyring = house(scope["litestar_app"]).keyring
        opened = await keyring.authenticate(key.strip(), peer) if scheme.lower() == "bearer" else None
        if opened is None:
            raise NotAuthorizedException(headers=_CHALLENGE)
        scope["user"], scope["auth"] = opened.principal, None
        await app(scope, receive, _warning(send, opened.expires_soon) if opened.expires_soon else send)

    return asked


def _warning(send: Send, expires: datetime) -> Send:
    """Say on the answer when the key ends, so that its owner rotates it in time."""
    header = (_EXPIRES, f"{expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode())

    async def warned(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], header]
        await send(message)

    return warned


def principal(scope: Scope) -> Principal:
    """Return who asks, below `authenticated`."""
    return cast(Principal, scope["user"])

"""Authentication: everything below ``/api/v1`` asks for a key; nothing there answers without."""

from typing import Any, Final, TypeAlias

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from service.http.house import house
from service.identity.principal import Principal

Asked: TypeAlias = Request[Principal, Any, Any]  # what else a request may carry is none of a handler's business
_CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}


class KeyAuthentication(AbstractAuthenticationMiddleware):
    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        scheme, _, key = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise NotAuthorizedException(headers=_CHALLENGE)
        principal = await house(connection.app).keyring.authenticate(key.strip())
        if principal is None:
            raise NotAuthorizedException(headers=_CHALLENGE)
        return AuthenticationResult(user=principal, auth=None)

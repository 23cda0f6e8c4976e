"""The request of every handler: a body declared as JSON is read by our own decoder, whatever the handler forgot."""

import re
from collections.abc import Collection
from typing import Any, Final

from litestar import Request
from litestar.datastructures import Headers
from litestar.enums import RequestEncodingType
from litestar.exceptions import InternalServerException
from litestar.handlers import HTTPRouteHandler
from litestar.params import BodyKwarg

from service.http.body import decode
from service.http.explain import ALL
from service.http.faults import Fault, Malformed, UnsupportedMediaType

MAX_BODY: Final = 256 * 1024
"""Bytes; a handler of many entries or of files names its own `request_max_body_size`."""

_CHARSET: Final = re.compile(r"""\bcharset\s*=\s*"?([^";\s]*)""")


class CheckedRequest(Request[Any, Any, Any]):  # who asks is the business of the handlers
    """Every request of the application: `JSONBody[T]` of a handler is read by `decode` and by nothing else."""

    async def body(self) -> bytes:
        """Return the raw body; one that is declared as JSON is there, complete and of the right media type."""
        if not expects_json(self.route_handler):
            return await super().body()
        check_media_type(self.headers)
        try:
            raw = await super().body()
        except InternalServerException as error:  # the client went away
            raise Malformed(Fault(field=ALL, rule="incomplete")) from error
        if not raw:
            raise Malformed(Fault(field=ALL, rule="required"))
        return raw

    async def json(self) -> Any:  # noqa: ANN401 - the type is the handler's own
        field = self.route_handler.parsed_data_field
        return decode(await self.body(), field.annotation if field else Any)


def check_media_type(headers: Headers, accepted: Collection[str] = (RequestEncodingType.JSON,)) -> None:
    """Raise `UnsupportedMediaType` unless it is one of those, plain, and in UTF-8 where a charset is named."""
    media_type, _, parameters = headers.get("content-type", "").lower().partition(";")
    charset = _CHARSET.search(parameters)
    if media_type.strip() not in accepted or (charset and charset[1] not in {"utf-8", "utf8"}):
        raise UnsupportedMediaType(Fault(field="Content-Type", rule="content_type"))
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(Fault(field="Content-Encoding", rule="content_type"))


def expects_json(handler: HTTPRouteHandler) -> bool:
    if (field := handler.parsed_data_field) is None:
        return False
    kwarg = field.kwarg_definition
    return not isinstance(kwarg, BodyKwarg) or kwarg.media_type == RequestEncodingType.JSON

"""Pages of a list: an opaque cursor that fits this list alone, and a Link to the next page (RFC 8288)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import blake2b
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar
from urllib.parse import urlencode

from litestar import Request
from litestar.params import QueryParameter
from msgspec import Meta, Struct, json

from service.http.body import decode
from service.http.faults import BadCursor, Fault, Rejected
from service.http.parameters import pairs

K = TypeVar("K")

Limit: TypeAlias = Annotated[int, QueryParameter(ge=1, le=1000, description="Rows in a page.")]
"""A handler declares `limit: Limit = DEFAULT_LIMIT`."""
DEFAULT_LIMIT: Final = 50

AnyRequest: TypeAlias = Request[Any, Any, Any]  # who asks does not matter to a page

_SEAL: Final = 8  # bytes; a mistake is found, nothing is kept secret
_TURNING: Final = frozenset({"cursor", "format", "limit", "min_position"})  # may differ from page to page


class Cursor(Struct, Generic[K], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the next page begins: behind the row with key ``after``, in the state at the first page's ``position``."""

    position: Annotated[int, Meta(ge=0)]
    after: K


def seal(request: AnyRequest, cursor: Cursor[Any]) -> str:  # any key: it is only written here
    """Write a cursor that `unseal` accepts under the same path and filters only."""
    content = json.encode(cursor)
    return urlsafe_b64encode(_seal(request, content) + content).rstrip(b"=").decode()


def unseal(request: AnyRequest, text: str, type_: type[Cursor[K]]) -> Cursor[K]:
    """Read a cursor; raise `BadCursor` for one of another list, or a damaged one."""
    try:
        sealed = urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
        seal_, content = sealed[:_SEAL], sealed[_SEAL:]
        cursor = decode(content, type_)
    except (Error, Rejected):
        raise BadCursor(Fault(field="cursor", rule="page")) from None
    if seal_ != _seal(request, content):
        raise BadCursor(Fault(field="cursor", rule="page"))
    return cursor


def link_next(request: AnyRequest, cursor: str) -> str:
    """Return the value of the Link header: the same address with its cursor replaced."""
    query = [(name, value) for name, value in pairs(request.scope["query_string"]) if name != "cursor"]
    return f'<{request.scope["path"]}?{urlencode([*query, ("cursor", cursor)])}>; rel="next"'


def _seal(request: AnyRequest, content: bytes) -> bytes:
    filters = sorted(pair for pair in pairs(request.scope["query_string"]) if pair[0] not in _TURNING)
    return blake2b(json.encode([request.scope["path"], filters, content]), digest_size=_SEAL).digest()

"""Headers that make a write safe to send: If-Match against a stale view, Idempotency-Key against a doubled request."""

import re
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from litestar.params import HeaderParameter

from domain.refusals import Refused
from service.http.faults import BadHeader, Fault
from service.words import _

IfMatch: TypeAlias = Annotated[
    str | None, HeaderParameter(name="If-Match", description="ETag of the version that was seen; stale → 412.")
]
"""A handler declares `if_match: IfMatch = None`."""

_ENTITY_TAGS: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"(?:[ \t]*,[ \t]*(?:W/)?"[\x21\x23-\x7e]*")*')
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Stale(Refused):
    code = "stale"
    status = 412
    message = _("The object has changed meanwhile: it is at version {version} now. Read it again.")


def etag(version: int) -> str:
    """Return the ETag of an object at a version."""
    return f'"{version}"'


def require_match(if_match: str | None, version: int) -> None:
    """Raise `Stale` unless the header is absent, ``*`` or names this version (a weak tag never does: RFC 9110)."""
    if if_match is None or if_match == "*":
        return
    if not _ENTITY_TAGS.fullmatch(if_match):
        raise BadHeader(Fault(field="If-Match", rule="header"))
    if etag(version) not in (tag.strip() for tag in if_match.split(",")):
        raise Stale(version=version)


def command_key(
    idempotency_key: Annotated[
        str, HeaderParameter(name="Idempotency-Key", description="A UUID; sent again it answers as the first time.")
    ],
) -> UUID:
    """Provide the key of a command: a dependency of every handler that records (EVENTS: lower case 8-4-4-4-12)."""
    if (key := read_key(idempotency_key)) is None:
        raise BadHeader(Fault(field="Idempotency-Key", rule="idempotency_key"))
    return key


def read_key(text: str) -> UUID | None:
    return UUID(text) if _UUID.fullmatch(text) else None


def replayed(*, again: bool) -> dict[str, str]:
    """Return the header that tells a repeated answer from a first one."""
    return {"Idempotent-Replayed": "true"} if again else {}

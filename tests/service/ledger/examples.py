"""Events and requests as the tests of the log use them; the real ones stand in the domain."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID, uuid4

import asyncpg
from msgspec import Struct, json

from domain.entry import Cause, NewEvent, Recorded, Text
from service.ledger.batch import Request

FINGERPRINT: Final = bytes(range(32))
OTHER: Final = bytes(32)
SALT: Final = bytes(32)
NOTE: Final = Text(part="note", salt=SALT, text="Петя болел")
SCHOOL: Final = "organisation:school-12"


class Figures(Struct, frozen=True, kw_only=True):
    engaged: int
    enrolled: int


class CompletionReported(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="assignment.completion_reported"):
    report: int
    completed_on: date
    submitted_on: date | None = None
    due_on: date | None = None
    figures: Figures | None = None


class Annotated(Struct, frozen=True, kw_only=True, tag="assignment.annotated"):
    value: object


Event: TypeAlias = CompletionReported | Annotated
decode: Final = json.Decoder(Recorded[Event]).decode


def cause(district: str, *, key: UUID | None = None, actor: str = SCHOOL) -> Cause:
    return Cause(district=district, actor=actor, via="session", command=key or uuid4(), day=date(2020, 12, 25))


def event(stream: str, version: int, value: object = 1, *texts: Text) -> NewEvent:
    return NewEvent(stream=stream, version=version, data=Annotated(value=value), texts=texts)


def request(
    district: str,
    *events: NewEvent,
    key: UUID | None = None,
    reads: Mapping[str, int] | None = None,
    actor: str = SCHOOL,
    fingerprints: tuple[bytes, ...] = (FINGERPRINT,),
) -> Request:
    asked = cause(district, key=key, actor=actor)
    return Request(cause=asked, fingerprints=fingerprints, events=events, reads=reads or {})


def raw(stream: str, entry: bytes, *, reads: Mapping[str, int] | None = None) -> tuple[object, ...]:
    """Make a ``log.request`` by hand, past the store and its checks."""
    return (SCHOOL, uuid4(), [FINGERPRINT], list((reads or {}).items()), [(stream, 1, entry, [])])


async def new_district(root: asyncpg.Connection) -> str:
    """Open the log of a district nobody else works in."""
    name = f"d-{uuid4().hex[:12]}"
    await root.execute("select log.open($1)", name)
    return name

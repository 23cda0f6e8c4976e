"""The entry: the one canonical line that the log keeps of an event."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Generic, TypeVar, cast
from uuid import UUID

from msgspec import Struct, field, json

E = TypeVar("E", bound=Struct)
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")
_LARGEST: Final = 2**53 - 1
_DEPTH: Final = 8
_PLAIN: Final = re.compile(
    rb"""(?: [{}\[\],] | "[a-z_][a-z0-9_]*+": | "[\x20!#-\[\]-~]*+" | -?[0-9]{1,15}+(?=[,}\]]) | true | false )*+""",
    re.VERBOSE,
)
"""A line in which nothing but its depth could be against the profile: the quick look at what is nearly always there."""
encode: Final = json.Encoder(order="sorted").encode  # "deterministic" leaves a Struct's fields unsorted


class Text(Struct, frozen=True, kw_only=True):
    """Words that may have to be erased: they lie beside the log, the entry only commits to them."""

    part: str
    salt: bytes
    text: str

    def commitment(self) -> str:
        return hashlib.sha256(b"roadmap-text-v1\0" + self.salt + self.text.encode()).hexdigest()


class Cause(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the events of one command share: who asked, how, in whose name, under which key, on which civil day."""

    district: str
    actor: str
    via: str
    command: UUID
    day: date
    on_behalf_of: str | None = None


class NewEvent(Struct, frozen=True, kw_only=True):
    """A fact on its way into a stream; ``data`` is a Struct of the tagged union of events."""

    stream: str
    version: int
    data: Struct
    texts: Sequence[Text] = ()


class Recorded(Struct, Generic[E], frozen=True, kw_only=True):
    """An entry as ``json.Decoder(Recorded[Event])`` reads it, in one pass; names it does not know are ignored."""

    recorded_at: datetime = field(name="_at")
    position: int = field(name="_pos")
    district: str
    actor: str
    via: str
    on_behalf_of: str | None = None
    command: UUID
    day: date
    stream: str
    version: int
    texts: Mapping[str, str] = {}
    data: E


class _Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`Recorded` before it has a moment and a position."""

    district: str
    actor: str
    via: str
    on_behalf_of: str | None = None
    command: UUID
    day: date
    stream: str
    version: int
    texts: Mapping[str, str] = {}
    data: Struct


def line(cause: Cause, event: NewEvent) -> bytes:
    """Return the entry without ``_at`` and ``_pos``, which SQL puts in front; raise `ValueError` outside the profile.

    The profile makes sorted JSON the canonical form of RFC 8785: no floats, no null, whole numbers that fit a double.
    """
    if type(cause.command) is not UUID:  # msgspec does not check what Python code puts in
        raise TypeError("an idempotency key is a UUID")
    if event.data.__struct_config__.tag is None:
        raise ValueError("an event carries its tag")
    found = encode(
        _Line(
            district=cause.district,
            actor=cause.actor,
            via=cause.via,
            on_behalf_of=cause.on_behalf_of,
            command=cause.command,
            day=cause.day,
            stream=event.stream,
            version=event.version,
            texts={text.part: text.commitment() for text in event.texts},
            data=event.data,
        )
    )
    if not _PLAIN.fullmatch(found) or found.count(b"{") + found.count(b"[") > _DEPTH:
        _check(json.decode(found), depth=_DEPTH)
    return found


def _check(value: object, *, depth: int) -> None:
    match value:
        case dict() | list() | tuple() if depth == 0:
            raise ValueError("nested too deep")
        case dict():
            for name, member in cast(dict[object, object], value).items():
                if not isinstance(name, str) or not _NAME.fullmatch(name):
                    raise ValueError(f"name {name!r}")
                _check(member, depth=depth - 1)
        case list() | tuple():
            for member in cast(Sequence[object], value):
                _check(member, depth=depth - 1)
        case str():
            if "\0" in value or not (value.isascii() or unicodedata.is_normalized("NFC", value)):
                raise ValueError("text must be NFC without NUL")
        case bool():
            pass
        case int() if -_LARGEST <= value <= _LARGEST:
            pass
        case _:
            raise ValueError(f"{type(value).__name__} {value!r} has no place in an entry")

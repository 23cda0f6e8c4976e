"""The acts behind a duty: the order itself, what a duty follows from, and on whose authority it changes."""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

AuthorityKind: TypeAlias = Literal["act", "decision", "delegation"]


class ActReference(Struct, frozen=True, kw_only=True):
    """An act as later events name it."""

    number: str
    dated_on: date


class Act(Struct, frozen=True, kw_only=True):
    """The order that adopts a roadmap."""

    number: str
    dated_on: date
    issuer: str
    signatory_position: str


class ExecutedAct(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A higher act that the order executes; its title is a text."""

    number: str | None = None
    dated_on: date | None = None
    issuer: str | None = None


class Basis(Struct, frozen=True, kw_only=True):
    """Act and clause a duty follows from; the clause is the key of the item that said it, such as ``p2.4``."""

    number: str
    dated_on: date
    clause: str


class Authority(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """On what a decision about a deadline or a withdrawal rests (DOMAIN rule 11)."""

    kind: AuthorityKind
    number: str | None = None
    dated_on: date

"""A command: which streams it decides on, and what it decides; service.ledger.execute carries it out."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct

from domain.decider import Fact, Past


class Caller(Struct, frozen=True, kw_only=True):
    """Who asks, how, and as whose substitute (EVENTS: actor, via, on_behalf_of)."""

    district: str
    actor: str
    via: str
    on_behalf_of: str | None = None

    @property
    def access(self) -> str:
        """The stream that holds his roles: in the read set of all he does, so that a revocation wins every race."""
        return f"access/{self.actor}"


class Command(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An imperative; its tag and fields are what its idempotency key stands for."""

    @property
    def asked(self) -> "Command":
        """The command as a person asked for it, without what was found for him: that is what its key stands for."""
        return self

    def streams(self, caller: Caller, past: Past) -> Collection[str]:
        """Return the streams it decides on, as far as ``past`` tells: asked again until it names no new ones."""
        raise NotImplementedError

    def decide(self, past: Past, caller: Caller, day: date) -> Sequence[Fact]:
        """Return at least one fact, or raise `domain.refusals.Refused`; ``day`` is today in the district's zone."""
        raise NotImplementedError

    def on_behalf_of(self, past: Past, caller: Caller) -> str | None:
        """Return in whose name the caller acts here; asked after it was decided that he may."""
        return caller.on_behalf_of

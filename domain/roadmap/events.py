"""What can happen to a roadmap: it is adopted with its items, decisions and amendments follow, it is closed."""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from domain.act import Act, ActReference, Authority, Basis, ExecutedAct
from domain.deadline import Deadline
from domain.deadline_text import Outcome
from domain.target import Target

ItemKind: TypeAlias = Literal["row", "clause"]
Decision: TypeAlias = Literal["dated", "none", "executed", "withdrawn"]


class Responsible(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Exactly one of the two: every school of the district, or one organisation."""

    group: Literal["schools"] | None = None
    organisation: str | None = None


class Adopted(Struct, frozen=True, kw_only=True, tag="roadmap.adopted"):
    """``supervisor`` is a person's id, ``file`` the sha256 of the order as it came, ``reader`` the importer's."""

    act: Act
    executes: list[ExecutedAct]
    supervisor: str
    file: str
    reader: str


class ItemFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``joined_to`` names the item that carries this duty: its words are kept, it gets no assignments."""

    item: str
    kind: ItemKind
    bases: list[Basis]
    responsible: Responsible
    deadline: Deadline
    outcome: Outcome
    deadline_kind: str | None = None
    rule: str | None = None
    inferred: bool | None = None
    targets: list[Target]
    joined_to: str | None = None


class ItemAdded(ItemFacts, frozen=True, kw_only=True, omit_defaults=True, tag="roadmap.item_added"):
    """By the order itself, or later by an act that amends it: the last of its bases."""


class ItemAmended(ItemFacts, frozen=True, kw_only=True, omit_defaults=True, tag="roadmap.item_amended"):
    """All of its facts anew, and the act that says so."""

    act: ActReference


class ItemRevoked(Struct, frozen=True, kw_only=True, tag="roadmap.item_revoked"):
    item: str
    act: ActReference


class PeriodsOpened(Struct, frozen=True, kw_only=True, tag="roadmap.periods_opened"):
    """Keys of the periods that a recurring item got, and until which day they were asked for (DOMAIN rule 14)."""

    item: str
    until: date
    periods: list[str]


class DeadlineDecided(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="roadmap.deadline_decided"):
    item: str
    decision: Decision
    deadline: Deadline | None = None
    authority: Authority


class SupervisorNamed(Struct, frozen=True, kw_only=True, tag="roadmap.supervisor_named"):
    """``person`` is a person's id; ``act`` replaces what the order itself said (DOMAIN rule 11)."""

    person: str
    act: ActReference


class Closed(Struct, frozen=True, tag="roadmap.closed"):
    """The order is off control (DOMAIN rule 15)."""

    authority: Authority


ItemEvent: TypeAlias = ItemAdded | ItemAmended | ItemRevoked | PeriodsOpened | DeadlineDecided
HeadEvent: TypeAlias = Adopted | SupervisorNamed | Closed
Event: TypeAlias = ItemEvent | HeadEvent

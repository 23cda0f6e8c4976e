"""What can happen to a roadmap: it is adopted with its items, and decisions about them follow."""

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


class ItemAdded(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="roadmap.item_added"):
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


class DeadlineDecided(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="roadmap.deadline_decided"):
    item: str
    decision: Decision
    deadline: Deadline | None = None
    authority: Authority


class SupervisorNamed(Struct, frozen=True, kw_only=True, tag="roadmap.supervisor_named"):
    """``person`` is a person's id; ``act`` replaces what the order itself said (DOMAIN rule 11)."""

    person: str
    act: ActReference


Event: TypeAlias = Adopted | ItemAdded | DeadlineDecided | SupervisorNamed

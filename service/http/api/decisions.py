"""Decisions on a roadmap: an item assigned to one more organisation, a deadline decided, a supervisor named."""

from datetime import date
from typing import Annotated, TypeAlias

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct
from msgspec.structs import asdict

from domain.act import ActReference, Authority, AuthorityKind
from domain.assignment.commands import Words
from domain.roadmap.commands import Assign, NameSupervisor
from domain.roadmap.decide_deadline import DecideDeadline
from domain.roadmap.events import Decision
from service.http.api.commanding import answered, carry_out, unchanged
from service.http.api.keys import OrganisationKey, PersonId
from service.http.api.recording import WRITES, Recorded, Writing
from service.http.authentication import Asked

Number: TypeAlias = Annotated[str, Meta(pattern=r"\S", max_length=100)]


class NewAssignment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organisation: OrganisationKey


@post("/roadmaps/{roadmap:str}/items/{item:str}/assignments", responses=WRITES)
async def assign_item(
    request: Asked,
    roadmap: FromPath[str],
    item: FromPath[str],
    data: JSONBody[NewAssignment],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Assign an item to an organisation that came later, such as a school opened since."""
    command = Assign(roadmap=roadmap, item=item, organisation=data.organisation)
    done = await carry_out(request, writing, command, unchanged(writing, command.stream))
    [born] = done.entries
    assignment = born.stream.removeprefix("assignment/")
    answer = Recorded(assignment=assignment, state="assigned", version=born.version, position=done.position)
    return answered(done, answer)


class GivenAuthority(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act needs its number; a delegation must be named in the policy."""

    kind: AuthorityKind
    number: Number | None = None
    dated_on: date


class DeadlineDecision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``due_on`` goes with the decision "dated" alone."""

    decision: Decision
    due_on: date | None = None
    ground: Words
    authority: GivenAuthority


class Decided(Struct, frozen=True, kw_only=True):
    """``assignments`` counts those that the decision touched."""

    roadmap: str
    item: str
    decision: Decision
    assignments: int
    position: int | None


@post("/roadmaps/{roadmap:str}/items/{item:str}/deadline-decision", responses=WRITES)
async def decide_deadline(
    request: Asked,
    roadmap: FromPath[str],
    item: FromPath[str],
    data: JSONBody[DeadlineDecision],
    writing: NamedDependency[Writing],
) -> Response[Decided]:
    """Decide the deadline of an item that the text left open, or that was due before the act."""
    command = DecideDeadline(
        roadmap=roadmap,
        item=item,
        decision=data.decision,
        due_on=data.due_on,
        ground=data.ground,
        authority=Authority(**asdict(data.authority)),
    )
    done = await carry_out(request, writing, command, unchanged(writing, command.stream))
    touched = len(done.entries) - 1  # all but the decision itself
    answer = Decided(roadmap=roadmap, item=item, decision=data.decision, assignments=touched, position=done.position)
    return answered(done, answer)


class NamedBy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: Number
    dated_on: date


class NewSupervisor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    supervisor: PersonId
    act: NamedBy


class Supervised(Struct, frozen=True, kw_only=True):
    roadmap: str
    supervisor: str
    position: int | None


@post("/roadmaps/{roadmap:str}/supervisor", responses=WRITES)
async def name_supervisor(
    request: Asked, roadmap: FromPath[str], data: JSONBody[NewSupervisor], writing: NamedDependency[Writing]
) -> Response[Supervised]:
    """Name who controls the roadmap from now on, by the act that says so."""
    command = NameSupervisor(roadmap=roadmap, person=data.supervisor, act=ActReference(**asdict(data.act)))
    done = await carry_out(request, writing, command, unchanged(writing, f"roadmap/{roadmap}"))
    return answered(done, Supervised(roadmap=roadmap, supervisor=data.supervisor, position=done.position))

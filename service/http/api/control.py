"""Control of one assignment: withdrawn, put back, handed over to another executor, noted on."""

from datetime import date
from typing import Annotated

from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Struct
from msgspec.structs import asdict

from domain.assignment.commands import Annotate, Restore, Transfer, Withdraw, Words
from service.http.api.deadlines import ORDER, meant
from service.http.api.decisions import GivenAuthority
from service.http.api.examples import example
from service.http.api.keys import OrganisationKey
from service.http.api.recording import WRITES, Recorded, Writing, record
from service.http.authentication import Asked


class Decision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``effective_on`` is today unless it is named."""

    effective_on: date | None = None
    authority: GivenAuthority
    ground: Words


class Handover(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `Decision`; ``organisation`` is the new executor."""

    organisation: OrganisationKey
    effective_on: date | None = None
    ground: Words


class Note(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: Words
    promised_on: date | None = None


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/withdrawal", responses=WRITES)
async def withdraw(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Decision, example(authority=ORDER, ground="Школа закрыта на капитальный ремонт.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Take it off control without execution, on the authority named."""
    authority = meant(data.authority)
    command = Withdraw(assignment=assignment, effective_on=data.effective_on, authority=authority, ground=data.ground)
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/restoration", responses=WRITES)
async def restore(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Decision, example(authority=ORDER, ground="Ремонт закончен.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Put it back on control as it was; the days between stay out of it."""
    authority = meant(data.authority)
    command = Restore(assignment=assignment, effective_on=data.effective_on, authority=authority, ground=data.ground)
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/transfer", responses=WRITES)
async def transfer(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Handover, example(organisation="school-3", ground="Классы переведены в школу № 3.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Hand it over to another organisation; its address keeps the name of the first one."""
    return await record(request, writing, Transfer(assignment=assignment, **asdict(data)))


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/annotation", responses=WRITES)
async def annotate(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Note, example(note="По телефону обещали список пар.", promised_on="2021-01-15")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Note something beside it, and the day that was promised; the deadline stays."""
    return await record(request, writing, Annotate(assignment=assignment, **asdict(data)))

"""The supervisor accepts a report or returns it with a reason."""

from datetime import date
from typing import Annotated

from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Struct

from domain.assignment.commands import AcceptReport, ReturnReport, Words
from service.http.api.examples import example
from service.http.api.recording import WRITES, Recorded, Writing, record
from service.http.authentication import Asked


class Acceptance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: Words | None = None


class Return(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Words
    rework_by: date | None = None


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/acceptance", responses=WRITES)
async def accept_report(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Acceptance, example(note="Принято.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Accept the report under review; only the roadmap's supervisor does."""
    command = AcceptReport(assignment=assignment, note=data.note)
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/return", responses=WRITES)
async def return_report(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Return, example(reason="Приложите список пар.", rework_by="2021-01-15")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Return the report under review with a reason; without an acceptance the duty stays on control."""
    command = ReturnReport(assignment=assignment, reason=data.reason, rework_by=data.rework_by)
    return await record(request, writing, command)

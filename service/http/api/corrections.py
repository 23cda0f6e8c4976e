"""Figures of a report that turned out wrong: corrected by the school, decided on by the supervisor (DOMAIN rule 7)."""

from typing import Annotated

from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Struct
from msgspec.structs import asdict

from domain.assignment.commands import AcceptCorrection, CorrectMeasurement, RefuseCorrection, Words
from service.http.api.examples import example
from service.http.api.recording import WRITES, Recorded, Writing, record
from service.http.api.reports import GivenFigures
from service.http.authentication import Asked


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    figures: GivenFigures
    reason: Words


class CorrectionAcceptance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Words | None = None


class CorrectionRefusal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Words


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/measurement-correction", responses=WRITES)
async def correct_measurement(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Correction, example(figures={"engaged": 96, "enrolled": 601}, reason="Три пары посчитаны дважды.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Correct the figures of the report that stands; accepted ones stay until the supervisor decides."""
    return await record(request, writing, CorrectMeasurement(assignment=assignment, **asdict(data)))


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/correction-acceptance", responses=WRITES)
async def accept_correction(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[CorrectionAcceptance, example(reason="Список пар приложен.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Let the corrected figures stand."""
    return await record(request, writing, AcceptCorrection(assignment=assignment, reason=data.reason))


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/correction-refusal", responses=WRITES)
async def refuse_correction(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[CorrectionRefusal, example(reason="Нет списка пар.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Let the accepted figures stand as they are."""
    return await record(request, writing, RefuseCorrection(assignment=assignment, reason=data.reason))

"""Schools say "done", or how far they are; the office registers what they sent on paper."""

from datetime import date
from typing import Annotated

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct
from msgspec.structs import asdict

from domain.assignment.commands import Link, ReportCompletion, ReportProgress, Words
from domain.assignment.events import Paper
from domain.target import Figures
from service.http.api.recording import WRITES, Recorded, Writing, record
from service.http.authentication import Asked


class GivenFigures(Figures, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that is not known is passed over in the log, and a fault of a body."""


class GivenPaper(Paper, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As `GivenFigures`."""


class Completion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``paper`` is where the office keeps what the school sent; ``shortfall`` the reason for a missed target."""

    completed_on: date
    note: Words | None = None
    figures: GivenFigures | None = None
    evidence: Annotated[tuple[Link, ...], Meta(max_length=50)] = ()
    shortfall: Words | None = None
    paper: GivenPaper | None = None


class Progress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    as_of: date
    note: Words | None = None
    figures: GivenFigures | None = None


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/completion", responses=WRITES)
async def report_completion(
    request: Asked, assignment: NamedDependency[str], data: JSONBody[Completion], writing: NamedDependency[Writing]
) -> Response[Recorded]:
    """Report that an assignment is completed; sent again under the same key, the answer is the same."""
    command = ReportCompletion(assignment=assignment, **asdict(data))
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/progress", responses=WRITES)
async def report_progress(
    request: Asked, assignment: NamedDependency[str], data: JSONBody[Progress], writing: NamedDependency[Writing]
) -> Response[Recorded]:
    """Report how far the work is; it never closes an assignment."""
    command = ReportProgress(assignment=assignment, **asdict(data))
    return await record(request, writing, command)

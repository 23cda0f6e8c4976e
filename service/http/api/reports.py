"""Schools say "done", or how far they are; the office registers what they sent on paper."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Meta, Struct
from msgspec.structs import asdict

from domain.assignment.commands import Acknowledge, ReportCompletion, ReportProgress, WithdrawReport, Words
from domain.assignment.events import Paper
from domain.target import Figures
from service.files import Named
from service.http.api.evidence import GivenEvidence, files, listed, resolved
from service.http.api.examples import example
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
    evidence: Annotated[tuple[GivenEvidence, ...], Meta(max_length=50)] = ()
    shortfall: Words | None = None
    paper: GivenPaper | None = None


class Progress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    as_of: date
    note: Words | None = None
    figures: GivenFigures | None = None


class ReportWithdrawal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: Words | None = None


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/acknowledgement", responses=WRITES)
async def acknowledge(
    request: Asked, assignment: NamedDependency[str], writing: NamedDependency[Writing]
) -> Response[Recorded]:
    """Say that the assignment was seen; nothing else is sent."""
    return await record(request, writing, Acknowledge(assignment=assignment))


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/completion", responses=WRITES)
async def report_completion(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[
        Completion,
        example(completed_on="2020-12-20", note="Приказ школы № 41.", figures={"engaged": 93, "enrolled": 601}),
    ],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Report that an assignment is completed; sent again under the same key, the answer is the same."""
    command = completion(assignment, data, await files(request, data.evidence))
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/progress", responses=WRITES)
async def report_progress(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Progress, example(as_of="2020-12-01", note="Идёт подбор наставников.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Report how far the work is; it never closes an assignment."""
    command = ReportProgress(assignment=assignment, **asdict(data))
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/report-withdrawal", responses=WRITES)
async def withdraw_report(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[ReportWithdrawal, example(note="Приложен не тот список.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Take back a report that nobody has reviewed yet."""
    return await record(request, writing, WithdrawReport(assignment=assignment, note=data.note))


def completion(assignment: str, data: Completion, known: Mapping[str, Named]) -> ReportCompletion:
    """Return the command that a body asks for; raise `Invalid` where its evidence cannot be named."""
    return ReportCompletion(
        assignment=assignment,
        completed_on=data.completed_on,
        note=data.note,
        figures=data.figures,
        evidence=resolved(listed(data.evidence), known),
        shortfall=data.shortfall,
        paper=data.paper,
    )

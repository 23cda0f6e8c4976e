"""The deadline of one assignment: an extension asked for, granted or denied, a day set."""

from datetime import date
from typing import Annotated, Final

from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Struct
from msgspec.structs import asdict

from domain.act import Authority
from domain.assignment.commands import DenyExtension, GrantExtension, RequestExtension, SetDeadline, Words
from service.http.api.decisions import GivenAuthority
from service.http.api.examples import example
from service.http.api.recording import WRITES, Recorded, Writing, record
from service.http.authentication import Asked

ORDER: Final = {"kind": "act", "number": "12", "dated_on": "2021-01-11"}
_HEAD: Final = {"kind": "decision", "dated_on": "2020-12-28"}


class ExtensionRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    due_on: date
    reason: Words


class Extension(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``due_on`` may be another day than was asked for."""

    due_on: date
    reason: Words
    authority: GivenAuthority


class ExtensionDenial(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Words


class NewDeadline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``due_on`` goes with its authority; ``control_on`` may move alone."""

    due_on: date | None = None
    control_on: date | None = None
    authority: GivenAuthority | None = None
    ground: Words


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/extension-request", responses=WRITES)
async def request_extension(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[ExtensionRequest, example(due_on="2021-01-29", reason="Карантин в двух классах.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Ask for a later due day; asked again, the later request stands."""
    return await record(request, writing, RequestExtension(assignment=assignment, **asdict(data)))


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/extension", responses=WRITES)
async def grant_extension(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[Extension, example(due_on="2021-01-22", reason="Карантин.", authority=_HEAD)],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Extend the due day, to the day that was asked for or to another one; only the roadmap's supervisor does."""
    authority = meant(data.authority)
    command = GrantExtension(assignment=assignment, due_on=data.due_on, reason=data.reason, authority=authority)
    return await record(request, writing, command)


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/extension-denial", responses=WRITES)
async def deny_extension(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[ExtensionDenial, example(reason="Срок уже продлевали.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Deny the extension that was asked for; the deadline stays."""
    return await record(request, writing, DenyExtension(assignment=assignment, reason=data.reason))


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/deadline", responses=WRITES)
async def set_deadline(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[NewDeadline, example(due_on="2021-02-26", authority=ORDER, ground="Приказ от 11.01.2021 № 12.")],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Set the due day on the authority named, or the control day alone."""
    command = SetDeadline(
        assignment=assignment,
        due_on=data.due_on,
        control_on=data.control_on,
        authority=meant(data.authority) if data.authority else None,
        ground=data.ground,
    )
    return await record(request, writing, command)


def meant(given: GivenAuthority) -> Authority:
    return Authority(**asdict(given))

"""Recording on an assignment: the answer to a command is the state it led to, now and on every retry."""

from collections.abc import Sequence
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from msgspec import Struct

from domain.assignment.commands import OnAssignment
from domain.assignment.state import ASSIGNMENT, Status
from domain.decider import Past
from service.http.authentication import Asked
from service.http.conditional import IfMatch, etag, replayed, require_match
from service.http.house import house
from service.http.problems import documented

DryRun: TypeAlias = Annotated[bool, QueryParameter(name="dry_run", description="Answer as real and record nothing.")]


WRITES: Final = documented(400, 401, 403, 404, 409, 412, 413, 415, 422, 503)


class Recorded(Struct, frozen=True, kw_only=True):
    """``position`` is that of the last event the command recorded; null where nothing was."""

    assignment: str
    state: Status
    version: int
    position: int | None


class Writing(Struct, frozen=True, kw_only=True):
    """How a command is sent: under which key, after having seen which version, in earnest or not."""

    key: UUID
    if_match: str | None
    dry_run: bool


def writing(key: NamedDependency[UUID], if_match: IfMatch = None, dry_run: DryRun = False) -> Writing:  # noqa: FBT002  a parameter of the query
    return Writing(key=key, if_match=if_match, dry_run=dry_run)


def assignment_key(roadmap: FromPath[str], item: FromPath[str], organisation: FromPath[str]) -> str:
    """Provide the key of the assignment an address names."""
    return f"{roadmap}/{item}/{organisation}"


async def record(request: Asked, writing: Writing, command: OnAssignment) -> Response[Recorded]:
    """Carry a command out, or only rehearse it; the answer to a retry is the first one."""
    ledger, caller = house(request.app).ledger, request.user.caller

    def seen(past: Past) -> None:
        require_match(writing.if_match, past.version(command.stream))

    if writing.dry_run:
        past = await ledger.rehearse(caller, writing.key, command, seen)
        return _answer(command, past.streams[command.stream], None)
    outcome, lines = await ledger.answer(caller, writing.key, command, command.stream, seen)
    return _answer(command, lines, outcome.last_position, again=outcome.status == "replayed")


def _answer(
    command: OnAssignment, lines: Sequence[bytes], position: int | None, *, again: bool = False
) -> Response[Recorded]:
    state = ASSIGNMENT.fold(lines)
    answer = Recorded(assignment=command.assignment, state=state.state, version=state.version, position=position)
    status = HTTP_201_CREATED if position is not None else HTTP_200_OK
    return Response(answer, status_code=status, headers={"ETag": etag(state.version), **replayed(again=again)})

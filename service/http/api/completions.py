"""Many completion reports in one call: each entry has its key, its answer, and fails alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeAlias, cast
from uuid import UUID

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import InternalServerException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    Reference,
    RequestBody,
    Schema,
)
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from msgspec import DecodeError, Meta, Raw, Struct, ValidationError, json
from msgspec.structs import replace

from domain.assignment.commands import ReportCompletion
from domain.assignment.state import ASSIGNMENT, Status
from domain.refusals import Refused
from service.files import Named
from service.http.api.events import LINES
from service.http.api.evidence import GivenEvidence, files
from service.http.api.recording import DryRun
from service.http.api.reports import Completion, completion
from service.http.authentication import Asked
from service.http.body import decode
from service.http.conditional import read_key
from service.http.explain import ALL
from service.http.faults import Fault, Invalid, Malformed, Rejected
from service.http.house import house
from service.http.problems import Problem, documented, problem_of
from service.http.request import check_media_type
from service.ledger.together import Told
from service.words import Language, negotiate

MOST: Final = 500
MAX_BODY: Final = 2 * 1024 * 1024  # bytes

_LONGEST: Final = 200  # characters of a name

AssignmentKey: TypeAlias = Annotated[str, Meta(min_length=1, max_length=_LONGEST)]


class Entry(Completion, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A completion, of which assignment, and under which idempotency key."""

    assignment: AssignmentKey
    key: str


class EntryRecorded(Struct, frozen=True, kw_only=True):
    """What recording one alone answers; ``status`` is 200 where it was only rehearsed."""

    entry: int
    assignment: str
    key: str
    status: int
    state: Status
    version: int
    position: int | None
    replayed: bool


class EntryProblem(Problem, frozen=True, kw_only=True):
    """A problem and the entry it is about, counted from 0; names that could not be read are null."""

    entry: int
    assignment: str | None
    key: str | None


class Given(Struct, frozen=True, kw_only=True):
    """An entry as it was read, or what is wrong with it; its names as far as they could be read at all."""

    assignment: str | None
    key: str | None
    entry: Entry | Rejected

    @property
    def evidence(self) -> Sequence[GivenEvidence]:
        return self.entry.evidence if isinstance(self.entry, Entry) else ()

    def command(self, known: Mapping[str, Named]) -> ReportCompletion | Rejected:
        if isinstance(self.entry, Rejected):
            return self.entry
        try:
            return completion(self.entry.assignment, self.entry, known)
        except Rejected as wrong:
            return wrong

    def answer(self, number: int, answer: Told | Refused | Rejected, language: Language) -> object:
        if not isinstance(answer, Told):
            names = {"entry": number, "assignment": self.assignment, "key": self.key}
            return {**problem_of(answer, language), **names}
        state = ASSIGNMENT.fold(answer.lines)
        return EntryRecorded(
            entry=number,
            assignment=str(self.assignment),
            key=str(self.key),
            status=HTTP_200_OK if answer.position is None else HTTP_201_CREATED,
            state=state.state,
            version=state.version,
            position=answer.position,
            replayed=answer.again,
        )


_EXAMPLE: Final = {
    "assignment": "647-2020/4/school-1",
    "key": "0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a77",
    "completed_on": "2020-12-20",
    "figures": {"enrolled": 601, "engaged": 93},
    "paper": {"incoming_on": "2020-12-22", "number": "01-17/412"},
}
_ANSWERED: Final = ResponseSpec(
    list[EntryRecorded | EntryProblem], description="An answer for each entry, in their order.", generate_examples=False
)


@dataclass
class _Body(Operation):
    """Documents the body, which the handler reads entry by entry."""

    def __post_init__(self) -> None:
        names: dict[str, Reference | Schema] = {
            "assignment": Schema(type=OpenAPIType.STRING),
            "key": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
        }
        named = Schema(type=OpenAPIType.OBJECT, properties=names, required=["assignment", "key"])
        entry = Schema(all_of=[Reference(ref="#/components/schemas/Completion"), named], examples=[_EXAMPLE])
        array = Schema(type=OpenAPIType.ARRAY, items=entry, min_items=1, max_items=MOST)
        content = {"application/json": OpenAPIMediaType(schema=array), LINES: OpenAPIMediaType(schema=entry)}
        self.request_body = RequestBody(content=content, required=True)


@post(
    "/completions",
    status_code=HTTP_200_OK,
    responses={200: _ANSWERED, **documented(400, 401, 403, 413, 415, 422, 503)},
    request_max_body_size=MAX_BODY,
    operation_class=_Body,
)
async def report_completions(request: Asked, dry_run: DryRun = False) -> Response[list[EntryRecorded]]:  # noqa: FBT002  a parameter of the query
    """Report up to 500 completions, as a JSON array or one a line; sent again as a whole it records nothing twice."""
    given = _each_key_once([_read(raw) for raw in await _entries(request)])
    known = await files(request, [named for one in given for named in one.evidence])
    commands = [one.command(known) for one in given]
    wanted = [
        (UUID(one.key), command, command.stream)
        for one, command in zip(given, commands, strict=True)
        if isinstance(command, ReportCompletion)
    ]
    told = iter(await house(request.app).ledger.answer_many(request.user.caller, wanted, rehearsed=dry_run))
    language = negotiate(request.headers.get("accept-language"))
    content = [
        one.answer(number, command if isinstance(command, Rejected) else next(told), language)
        for number, (one, command) in enumerate(zip(given, commands, strict=True))
    ]
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    return Response(cast("list[EntryRecorded]", content), headers=headers)


async def _entries(request: Asked) -> Sequence[bytes]:
    check_media_type(request.headers, (RequestEncodingType.JSON, LINES))
    try:
        body = await request.body()
    except InternalServerException as error:  # the client went away
        raise Malformed(Fault(field=ALL, rule="incomplete")) from error
    entries = [line for line in body.split(b"\n") if line.strip()] if request.content_type[0] == LINES else _parts(body)
    if not entries:
        raise Invalid(Fault(field=ALL, rule="min_length", arguments={"limit": 1}))
    if len(entries) > MOST:
        raise Invalid(Fault(field=ALL, rule="max_length", arguments={"limit": MOST}))
    return entries


def _parts(body: bytes) -> list[bytes]:
    """Cut an array into the bytes of its entries, none of which is looked into."""
    try:
        return [bytes(raw) for raw in json.decode(body, type=list[Raw])]
    except ValidationError:
        raise Invalid(Fault(field=ALL, rule="array")) from None
    except (DecodeError, RecursionError):
        decode(body, list[Any])  # says where, in our words; Any: it holds no JSON
        raise Malformed(Fault(field=ALL, rule="invalid")) from None


def _read(raw: bytes) -> Given:
    try:
        entry = decode(raw, Entry)
        if read_key(entry.key) is None:
            raise Invalid(Fault(field="key", rule="idempotency_key"))
    except Rejected as wrong:
        assignment, key = _names(raw)
        return Given(assignment=assignment, key=key, entry=wrong)
    return Given(assignment=entry.assignment, key=entry.key, entry=entry)


def _names(raw: bytes) -> tuple[str | None, str | None]:
    """Say whose entry it may be, as far as that can be read at all."""
    try:
        found = json.decode(raw, type=dict[str, Any])  # Any: whatever it is, it is not looked into
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return None, None
    names = (found.get("assignment"), found.get("key"))
    assignment, key = (name[:_LONGEST] if isinstance(name, str) else None for name in names)
    return assignment, key


def _each_key_once(given: Sequence[Given]) -> list[Given]:
    """Refuse an entry whose key an earlier one has."""
    first: dict[str, int] = {}
    checked: list[Given] = []
    for number, one in enumerate(given):
        if isinstance(one.entry, Entry) and (earlier := first.setdefault(one.entry.key, number)) != number:
            fault = Fault(field="key", rule="key_twice", arguments={"entry": earlier})
            checked.append(replace(one, entry=Invalid(fault)))
        else:
            checked.append(one)
    return checked

"""Whatever goes wrong answers as a problem (RFC 9457) in the caller's language; nothing of the inside gets out."""

import re
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from traceback import format_tb
from typing import Any, Final, TypeAlias, cast
from uuid import uuid4

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from msgspec import UNSET, Struct, UnsetType, json, to_builtins

from domain.refusals import Refused
from service.http.explain import ALL, fault_of
from service.http.faults import BadHeader, BadParameter, Fault, Rejected, TooLarge
from service.postgres.pool import MOMENTARY
from service.words import Language, _, negotiate, say

MEDIA_TYPE: Final = "application/problem+json"

AnyRequest: TypeAlias = Request[Any, Any, Any]  # who asks does not matter to a problem

Handler: TypeAlias = Callable[[AnyRequest, Any], Response[bytes]]  # each takes the errors it is registered for

_log: Final = structlog.get_logger()

TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("bad-request", _("The request cannot be understood.")),
    401: ("unauthorised", _("A valid key or a signed-in person is needed.")),
    403: ("forbidden", _("You have no right to do this.")),
    404: ("not-found", _("There is nothing at this address.")),
    405: ("method-not-allowed", _("This address does not know the method.")),
    409: ("refused", _("A rule forbids the command.")),
    412: ("stale", _("The object has changed meanwhile.")),
    413: ("body-too-large", _("The body is too large.")),
    415: ("unsupported-media-type", _("The body is of a kind that is not read here.")),
    422: ("invalid", _("The request breaks a rule.")),
    429: ("too-many-requests", _("Too many requests: wait a little.")),
    500: ("internal", _("The service failed. Tell the administrator the number of this answer.")),
    503: ("unavailable", _("The service is busy: try again a little later.")),
}


class FieldProblem(Struct, frozen=True, kw_only=True):
    """One broken rule: where, its stable name, and a sentence about it."""

    field: str
    rule: str
    detail: str


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457. ``type`` is stable; a refusal of the domain adds its numbers and dates as further members."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | UnsetType = UNSET
    field: str | UnsetType = UNSET
    rule: str | UnsetType = UNSET
    errors: Sequence[FieldProblem] | UnsetType = UNSET


def handlers() -> dict[int | type[Exception], Handler]:
    """Return the handlers of everything that a request can raise."""
    return {Refused: _refused, Rejected: _rejected, HTTPException: _http, Exception: _unexpected}


def documented(*statuses: int) -> dict[int, ResponseSpec]:
    """Return what a handler adds as ``responses`` for the problems it can answer."""
    return {
        status: ResponseSpec(Problem, description=TITLES[status][1], media_type=MEDIA_TYPE, generate_examples=False)
        for status in statuses
    }


def problem_of(error: Refused | Rejected, language: Language) -> Mapping[str, object]:
    """Return the document of a problem; a refusal of the domain adds its arguments."""
    if isinstance(error, Refused):
        return _members(_refusal(error, language), error.arguments)
    return _members(_rejection(error, language))


def _refusal(error: Refused, language: Language) -> Problem:
    return Problem(
        type=f"/problems/{error.code}",
        title=say(_title(error.status)[1], language),
        status=error.status,
        detail=say(error.message, language, **error.arguments),
        field=error.field or UNSET,
    )


def _rejection(fault: Rejected, language: Language) -> Problem:
    errors = [FieldProblem(field=found.field, rule=found.rule, detail=found.say(language)) for found in fault.faults]
    return Problem(
        type=f"/problems/{fault.code}",
        title=say(fault.title, language),
        status=fault.status,
        detail="; ".join(f"{error.field}: {error.detail}" for error in errors),
        field=errors[0].field,
        rule=errors[0].rule,
        errors=errors,
    )


def _refused(request: AnyRequest, error: Refused) -> Response[bytes]:
    language = _language(request)
    return _answer(_refusal(error, language), language, members=error.arguments)


def _rejected(request: AnyRequest, fault: Rejected) -> Response[bytes]:
    language = _language(request)
    return _answer(_rejection(fault, language), language)


def _http(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """Answer what Litestar or a guard raised; its own words are English and may quote the request, so ours are said."""
    if isinstance(error, ValidationException):
        return _rejected(request, _parameters(error))
    if error.status_code == TooLarge.status:
        limit = request.route_handler.resolve_request_max_body_size()
        return _rejected(request, TooLarge(Fault(field=ALL, rule="size", arguments={"limit": limit})))
    if error.status_code >= 500 and error.status_code != 503:  # noqa: PLR2004 - of HTTP
        return _unexpected(request, error)
    challenge = {"WWW-Authenticate": "Bearer"} if error.status_code == 401 else {}  # noqa: PLR2004 - of HTTP
    return _plain(request, error.status_code, {**challenge, **(error.headers or {})})


def _unexpected(request: AnyRequest, error: Exception) -> Response[bytes]:
    """Answer 503 to what may be asked again (it has ``retry_after``, seconds), 500 with a number to all else."""
    if (seconds := getattr(error, "retry_after", 1 if isinstance(error, MOMENTARY) else None)) is not None:
        return _plain(request, 503, {"Retry-After": str(max(1, ceil(seconds)))})
    number = uuid4()
    trace = "".join(format_tb(error.__traceback__))  # no locals and no message: either may quote bodies and keys
    kind, path = type(error).__name__, request.scope["path"]
    _log.error("request.failed", id=str(number), method=request.method, path=path, error=kind, trace=trace)
    return _plain(request, 500, None, instance=number.urn)


def _plain(
    request: AnyRequest, status: int, headers: Mapping[str, str] | None, instance: str | UnsetType = UNSET
) -> Response[bytes]:
    language = _language(request)
    code, title = _title(status)
    sentence = say(title, language)
    problem = Problem(type=f"/problems/{code}", title=sentence, status=status, detail=sentence, instance=instance)
    return _answer(problem, language, headers=headers)


def _answer(
    problem: Problem,
    language: Language,
    *,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, object] | None = None,
) -> Response[bytes]:
    return Response(
        json.encode(_members(problem, members)),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={**(headers or {}), "Content-Language": language, "Vary": "Accept-Language"},
    )


def _members(problem: Problem, further: Mapping[str, object] | None = None) -> dict[str, object]:
    return {**to_builtins(dict(further or {}), enc_hook=str), **to_builtins(problem)}


def _language(request: AnyRequest) -> Language:
    return negotiate(request.headers.get("accept-language"))


def _title(status: int) -> tuple[str, str]:
    return TITLES.get(status, TITLES[400])


_MISSING: Final = re.compile(r"Missing required (?P<source>\w+) parameter '(?P<name>[\w-]+)'")


def _parameters(error: ValidationException) -> Rejected:
    """Read which parameters Litestar found at fault."""
    if missing := _MISSING.match(error.detail):
        fault = Fault(field=missing["name"], rule="required")
        return (BadHeader if missing["source"] == "header" else BadParameter)(fault)
    found = cast("Sequence[Mapping[str, str]]", error.extra or ())
    faults = [fault_of(message["message"], message.get("key", "query")) for message in found]
    return BadParameter(*(faults or [Fault(field="request", rule="invalid")]))

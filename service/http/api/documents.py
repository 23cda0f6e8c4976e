"""A list as a document: the whole of it in a file, made of the very pages that are answered as JSON.

A handler takes `form: NamedDependency[Form]` and returns `await answered(request, form, filters, page, LAYOUT)`, where
``page`` makes the answer for the `Filters` it is given: their limit and cursor differ from page to page.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Annotated, Final, Literal, TypeAlias, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from litestar import Response
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Stream
from msgspec.structs import replace

from service import clock
from service.asking import asking
from service.http.api.lists import Filters, paged, scope_of
from service.http.authentication import Asked
from service.http.house import house
from service.reports.composing import cells, compose
from service.reports.documents import MEDIA, DocumentForm, make
from service.reports.frame import frame
from service.reports.layout import Answer, Layout
from service.reports.printing import clean, written
from service.reports.report import Report, Row
from service.words import Language, _, negotiate, say

A = TypeVar("A", bound=Answer)
R = TypeVar("R")

Form: TypeAlias = Literal["json"] | DocumentForm | None
Page: TypeAlias = Callable[[Filters], Awaitable[A]]

_FILTERS: Final = {
    "state": _("State"),
    "assignment": _("Assignment"),
    "actor": _("Actor"),
    "type": _("Kind of event"),
    "from": _("From"),
    "to": _("To"),
    "days": _("Days ahead"),
    "formula": _("Formula"),
}
_CODES: Final = {"state"}
_JSON: Final = "application/json"
_ROWS: Final = 100  # of a page: others wait while its rows are made
_CHUNK: Final = 64 * 1024


def form(
    format: Annotated[  # noqa: A002  the name that a problem about it tells
        Literal["json", "csv", "xlsx", "docx", "pdf"] | None,
        QueryParameter(description="All but json: the whole list as a file. Accept chooses as well."),
    ] = None,
) -> Form:
    """Provide the form of an answer; a dependency, as `filters` are."""
    return format


FILE: Final = ResponseSpec(
    bytes, description="The file.", media_type="application/octet-stream", generate_examples=False
)


def page_or_file(content: type[object]) -> dict[int, ResponseSpec]:
    """Return what such a handler documents as its ``responses`` for 200."""
    return {200: ResponseSpec(content, description="A page; or the whole list as a file.", generate_examples=False)}


async def answered(
    request: Asked, form: Form, filters: Filters, page: Page[A], layout: Layout[A, R]
) -> Response[A] | Stream:
    """Answer a page as JSON, or the whole list as the document that is asked for."""
    if (wanted := wanted_form(request, form)) is not None:
        return await document(request, wanted, filters, page, layout)
    answer = await page(filters)
    return paged(request, answer, _next(answer))


def wanted_form(request: Asked, form: Form) -> DocumentForm | None:
    """Return the document that ``format`` names, else the one that Accept prefers to JSON."""
    if form is not None:
        return None if form == "json" else form
    if not request.headers.get("accept"):
        return None
    forms: dict[str, DocumentForm] = {media: form for form, media in MEDIA.items()}
    return forms.get(request.accept.best_match([_JSON, *forms], default=_JSON) or _JSON)


async def document(request: Asked, form: DocumentForm, filters: Filters, page: Page[A], layout: Layout[A, R]) -> Stream:
    here, district = house(request.app), request.user.caller.district
    zone, language = await here.ledger.zone(district), negotiate(request.headers.get("accept-language"))
    whole = replace(filters, limit=_ROWS, cursor=None)
    first = await page(whole)
    scope = scope_of(district, first.position, filters, request.user.reach(clock.today(zone)))
    async with asking(here.ledger, district, position=first.position) as (connection, _known):
        around = await frame(connection, here.districts, scope, language)
    around = replace(around, lines=[*around.lines, *_narrowed(request, language)])
    report = compose(layout, first, around, ZoneInfo(zone), language)
    report = replace(report, on=report.on or filters.on)
    rows = _rows(first, whole, page, lambda answer: cells(layout, layout.rows(answer), ZoneInfo(zone), language))
    return await download(form, report, rows)


async def download(form: DocumentForm, report: Report, rows: AsyncIterator[Sequence[Row]]) -> Stream:
    """Make a document and answer it as an attachment that nothing keeps and nothing takes for a page."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  closed when it has been sent
    try:
        await make(form, report, rows, file)
    except BaseException:
        file.close()
        raise
    headers = {
        "Content-Disposition": _attachment(report, form),
        "Content-Length": str(file.seek(0, 2)),
        "Content-Language": report.language,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept, Accept-Language",
    }
    return Stream(_sent(file), media_type=MEDIA[form], headers=headers)


def _narrowed(request: Asked, language: Language) -> Iterator[str]:
    """Say what the list is narrowed to beside its scope."""
    for name, title in _FILTERS.items():
        if value := request.query_params.get(name):
            yield f"{say(title, language)}: {_shown(name, value, language)}"


def _shown(name: str, value: str, language: Language) -> str:
    if name in _CODES:
        return say(value, language)
    try:
        return written(date.fromisoformat(value), language)
    except ValueError:
        return clean(value)


async def _rows(
    first: A, filters: Filters, page: Page[A], of: Callable[[A], Sequence[Row]]
) -> AsyncIterator[Sequence[Row]]:
    answer = first
    yield of(answer)
    while (cursor := _next(answer)) is not None:
        answer = await page(replace(filters, cursor=cursor))
        yield of(answer)


def _next(answer: Answer) -> str | None:
    """Return the cursor of the next page; an answer that is never paged has none."""
    return getattr(answer, "next", None)


def _attachment(report: Report, form: DocumentForm) -> str:
    """Name the file in plain letters, and as people call it (RFC 6266)."""
    day = report.on or report.known_at.date()
    name = say(_("{title} on {day}"), report.language, title=report.title, day=day)
    return f"attachment; filename=\"{report.name}-{day}.{form}\"; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk

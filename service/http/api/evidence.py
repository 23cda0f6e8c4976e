"""Evidence in a body: a link, or a file that was sent before; with a report, or attached to an assignment later."""

from collections.abc import Collection, Mapping
from typing import Annotated, Final

from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Struct

from domain.assignment.commands import AttachEvidence
from domain.assignment.evidence import Document, Evidence, Link, Sha256, Title, Url
from service import clock
from service.files import Named, holders, name
from service.http.api.examples import example
from service.http.api.recording import WRITES, Recorded, Writing, record
from service.http.authentication import Asked
from service.http.explain import ALL
from service.http.faults import Fault, Invalid
from service.http.house import house

_SHA256: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class GivenEvidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``url`` is a link; ``file`` the sha256 of a file that was sent to ``/api/v1/files``. One of the two."""

    title: Title
    url: Url | None = None
    file: Sha256 | None = None


@post("/assignments/{roadmap:str}/{item:str}/{organisation:str}/evidence", responses=WRITES)
async def attach_evidence(
    request: Asked,
    assignment: NamedDependency[str],
    data: Annotated[GivenEvidence, example(title="Приказ школы № 41", file=_SHA256)],
    writing: NamedDependency[Writing],
) -> Response[Recorded]:
    """Attach a link or a file to an assignment, whatever report stands on it."""
    known = await files(request, [data])
    command = AttachEvidence(assignment=assignment, evidence=resolved({ALL: data}, known)[0])
    return await record(request, writing, command)


async def files(request: Asked, given: Collection[GivenEvidence]) -> Mapping[str, Named]:
    """Look the files up that are named, as far as they are the caller's to give; from now on they are kept."""
    sha256s = {one.file for one in given if one.file is not None}
    if not sha256s:
        return {}
    ledger, district = house(request.app).ledger, request.user.caller.district
    reach = request.user.reach(clock.today(await ledger.zone(district)))
    async with ledger.inside(district) as connection:
        return await name(connection, district, sha256s, holders(reach))


def resolved(given: Mapping[str, GivenEvidence], known: Mapping[str, Named]) -> tuple[Evidence, ...]:
    """Return what is given, by its JSON path, with what is known of files; raise `Invalid` for what is neither."""
    faults = [
        Fault(field=path, rule="link_or_file") for path, one in given.items() if (one.url is None) == (one.file is None)
    ]
    if faults:
        raise Invalid(*faults)
    return tuple(_resolved(one, known) for one in given.values())


def listed(given: Collection[GivenEvidence]) -> dict[str, GivenEvidence]:
    """Return the evidence of a report by its JSON path."""
    return {f"evidence[{index}]": one for index, one in enumerate(given)}


def _resolved(one: GivenEvidence, known: Mapping[str, Named]) -> Evidence:
    if one.url is not None:
        return Link(title=one.title, url=one.url)
    assert one.file is not None
    if (found := known.get(one.file)) is None:
        return Document(title=one.title, file=one.file)  # refused by the command, unless it is a retry
    return Document(title=one.title, file=one.file, size=found.size, media=found.media)

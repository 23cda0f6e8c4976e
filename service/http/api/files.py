"""Files: taken in as evidence, under the sha256 of their bytes; given out as a download and never as a page of ours."""

import asyncio
import re
from datetime import date
from pathlib import PurePath
from typing import Annotated, TypeAlias
from urllib.parse import quote

from litestar import Response, get, post
from litestar.exceptions import ClientException
from litestar.params import FromPath, HeaderParameter
from litestar.status_codes import HTTP_201_CREATED, HTTP_304_NOT_MODIFIED, HTTP_413_REQUEST_ENTITY_TOO_LARGE
from msgspec import Struct
from msgspec.structs import replace

from domain.refusals import Forbidden, NotFound, Refused
from domain.rights import Right, may
from projections.evidence import is_evidence
from service import clock
from service.files import OFFICE, File, content, holder, holders, label, take_in
from service.http.api.keys import digest
from service.http.api.uploads import MAX_BODY, FileBody, FileName, arrived, turn
from service.http.authentication import Asked
from service.http.house import house
from service.http.problems import documented
from service.identity.principal import Principal
from service.importing.text import LARGEST
from service.media.kinds import JPEG, Kind
from service.media.recognise import recognise

IfNoneMatch: TypeAlias = Annotated[str | None, HeaderParameter(name="If-None-Match")]


class Kept(Struct, frozen=True, kw_only=True):
    """``sha256`` is what evidence names as its ``file``; ``media`` is what the content shows."""

    sha256: str
    size: int
    media: str


class FileTooBig(Refused):
    code, status, field = "file-too-large", 413, "file"
    message = (
        "The file is larger than {limit_mib} MiB. Make it smaller: scan at 150 dpi in grey, save as PDF, or split it "
        "into several files."
    )


@post(
    "/files",
    responses=documented(400, 401, 403, 409, 413, 415, 422, 503),
    request_max_body_size=MAX_BODY,
    operation_class=FileBody,
)
async def keep_file(request: Asked, name: FileName = None) -> Response[Kept]:
    """Send a file that evidence will name; sent again it is the same file. What nobody names is forgotten in a week."""
    here, district = house(request.app), request.user.caller.district
    held_by = _holder(request.user, clock.today(await here.ledger.zone(district)))
    async with turn(request):
        file = await _taken(request, name)
        async with here.ledger.inside(district) as connection:
            await take_in(connection, district, file, holder=held_by, quota=here.file_quota)
    kept = Kept(sha256=file.sha256, size=len(file.content), media=file.media)
    return Response(kept, status_code=HTTP_201_CREATED, headers={"Location": f"/api/v1/files/{kept.sha256}"})


def _holder(principal: Principal, today: date) -> str:
    """Return to whom a file counts: the office for who works for the district, else the organisation he reports for."""
    grants, actor = principal.access.on(today), principal.caller.actor
    if may(grants, actor, Right.REGISTER_PAPER):
        return OFFICE
    own = sorted(
        grant.organisation
        for grant in grants
        if grant.organisation and may(grants, actor, Right.REPORT, organisation=grant.organisation)
    )
    if not own:
        raise Forbidden(right=Right.REPORT)
    return holder(own[0])


async def _taken(request: Asked, name: str | None) -> File:
    too_big = FileTooBig(limit_mib=LARGEST // 2**20)
    try:
        file = await arrived(request, name)
    except ClientException as error:
        if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
            raise too_big from error
        raise
    if len(file.content) > LARGEST:
        raise too_big
    kind = await asyncio.to_thread(recognise, file.content)
    return replace(file, name=_ending(file.name, kind), media=kind.media)


def _ending(name: str, kind: Kind) -> str:
    """Give a name the end of its kind, so that no program is tempted to take the file for something else."""
    usual = {kind.suffix, ".jpeg"} if kind is JPEG else {kind.suffix}
    return name if PurePath(name).suffix.lower() in usual else (name or "file") + kind.suffix


@get("/files/{sha256:str}", responses=documented(400, 401, 403, 404), media_type="application/octet-stream")
async def get_file(request: Asked, sha256: FromPath[str], if_none_match: IfNoneMatch = None) -> Response[bytes]:
    """Download a file: who sees the whole district, who sent it, and who sees an assignment that it is evidence for."""
    here, district = house(request.app), request.user.caller.district
    address, etag = digest(sha256), f'"{sha256}"'
    reach = request.user.reach(clock.today(await here.ledger.zone(district)))
    async with here.ledger.inside(district) as connection:
        found = await label(connection, district, address, holders(reach))
        if found is None and reach is not None and await is_evidence(connection, district, sha256, reach):
            found = await label(connection, district, address)
        if found is None:
            raise NotFound(name=sha256)
        headers = {"ETag": etag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
        if _matches(if_none_match, etag):
            return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
        data = await content(connection, district, address)
    headers |= {"Content-Disposition": _attachment(found.name), "Content-Security-Policy": "sandbox"}
    return Response(data, media_type=found.media, encoding=_charset(data), headers=headers)


def _matches(if_none_match: str | None, etag: str) -> bool:
    """Tell whether the caller has the file already (RFC 9110: a weak tag is as good here)."""
    return if_none_match == "*" or etag in re.findall(r'"[^"]*"', if_none_match or "")


def _attachment(name: str) -> str:
    """Say the name twice, as RFC 6266 advises: in plain letters, and as it is."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " .-_()") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _charset(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "windows-1251"
    return "utf-8"

"""A file that was imported, as it came: a download and never a page of ours."""

from urllib.parse import quote

from litestar import Response, get
from litestar.params import FromPath

from domain.refusals import NotFound
from service import clock
from service.files import File, fetch
from service.http.api.keys import digest
from service.http.authentication import Asked
from service.http.house import house
from service.http.problems import documented


@get("/files/{sha256:str}", responses=documented(400, 401, 403, 404), media_type="application/octet-stream")
async def get_file(request: Asked, sha256: FromPath[str]) -> Response[bytes]:
    """Download a file by the sha256 that the log holds; who sees the whole district may."""
    ledger, district = house(request.app).ledger, request.user.caller.district
    reach = request.user.reach(clock.today(await ledger.zone(district)))
    async with ledger.inside(district) as connection:
        file = await fetch(connection, district, digest(sha256)) if reach is None else None
    if file is None:
        raise NotFound(name=sha256)
    headers = {
        "Content-Disposition": _attachment(file.name),
        "ETag": f'"{sha256}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, media_type=file.media, encoding=_charset(file), headers=headers)


def _attachment(name: str) -> str:
    """Say the name twice, as RFC 6266 advises: in plain letters, and as it is."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " .-_()") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _charset(file: File) -> str:
    try:
        file.content.decode()
    except UnicodeDecodeError:
        return "windows-1251"
    return "utf-8"

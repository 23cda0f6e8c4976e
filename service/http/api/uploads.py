"""A file on its way in: the one file of a form, or a raw body; in memory, of a size that was checked."""

from pathlib import PurePath
from typing import Final

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, InternalServerException
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE

from domain.refusals import Refused
from service.files import File
from service.http.authentication import Asked
from service.http.explain import ALL
from service.http.faults import Fault, Malformed
from service.importing.text import LARGEST

MAX_BODY: Final = LARGEST + 64 * 1024
"""Bytes: the largest file and the form around it."""

_SUFFIXES: Final = {
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/octet-stream": "",
}
_MEDIA: Final = {suffix: media for media, suffix in _SUFFIXES.items() if suffix}
_FIELD: Final = "file"
_LONGEST_NAME: Final = 200


class NotAFile(Refused):
    code, status, field = "unsupported-media-type", 415, "Content-Type"
    message = "Send the file as multipart/form-data, or as it is: text/plain, text/csv or application/octet-stream."


class FormUnreadable(Refused):
    code, status = "malformed-form", 400
    message = "The form cannot be read as multipart/form-data."


class NotOneFile(Refused):
    code, status, field = "not-one-file", 422, _FIELD
    message = "The form must hold one file in the field “file”, and nothing else."


async def receive(request: Asked, name: str | None) -> File:
    """Return the file that was sent; ``name`` is that of a raw body."""
    media = request.content_type[0]
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise NotAFile
    if media == RequestEncodingType.MULTI_PART:
        return await _of_form(request)
    if media not in _SUFFIXES:
        raise NotAFile
    try:
        return _named(name or "", media, await request.body())
    except InternalServerException as error:  # the client went away
        raise Malformed(Fault(field=ALL, rule="incomplete")) from error


async def _of_form(request: Asked) -> File:
    parts = await _parts(request)
    try:
        match parts:
            case [(name, UploadFile() as upload)] if name == _FIELD:
                return _named(upload.filename, upload.content_type, await upload.read())
            case _:
                raise NotOneFile
    finally:
        for _, part in parts:
            if isinstance(part, UploadFile):
                await part.close()


async def _parts(request: Asked) -> list[tuple[str, object]]:
    try:
        return list((await request.form()).multi_items())
    except ClientException as error:
        if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
            raise
        raise FormUnreadable from error
    except (InternalServerException, LookupError, ValueError) as error:  # a text of another charset, half a form
        raise FormUnreadable from error


def _named(name: str, media: str, content: bytes) -> File:
    """Give a file a name that holds neither folders nor what no screen shows, and an end that tells how to read it."""
    bare = "".join(filter(str.isprintable, name.replace("\\", "/").rpartition("/")[2])).strip()[-_LONGEST_NAME:]
    suffix = PurePath(bare).suffix.lower()
    if suffix not in _MEDIA:
        suffix = _SUFFIXES.get(media.partition(";")[0].strip().lower(), "")
        bare = (bare or "order") + suffix
    return File(name=bare, media=_MEDIA.get(suffix, "application/octet-stream"), content=content)

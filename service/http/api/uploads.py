"""A file on its way in: the one file of a form, or a raw body; in memory, of a size that was checked."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, Final, TypeAlias

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, InternalServerException
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import QueryParameter
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE

from domain.refusals import Refused
from service.files import File
from service.http.authentication import Asked
from service.http.explain import ALL
from service.http.faults import Fault, Malformed
from service.http.house import house
from service.importing.text import LARGEST
from service.media.kinds import DOCX, PDF, XLSX

MAX_BODY: Final = LARGEST + 64 * 1024
"""Bytes: the largest file and the form around it."""

FileName: TypeAlias = Annotated[
    str | None, QueryParameter(name="name", max_length=500, description="Of a raw body: what the file is called.")
]

_SUFFIXES: Final = {
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    **{kind.media: kind.suffix for kind in (DOCX, XLSX, PDF)},
    "application/octet-stream": "",
}
_MEDIA: Final = {suffix: media for media, suffix in _SUFFIXES.items() if suffix}
_FIELD: Final = "file"
_LONGEST_NAME: Final = 200
_WAITS_FOR: Final = 10.0  # seconds until it is one's turn
_ARRIVES_WITHIN: Final = 120.0  # seconds: the largest file over a line of 1 Mbit/s


class NotAFile(Refused):
    code, status, field = "unsupported-media-type", 415, "Content-Type"
    message = (
        "Send the file as multipart/form-data, or as it is with its own media type: text/plain, text/csv, "
        "text/tab-separated-values, application/pdf or that of DOCX or XLSX; application/octet-stream does for each."
    )


class Packed(Refused):
    code, status, field = "unsupported-media-type", 415, "Content-Encoding"
    message = "Send the file as it is, without Content-Encoding."


class FormUnreadable(Refused):
    code, status = "malformed-form", 400
    message = "The form cannot be read as multipart/form-data."


class NotOneFile(Refused):
    code, status, field = "not-one-file", 422, _FIELD
    message = "The form must hold one file in the field “file”, and nothing else."


class Crowded(Exception):
    """More files arrive at once than this process takes into its memory."""

    retry_after: Final = 5


@dataclass
class FileBody(Operation):
    """Documents the body of a handler that reads a file by itself."""

    def __post_init__(self) -> None:
        binary = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        form = Schema(type=OpenAPIType.OBJECT, properties={_FIELD: binary}, required=[_FIELD])
        content = {
            "application/octet-stream": OpenAPIMediaType(schema=binary),
            RequestEncodingType.MULTI_PART.value: OpenAPIMediaType(schema=form),
        }
        self.request_body = RequestBody(content=content, required=True)


@asynccontextmanager
async def turn(request: Asked) -> AsyncGenerator[None]:
    """Wait until there is memory for one more file; raise `Crowded` where that takes too long."""
    gate = house(request.app).uploads
    try:
        async with asyncio.timeout(_WAITS_FOR):
            await gate.acquire()
    except TimeoutError:
        raise Crowded from None
    try:
        yield
    finally:
        gate.release()


async def receive(request: Asked, name: str | None) -> File:
    """Return the file of an order that was sent; ``name`` is that of a raw body."""
    if request.content_type[0] not in {*_SUFFIXES, RequestEncodingType.MULTI_PART}:
        raise NotAFile
    return _named(await arrived(request, name))


async def arrived(request: Asked, name: str | None) -> File:
    """Return what was sent, with a name that holds neither folders nor what no screen shows."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Packed
    try:
        async with asyncio.timeout(_ARRIVES_WITHIN):
            file = await _of_form(request) if _is_form(request) else await _raw(request, name or "")
    except TimeoutError as error:
        raise Malformed(Fault(field=ALL, rule="incomplete")) from error
    bare = "".join(filter(str.isprintable, file.name.replace("\\", "/").rpartition("/")[2])).strip()[-_LONGEST_NAME:]
    return File(name=bare, media=file.media, content=file.content)


def _is_form(request: Asked) -> bool:
    return request.content_type[0] == RequestEncodingType.MULTI_PART


async def _raw(request: Asked, name: str) -> File:
    return File(name=name, media=request.content_type[0], content=await _whole(request))


async def _whole(request: Asked) -> bytes:
    try:
        return await request.body()
    except InternalServerException as error:  # the client went away
        raise Malformed(Fault(field=ALL, rule="incomplete")) from error


async def _of_form(request: Asked) -> File:
    await _whole(request)  # Litestar 2.25 leaves a temporary file open where the client goes away amid a form
    parts = await _parts(request)
    try:
        match parts:
            case [(name, UploadFile() as upload)] if name == _FIELD:
                return File(name=upload.filename, media=upload.content_type, content=await upload.read())
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
    except (LookupError, ValueError) as error:  # a text of another charset
        raise FormUnreadable from error


def _named(file: File) -> File:
    """Give the file of an order an end of its name that tells how to read it."""
    bare, suffix = file.name, PurePath(file.name).suffix.lower()
    if suffix not in _MEDIA:
        suffix = _SUFFIXES.get(file.media.partition(";")[0].strip().lower(), "")
        bare = (bare or "order") + suffix
    return File(name=bare, media=_MEDIA.get(suffix, "application/octet-stream"), content=file.content)

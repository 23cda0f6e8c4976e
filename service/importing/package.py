"""The package that a DOCX or XLSX is: parts of a ZIP, unpacked within limits, their XML without declarations."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from msgspec import Struct

from service.importing.refusals import Damaged, Declares, OtherFormat, PasswordProtected, UnpacksTooLarge

_MOST_PARTS: Final = 2_000
_LARGEST_PART: Final = 32 * 2**20
_LARGEST_WHOLE: Final = 256 * 2**20  # as the directory has it: pictures too, which are never unpacked
_LARGEST_READ: Final = 64 * 2**20
_ORDINARY: Final = 2**20  # bytes; a smaller part may shrink as it likes
_MOST_SHRUNK: Final = 200
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Relation(Struct, frozen=True, kw_only=True):
    """``kind`` is the last word of the relation's type, such as ``styles``."""

    id: str
    kind: str
    target: str


class Package:
    """Nothing is unpacked before it is asked for, and nothing but XML is: macros and pictures stay where they are."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise Damaged from error
        self._parts = {info.filename.lower(): info for info in self._zip.infolist()}
        self._left = _LARGEST_READ
        self._check()
        main = next((found for found in self.related("") if found.kind == "officeDocument"), None)
        if main is None:
            raise OtherFormat(format=self._format())
        self.main: Final = main.target
        self.content_type: Final = self._content_type(main.target)

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._parts)

    def part(self, name: str) -> bytes | None:
        """Unpack a part; raise `UnpacksTooLarge` where it is more than the directory, or an office, has in it."""
        info = self._parts.get(name.lower())
        if info is None:
            return None
        limit = min(info.file_size, self._left, _LARGEST_PART)
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Damaged from error
        if len(data) > limit:
            raise UnpacksTooLarge
        self._left -= len(data)
        return checked(data)

    def xml(self, name: str) -> Element | None:
        data = self.part(name)
        return None if data is None else parsed(data)

    def needed(self, name: str) -> bytes:
        """Unpack a part without which there is no document."""
        if (data := self.part(name)) is None:
            raise Damaged
        return data

    def related(self, part: str) -> Iterator[Relation]:
        folder, name = posixpath.split(part)
        for found in inside(self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))):
            if found.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, found.get("Target", "")))[1:]
                kind = found.get("Type", "").rpartition("/")[2]
                yield Relation(id=found.get("Id", ""), kind=kind, target=target)

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST_WHOLE:
            raise UnpacksTooLarge
        if len(self._parts) < len(infos):
            raise Damaged
        for info in infos:
            if info.flag_bits & 1:
                raise PasswordProtected
            if info.compress_type not in _METHODS:
                raise Damaged
            if info.file_size > _ORDINARY and info.file_size > _MOST_SHRUNK * info.compress_size:
                raise UnpacksTooLarge

    def _content_type(self, name: str) -> str:
        for found in inside(self.xml("[Content_Types].xml")):
            if found.get("PartName", "").lower() == f"/{name}".lower():
                return found.get("ContentType", "")
        return ""

    def _format(self) -> str:
        mimetype = self._parts.get("mimetype")
        if mimetype and b"opendocument" in self._zip.open(mimetype).read(100):
            return "ODF"
        return "ZIP"


def checked(data: bytes) -> bytes:
    """Return XML in which no entity can be declared; raise `Declares` for any other."""
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    if b"<!DOCTYPE" in data or b"\0" in data or (encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise Declares
    return data


def parsed(data: bytes) -> Element:
    try:
        return ET.fromstring(data)  # noqa: S314  see `checked`
    except ET.ParseError as error:
        raise Damaged from error


def local(element: Element) -> str:
    """Return the name of an element without its namespace: the two editions of the standard differ in that alone."""
    return element.tag.rpartition("}")[2]


def value(element: Element | None, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((given for known, given in element.items() if known.rpartition("}")[2] == name), None)


def inside(element: Element | None) -> Sequence[Element]:
    """Return what stands right inside; nothing where there is no element."""
    return list(element) if element is not None else ()


def child(element: Element | None, *path: str) -> Element | None:
    """Return what stands inside, one name for each step; None where there is none."""
    for name in path:
        element = next((found for found in inside(element) if local(found) == name), None)
    return element

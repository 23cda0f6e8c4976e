"""Recognising a file: one reader knows it, and nobody can take it for something else."""

from typing import Final

from service.importing.refusals import FileEmpty
from service.media.archives import hidden, zipped
from service.media.compound import compound
from service.media.kinds import PDF, SIG, Kind
from service.media.pdf import MARK, pdf
from service.media.pictures import jpeg, png
from service.media.refusals import TwoFaced, UnknownKind
from service.media.signatures import signature
from service.media.writing import MARKUP, plain, rtf

_READERS: Final = (pdf, jpeg, png, zipped, compound, rtf, signature, plain)
_GUESSED_FROM: Final = 1024  # bytes: so far readers of PDF look for their mark, and browsers for a page


def recognise(content: bytes) -> Kind:
    """Return what the file is; raise a `Refused` for what is not kept, is damaged, or is two things at once.

    A signature may hold the whole document it signs, of whatever kind.
    """
    if not content.strip():
        raise FileEmpty
    kind = next((found for reader in _READERS if (found := reader(content))), None)
    if kind is None:
        raise UnknownKind
    if kind is not SIG and _has_another_face(content, kind):
        raise TwoFaced(kind=kind.name)
    return kind


def _has_another_face(content: bytes, kind: Kind) -> bool:
    first = content[:_GUESSED_FROM]
    return (
        (kind is not PDF and MARK in first)
        or MARKUP.search(first) is not None
        or (not content.startswith(b"PK") and hidden(content))
    )

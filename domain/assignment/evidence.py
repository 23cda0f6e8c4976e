"""Evidence: documents that show how a duty was done, by their address or kept here as a file; texts, every one."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct, json

from domain.entry import encode
from domain.refusals import Refused

_PART: Final = "evidence_"

Title: TypeAlias = Annotated[str, Meta(min_length=1, max_length=300)]
Url: TypeAlias = Annotated[str, Meta(pattern=r"^https?://\S+$", max_length=2000)]
Sha256: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that lies elsewhere."""

    title: Title
    url: Url


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Evidence that is kept here: ``file`` is the sha256 of its bytes; size and media type are found for who asks."""

    title: Title
    file: Sha256
    size: int = 0
    media: str = ""


Evidence: TypeAlias = Link | Document


class FileUnknown(Refused):
    code, status = "file-unknown", 422
    message = "There is no such file of yours: send it to /api/v1/files first."

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class Shown(Struct, frozen=True, kw_only=True):
    """Evidence as it is read: a link has its ``url``, a file its sha256, size and media type."""

    title: str
    url: str | None = None
    file: str | None = None
    size: int | None = None
    media: str | None = None


_read: Final = json.Decoder(Shown).decode


def asked(one: Evidence) -> Evidence:
    """Return evidence as a person named it."""
    return Document(title=one.title, file=one.file) if isinstance(one, Document) else one


def check_kept(one: Evidence, field: str) -> None:
    """Raise `FileUnknown` for a file that was not found; ``field`` is where the command names it."""
    if isinstance(one, Document) and not one.media:
        raise FileUnknown(field)


def texts(evidence: Sequence[Evidence]) -> dict[str, str]:
    """Return the texts of an event, by part (EVENTS: ``evidence_0`` …)."""
    return {f"{_PART}{number}": encode(one).decode() for number, one in enumerate(evidence)}


def shown(words: Mapping[str, str]) -> list[Shown]:
    """Return what the texts of an event show, as far as they are not erased."""
    numbers = sorted(int(part.removeprefix(_PART)) for part in words if part.startswith(_PART))
    return [_read(words[f"{_PART}{number}"]) for number in numbers]

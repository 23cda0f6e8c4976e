"""The keys of things, as EVENTS has them: what a body may name."""

from typing import Annotated, TypeAlias

from msgspec import Meta

from domain.refusals import NotFound

OrganisationKey: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$(?!\n)")]
RoadmapKey: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$(?!\n)")]
ItemKey: TypeAlias = Annotated[str, Meta(pattern=r"^p?[0-9a-z]+(\.[0-9a-z]+)*$(?!\n)", max_length=100)]
PersonId: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100)]


def digest(text: str) -> bytes:
    """Read the sha256 of an address; raise `NotFound` for what is none."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        raise NotFound(name=text) from None
    if found.hex() != text or len(found) != 32:  # noqa: PLR2004  bytes of a sha256
        raise NotFound(name=text)
    return found

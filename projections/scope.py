"""The scope of a question: which district, by what was known at which position, and narrowed to what."""

from typing import Final

from msgspec import Struct

from domain.rights import Reach

LATEST: Final = 2**63 - 1
"""After every position: what is known now."""


class Scope(Struct, frozen=True, kw_only=True):
    """``position`` is that of ``known_at``; filters that are set match exactly; ``reach`` is what the asker sees."""

    district: str
    position: int
    roadmap: str | None = None
    item: str | None = None
    organisation: str | None = None
    reach: Reach = None


def narrowing(district: str, position: str) -> str:
    """Return what narrows assignments ``a``, by the names that district and position have in a question."""
    return f"""
        a.district = {district} and a.known_from <= {position} and a.known_to > {position}
        and ($3::text is null or a.roadmap = $3) and ($4::text is null or a.item = $4)
        and ($5::text is null or a.organisation = $5) and ($6::text[] is null or a.organisation = any ($6))
    """


NARROWED: Final = narrowing("$1", "$2")
"""Of assignments ``a``; the arguments are those of `narrowed`, and those of the question come after them."""

NAMED: Final = """
    left join lateral (
        select i.at, i.undecided from read_control.item as i
        where i.district = $1 and i.key = a.roadmap || '/' || a.item and i.known_from <= $2 and i.known_to > $2 offset 0
    ) as i on true
    left join lateral (
        select t.text from log.texts as t where t.district = $1 and t.position = i.at and t.part = 'title' offset 0
    ) as t on true
    left join lateral (
        select o.short_name, o.inn from read_control.organisation as o
        where o.district = $1 and o.key = a.organisation and o.known_from <= $2 and o.known_to > $2 offset 0
    ) as o on true
"""
"""Finds the item ``i``, its title ``t`` (null once erased) and the organisation ``o`` of each assignment ``a``.

Each by its key, whatever the statistics say (``offset 0``): name the rows of a page, not those it is chosen from.
"""


class NamedAssignment(Struct, frozen=True, kw_only=True):
    """What a row about an assignment begins with; an erased title is null."""

    assignment: str
    roadmap: str
    item: str
    period: str | None
    title: str | None
    organisation: str
    organisation_name: str | None


def narrowed(scope: Scope) -> tuple[object, ...]:
    visible = None if scope.reach is None else sorted(scope.reach)
    return (scope.district, scope.position, scope.roadmap, scope.item, scope.organisation, visible)

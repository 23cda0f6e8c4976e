"""The scope of a question: which district, by what was known at which position, and narrowed to what."""

from typing import Final

from msgspec import Struct

from domain.rights import Reach


class Scope(Struct, frozen=True, kw_only=True):
    """``position`` is that of ``known_at``; filters that are set match exactly; ``reach`` is what the asker sees."""

    district: str
    position: int
    roadmap: str | None = None
    item: str | None = None
    organisation: str | None = None
    reach: Reach = None


NARROWED: Final = """
    a.district = $1 and a.known_from <= $2 and a.known_to > $2
    and ($3::text is null or a.roadmap = $3) and ($4::text is null or a.item = $4)
    and ($5::text is null or a.organisation = $5) and ($6::text[] is null or a.organisation = any ($6))
"""
"""Of assignments ``a``; the arguments are those of `narrowed`, and those of the question come after them."""

NAMED: Final = """
    left join read_control.item as i
        on i.district = a.district and i.key = a.roadmap || '/' || a.item and i.known_from <= $2 and i.known_to > $2
    left join log.texts as t on t.district = a.district and t.position = i.at and t.part = 'title'
    left join read_control.organisation as o
        on o.district = a.district and o.key = a.organisation and o.known_from <= $2 and o.known_to > $2
"""
"""Joins the item ``i``, its title ``t`` (null once erased) and the organisation ``o`` to assignments ``a``."""


def narrowed(scope: Scope) -> tuple[object, ...]:
    visible = None if scope.reach is None else sorted(scope.reach)
    return (scope.district, scope.position, scope.roadmap, scope.item, scope.organisation, visible)

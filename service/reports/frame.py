"""The frame of a document: the district's office, the orders within reach, who controls their execution."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from projections import letterhead
from projections.connection import Connection
from projections.here import Districts
from projections.roadmaps import Roadmap, roadmaps
from projections.scope import Scope
from service.identity.people import people
from service.reports.printing import clean
from service.reports.report import Signatory
from service.words import Language, _, say

_MOST_ORDERS: Final = 5


class Frame(Struct, frozen=True, kw_only=True):
    """What stands above and below any table; ``lines`` say what it is narrowed to."""

    district: str
    office: str
    orders: Sequence[str]
    lines: Sequence[str]
    signatory: Signatory


async def frame(connection: Connection, districts: Districts, scope: Scope, language: Language) -> Frame:
    found = await roadmaps(connection, scope, after=None, limit=_MOST_ORDERS)
    return Frame(
        district=(await districts.at(connection, scope.district, scope.position)).name,
        office=await letterhead.office(connection, scope),
        orders=[order(roadmap, language) for roadmap in found],
        lines=await _lines(connection, scope, language),
        signatory=await _signatory(connection, scope, {roadmap.supervisor for roadmap in found}),
    )


def order(roadmap: Roadmap, language: Language) -> str:
    """Say by which act a roadmap was adopted; its title is left out once it is erased."""
    act = {"number": roadmap.act.number, "dated_on": roadmap.act.dated_on}
    if roadmap.title is None:
        return say(_("Order of {dated_on} No {number}"), language, **act)
    return say(_("Order of {dated_on} No {number} “{title}”"), language, **act, title=clean(roadmap.title))


async def _lines(connection: Connection, scope: Scope, language: Language) -> list[str]:
    lines: list[str] = []
    if scope.organisation is not None:
        name = await letterhead.named(connection, scope) or scope.organisation
        lines.append(say(_("Organisation: {name}"), language, name=name))
    if scope.item is not None:
        lines.append(say(_("Item: {item}"), language, item=scope.item))
    return lines


async def _signatory(connection: Connection, scope: Scope, supervisors: set[str]) -> Signatory:
    """Return the one who supervises all of it, where it is one."""
    known = await people(connection, scope.district) if len(supervisors) == 1 else {}
    supervisor = known.get(next(iter(supervisors), ""))
    if supervisor is None:
        return Signatory()
    return Signatory(position=supervisor.position[:1].upper() + supervisor.position[1:], name=supervisor.name)

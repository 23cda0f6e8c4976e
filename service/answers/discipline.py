"""Execution discipline as a document: the whole, and a page of its groups; the formula is always named."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Final, cast

from msgspec import Struct, convert

from domain.discipline import FORMULAS, Counts, Formula
from projections import names
from projections.discipline import By, Key
from projections.discipline import discipline as question
from projections.here import Districts
from projections.scope import Scope
from service.ledger.reading import Known
from service.postgres.pool import Connection
from service.words import _

TITLES: Final[Mapping[Formula, str]] = {
    "default": _("In time, of what fell due and was reviewed"),
    "strict": _("In time at the first attempt, not extended late, target reached"),
    "with_review": _("In time, reports under review judged by the day they were sent"),
    "execution": _("Executed, in time or late, of all that was asked for"),
}


_PARTS: Final[Mapping[By | None, tuple[str, ...]]] = {
    None: (),
    "organisation": ("organisation",),
    "item": ("roadmap", "item"),
    "roadmap": ("roadmap",),
    "month": ("month",),
}
"""What the parts of a group's key are."""


class Counted(Struct, frozen=True, kw_only=True):
    """``done`` of ``of`` by the formula; there is no percentage where nothing fell due."""

    total: int
    counts: Counts
    done: int
    of: int
    percent: float | None


class Group(Counted, frozen=True, kw_only=True):
    """An organisation, an item, a roadmap or a month; ``name`` is its short name or title."""

    organisation: str | None = None
    roadmap: str | None = None
    item: str | None = None
    month: str | None = None
    name: str | None = None
    inn: str | None = None


class Discipline(Struct, frozen=True, kw_only=True):
    """``first`` and ``last`` are the period's days, both included; without them it has no bound."""

    on: date
    known_at: datetime
    position: int
    log_starts_at: datetime | None
    oktmo: str | None
    first: date | None
    last: date | None
    formula: Formula
    formula_title: str
    by: By | None
    whole: Counted
    rows: list[Group]
    next: str | None = None


class Wanted(Struct, frozen=True, kw_only=True):
    """What is asked for; the district's policy names the formula where the question does not."""

    on: date
    first: date | None
    last: date | None
    formula: Formula | None
    by: By | None


async def discipline(
    connection: Connection,
    districts: Districts,
    scope: Scope,
    known: Known,
    wanted: Wanted,
    *,
    limit: int,
    after: Key | None = None,
) -> Discipline:
    """Return a page without its cursor; ``after`` is the key of the last group of the page before."""
    district = await districts.at(connection, scope.district, scope.position)
    formula = wanted.formula or _known(district.policy(wanted.on).discipline_formula)
    first, last = wanted.first or date.min, wanted.last or date.max
    found = await question(connection, scope, on=wanted.on, first=first, last=last, by=wanted.by)
    page = dict(islice(((key, counts) for key, counts in found.groups.items() if after is None or key > after), limit))
    return Discipline(
        on=wanted.on,
        known_at=known.known_at,
        position=scope.position,
        log_starts_at=known.log_starts_at,
        oktmo=district.oktmo,
        first=wanted.first,
        last=wanted.last,
        formula=formula,
        formula_title=TITLES[formula],
        by=wanted.by,
        whole=convert(_counted(found.whole, formula), Counted),
        rows=await _named(connection, scope, wanted.by, page, formula),
    )


def key_of(group: Group) -> Key:
    """Return what `discipline` takes as ``after``."""
    return tuple(part for part in (group.organisation, group.roadmap, group.item, group.month) if part is not None)


def _known(formula: str) -> Formula:
    """Return the policy's formula; one of another program's is none of ours."""
    return cast(Formula, formula) if formula in FORMULAS else "default"


async def _named(
    connection: Connection, scope: Scope, by: By | None, page: Mapping[Key, Counts], formula: Formula
) -> list[Group]:
    known = await names.organisations(connection, scope, [key[0] for key in page]) if by == "organisation" else {}
    titles = await names.titles(connection, scope, ["/".join(key) for key in page]) if by == "item" else {}
    found: list[Group] = []
    for key, counts in page.items():
        organisation = known.get(key[0])
        group = dict(zip(_PARTS[by], key, strict=True)) | {"name": titles.get("/".join(key))}
        group |= {"name": organisation.short_name, "inn": organisation.inn} if organisation else {}
        found.append(convert({**_counted(counts, formula), **group}, Group))
    return found


def _counted(counts: Counts, formula: Formula) -> dict[str, object]:
    share = FORMULAS[formula](counts)
    return {"total": counts.total, "counts": counts, "done": share.part, "of": share.whole, "percent": share.percent}

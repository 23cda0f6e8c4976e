"""The difference between a roadmap and an act that amends it: what is added, amended, moved, revoked, unchanged."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from domain import directory
from domain.order.preview import Remark, remark
from domain.order.responsible import folded, resolve
from domain.roadmap.amending.instructions import Instructions, Wording, is_instruction
from domain.roadmap.amending.matching import matched
from domain.roadmap.amending.standing import Standing, free_key
from domain.roadmap.amending.touched import touched
from domain.roadmap.item import Item
from domain.roadmap.planned import Planned

Kind: TypeAlias = Literal["added", "amended", "deadline_moved", "revoked", "unchanged"]
Field: TypeAlias = Literal["title", "responsible", "deadline", "targets"]


class Change(Struct, frozen=True, kw_only=True):
    """``planned`` is the item as the act has it; nothing is planned of what is revoked or stays."""

    item: str
    kind: Kind
    fields: tuple[Field, ...] = ()
    planned: Planned | None = None


class Difference(Struct, frozen=True, kw_only=True):
    """In the order of the roadmap, what is added at its end."""

    wording: Wording
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]


def difference(
    standing: Standing,
    found: Sequence[Planned],
    said: Instructions,
    members: directory.State,
    act_date: date,
    wording: Wording | None = None,
) -> Difference:
    """Hold what an act says against what stands; ``wording`` is a person's word, before that of the act."""
    duties = [planned for planned in found if planned.kind == "row" or not is_instruction(_clause(planned))]
    pairs = matched(standing, duties)
    told = wording or said.wording
    holds = told or _guessed(standing, duties)
    by_item = {pairs[planned.key]: planned for planned in duties if planned.key in pairs}
    amended, unread = touched(standing, said, act_date)
    revoked = {key for point in said.revoked if (key := standing.meant(point))}
    if holds == "full":
        revoked |= _left_out(standing, by_item)
    changes = [
        Change(item=item.item, kind="revoked")
        if item.item in revoked
        else _change(standing, item, by_item.get(item.item) or amended.get(item.item), members)
        for item in standing.present
    ]
    added = list(_added(standing, [planned for planned in duties if planned.key not in pairs]))
    remarks = [*_about_wording(told, holds), *_unknown(standing, said), *unread, *_renamed(pairs)]
    changes = _carried(standing, changes)
    return Difference(wording=holds, changes=(*changes, *added), remarks=tuple(remarks))


def _clause(planned: Planned) -> str:
    """Return a clause as one sentence: what stands before its verb was taken for whom it binds."""
    return f"{planned.responsible_text} {planned.title}"


def _guessed(standing: Standing, duties: Sequence[Planned]) -> Wording:
    """Take a table of at least half of the rows there are for a wording of all of them."""
    rows, given = _rows(standing), sum(planned.kind == "row" for planned in duties)
    return "full" if given and 2 * given >= len(rows) else "partial"


def _rows(standing: Standing) -> list[str]:
    return [item.item for item in standing.present if item.kind == "row"]


def _left_out(standing: Standing, by_item: Mapping[str, Planned]) -> set[str]:
    """Return the rows that a full wording no longer has, the clauses too where it restates the order's own."""
    kinds = {planned.kind for planned in by_item.values()}
    return {item.item for item in standing.present if item.kind in kinds and item.item not in by_item}


def _change(standing: Standing, item: Item, planned: Planned | None, members: directory.State) -> Change:
    fields = tuple(_fields(standing, item, planned, members)) if planned else ()
    if not planned or not fields:
        return Change(item=item.item, kind="unchanged")
    kind: Kind = "deadline_moved" if fields == ("deadline",) else "amended"
    return Change(item=item.item, kind=kind, fields=fields, planned=replace(planned, key=item.item))


def _fields(standing: Standing, item: Item, planned: Planned, members: directory.State) -> Iterator[Field]:
    words = standing.words_of(item)
    if folded(words.title or "") != folded(planned.title):
        yield "title"
    if folded(words.responsible or "") != folded(planned.responsible_text):
        meant = resolve(planned.responsible or planned.responsible_text, members.standing)
        if meant != item.responsible:
            yield "responsible"
    if _moves(words.deadline or "", item, planned):
        yield "deadline"
    if standing.own_targets(item) != planned.targets:
        yield "targets"


def _moves(text: str, item: Item, planned: Planned) -> bool:
    """Tell another day, or rule, from the same one in other words; the same words never move anything."""
    if folded(text) == folded(planned.deadline_text):
        return False
    read = planned.reading
    if read.outcome != "read" or item.outcome != "read":
        return True
    return (read.starts_on, read.due_on, read.rule) != (item.starts_on, item.written_on, item.rule)


def _added(standing: Standing, new: Sequence[Planned]) -> Iterator[Change]:
    taken = set(standing.items)
    for planned in new:
        key = free_key(planned.key, taken)
        taken.add(key)
        yield Change(item=key, kind="added", planned=replace(planned, key=key))


def _carried(standing: Standing, changes: Sequence[Change]) -> list[Change]:
    """Amend also the targets of an item whose joined one is revoked or has others."""
    touching = [change for change in changes if change.kind == "revoked" or "targets" in change.fields]
    carriers = {standing.items[change.item].joined_to for change in touching}
    return [
        replace(change, kind="amended", fields=("targets",), planned=standing.planned(standing.items[change.item]))
        if change.item in carriers and change.kind == "unchanged"
        else change
        for change in changes
    ]


def _about_wording(told: Wording | None, holds: Wording) -> Iterator[Remark]:
    if told is None and holds == "full":
        yield remark(
            "The act does not say it: its table is taken as a new wording of all rows, what it lacks is revoked."
        )
    elif told is None:
        yield remark("The act does not say it: it is taken to change single items, the others stay as they are.")


def _unknown(standing: Standing, said: Instructions) -> Iterator[Remark]:
    points = [*said.revoked, *(one.point for one in said.single)]
    for point in dict.fromkeys(points):
        if standing.meant(point) is None:
            yield remark("The act names the item {number}, which the roadmap does not have.", number=point.number)


def _renamed(pairs: Mapping[str, str]) -> Iterator[Remark]:
    for number, item in pairs.items():
        if number != item:
            yield remark("Number {number} of the act is the item {item}: it keeps its key.", number=number, item=item)

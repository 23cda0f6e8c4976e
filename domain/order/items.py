"""Drafts become items: who must do it, by when, which share of whom, and which two say the same duty."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from domain.calendar import Calendar
from domain.deadline import Deadline, due_before_adoption, settle
from domain.order.draft import Draft
from domain.order.preview import Item, Remark, remark
from domain.order.responsible import word, words
from domain.order.target_text import has_unread_share, targets
from domain.policy import Policy
from domain.target import Scope


class Grounds(Struct, frozen=True, kw_only=True):
    """On what dates are computed; without a district its defaults stand in."""

    policy: Policy = Policy()
    calendar: Calendar = Calendar()
    act_date: date | None = None


def items(drafts: Sequence[Draft], grounds: Grounds) -> tuple[Item, ...]:
    return _with_same_duties([_item(draft, grounds) for draft in drafts])


def doubts(draft: Draft) -> Iterator[Remark]:
    """Say what a person must decide about the row or clause."""
    if draft.reading.outcome != "read":
        yield Remark(draft.reading.reason) if draft.reading.reason else remark("The deadline cannot be read.")
    if draft.overflows:
        yield remark("{key}: the row has more cells than the header; they may be shifted.", key=draft.key)
    match words(draft.responsible):
        case []:
            yield remark("{key}: nobody is named as responsible.", key=draft.key)
        case [None]:
            yield remark("{key}: who is responsible is not known from “{cell}”.", key=draft.key, cell=draft.responsible)
        case [_]:
            pass
        case _:
            yield remark("{key}: “{cell}” names several responsible ones.", key=draft.key, cell=draft.responsible)


def warnings(drafts: Sequence[Draft]) -> Iterator[Remark]:
    """Say what else to look at: all doubts but the deadlines, which are decided after the import."""
    for draft in drafts:
        undated = draft.reading.outcome != "read"
        yield from list(doubts(draft))[undated:]
        if has_unread_share(draft.title):
            yield remark("{key}: the title names a share that is not read as a target.", key=draft.key)
        if len(targets(draft.title, "district")) > 1:
            yield remark("{key}: the title names several targets; the first is shown.", key=draft.key)


def _item(draft: Draft, grounds: Grounds) -> Item:
    responsible, reading = word(draft.responsible), draft.reading
    dated = Deadline()
    if reading.outcome == "read":
        dated = settle(reading.starts_on, reading.due_on, grounds.policy, grounds.calendar, grounds.act_date)
    scope: Scope = "organisation" if draft.kind == "clause" and responsible == "schools" else "district"
    return Item(
        key=draft.key,
        kind=draft.kind,
        title=draft.title,
        responsible_text=draft.responsible,
        responsible=responsible,
        deadline_text=draft.deadline,
        reading=reading,
        deadline=dated,
        targets=targets(draft.title, scope),
        due_before_adoption=_is_early(dated, grounds.act_date),
    )


def _is_early(deadline: Deadline, act_date: date | None) -> bool:
    return bool(deadline.written_on and act_date and due_before_adoption(deadline.written_on, act_date))


def _with_same_duties(found: Sequence[Item]) -> tuple[Item, ...]:
    """Mark a clause that repeats one row: same share of the same people by the same day, for another scope."""
    rows: dict[object, list[Item]] = {}
    for item in found:
        if item.kind == "row" and item.targets:
            rows.setdefault(_duty(item), []).append(item)
    marked: list[Item] = []
    for item in found:
        alike = rows.get(_duty(item), []) if item.kind == "clause" and item.targets else []
        same = [row.key for row in alike if row.targets[0].scope != item.targets[0].scope]
        marked.append(replace(item, same_duty_as=same[0] if len(same) == 1 else None))
    return tuple(marked)


def _duty(item: Item) -> tuple[object, ...]:
    if not item.targets:
        return ()
    return item.targets[0].percent, item.targets[0].population, item.deadline.written_on

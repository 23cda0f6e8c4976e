"""Single items that an act changes in words: a day that moves, words that others replace."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from domain.deadline_text import read
from domain.order.preview import Remark, remark
from domain.order.target_text import targets
from domain.roadmap.amending.instructions import Instructions, Moved, Replaced
from domain.roadmap.amending.standing import Standing
from domain.roadmap.planned import Planned


def touched(standing: Standing, said: Instructions, act_date: date) -> tuple[dict[str, Planned], list[Remark]]:
    """Return what becomes of the items, by key, and what a person must look at because nobody could apply it."""
    found: dict[str, Planned] = {}
    unread = [remark("No rule reads this change of words: “{sentence}”", sentence=one) for one in said.unread]
    for change in said.single:
        if (key := standing.meant(change.point)) is None:
            continue
        before = found.get(key) or standing.planned(standing.items[key])
        if after := _applied(before, change, act_date):
            found[key] = after
        else:
            unread.append(remark("The item {item} has no such words: “{words}”", item=key, words=_words(change)))
    return found, unread


def _applied(planned: Planned, change: Replaced | Moved, act_date: date) -> Planned | None:
    if isinstance(change, Moved):
        return _due(planned, change.text, act_date)
    return next(_replaced(planned, change.old, change.new, act_date), None)


def _replaced(planned: Planned, old: str, new: str, act_date: date) -> Iterator[Planned]:
    if old in planned.deadline_text:
        yield _due(planned, planned.deadline_text.replace(old, new), act_date)
    if old in planned.title:
        title = planned.title.replace(old, new)
        scope = planned.targets[0].scope if planned.targets else "district"
        yield replace(planned, title=title, targets=targets(title, scope))
    if old in planned.responsible_text:
        yield replace(planned, responsible=None, responsible_text=planned.responsible_text.replace(old, new))


def _due(planned: Planned, text: str, act_date: date) -> Planned:
    return replace(planned, deadline_text=text, reading=read(text, act_date))


def _words(change: Replaced | Moved) -> str:
    return change.old if isinstance(change, Replaced) else change.text

"""Which item of a roadmap a row or clause of an amending act speaks of: by title and number, never by number alone."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from domain.order.responsible import folded
from domain.roadmap.amending.standing import Standing
from domain.roadmap.item import Item
from domain.roadmap.planned import Planned

_ALIKE: Final = 0.6


def matched(standing: Standing, found: Sequence[Planned]) -> dict[str, str]:
    """Return the key of the item by the key of the act: same title and number, then another number, another title."""
    present = {item.item: item for item in standing.present}
    pairs = {
        planned.key: planned.key
        for planned in found
        if (item := present.get(planned.key)) and _says(standing, item) == (planned.kind, folded(planned.title))
    }
    pairs |= _renumbered(standing, [planned for planned in found if planned.key not in pairs], set(pairs.values()))
    taken = set(pairs.values())
    for planned in found:
        item = present.get(planned.key)
        if planned.key not in pairs and item and item.item not in taken and _is_reworded(standing, item, planned):
            pairs[planned.key] = item.item
    return pairs


def _renumbered(standing: Standing, found: Sequence[Planned], taken: set[str]) -> dict[str, str]:
    """Pair what has the very title of one item that is left, and is the only one that has it."""
    items, rows = defaultdict[tuple[str, str], list[str]](list), defaultdict[tuple[str, str], list[str]](list)
    for item in standing.present:
        if item.item not in taken:
            items[_says(standing, item)].append(item.item)
    for planned in found:
        rows[planned.kind, folded(planned.title)].append(planned.key)
    return {keys[0]: items[says][0] for says, keys in rows.items() if len(keys) == len(items.get(says, ())) == 1}


def _is_reworded(standing: Standing, item: Item, planned: Planned) -> bool:
    """Trust the number of a row; the clauses of an act have numbers of their own, unless they restate the order's."""
    if item.kind != planned.kind:
        return False
    title = standing.words_of(item).title or ""
    return planned.kind == "row" or SequenceMatcher(None, title, planned.title, autojunk=False).ratio() >= _ALIKE


def _says(standing: Standing, item: Item) -> tuple[str, str]:
    return item.kind, folded(standing.words_of(item).title or "")

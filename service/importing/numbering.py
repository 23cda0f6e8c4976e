"""The numbers that Word gives to paragraphs by itself: they stand nowhere in the text and are counted here."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from service.importing.package import Package, child, inside, local, value

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_DEEPEST: Final = 9
_LONGEST_CHAIN: Final = 20  # styles that are based on each other


class _Level(Struct, frozen=True, kw_only=True):
    start: int
    format: str
    text: str


class _List(Struct, kw_only=True):
    """One list of the document; ``counters`` are shared by all that have the same ``abstract``."""

    levels: Mapping[int, _Level]
    counters: dict[int, int]
    restarts: dict[int, int]


class Numbering(Struct, kw_only=True):
    """``styles`` have the list and the level that a style brings along."""

    lists: Mapping[str, _List]
    styles: Mapping[str, tuple[str, int]]

    def label(self, paragraph: Element) -> str:
        """Count a paragraph of a list; return its number, empty for a bullet and for what is in no list."""
        properties = child(paragraph, "pPr")
        name, depth = self.styles.get(value(child(properties, "pStyle"), "val") or "", ("0", 0))
        own = child(properties, "numPr")
        name = value(child(own, "numId"), "val") or name
        depth = _number(value(child(own, "ilvl"), "val"), depth)
        found = self.lists.get(name)
        return _counted(found, depth) if found and depth in found.levels else ""


def numbering(package: Package) -> Numbering:
    targets = {found.kind: found.target for found in package.related(package.main)}
    lists = package.xml(targets["numbering"]) if "numbering" in targets else None
    styles = package.xml(targets["styles"]) if "styles" in targets else None
    return Numbering(lists=_lists(lists), styles=_styles(styles))


def _counted(found: _List, depth: int) -> str:
    level, counters = found.levels[depth], found.counters
    if depth in found.restarts:
        counters[depth] = found.restarts.pop(depth) - 1
    counters[depth] = counters.get(depth, level.start - 1) + 1
    for deeper in range(depth + 1, _DEEPEST):
        counters.pop(deeper, None)

    def shown(place: re.Match[str]) -> str:
        above = int(place[1]) - 1
        known = found.levels.get(above, level)
        return _written(counters.setdefault(above, known.start), known.format)

    return "" if level.format in {"bullet", "none"} else re.sub(r"%([1-9])", shown, level.text)


def _written(number: int, form: str) -> str:
    match form:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "russianUpper":
            return _letter(number, _RUSSIAN).upper()
        case "russianLower":
            return _letter(number, _RUSSIAN)
        case "upperLetter":
            return _letter(number, _LATIN).upper()
        case "lowerLetter":
            return _letter(number, _LATIN)
        case _:
            return str(number)


def _roman(number: int) -> str:
    written, left = "", min(number, 4_999)
    for worth, sign in _ROMAN:
        written += sign * (left // worth)
        left %= worth
    return written


def _letter(number: int, alphabet: str) -> str:
    turns, place = divmod(max(number, 1) - 1, len(alphabet))
    return alphabet[place] * min(turns + 1, 10)


def _lists(part: Element | None) -> dict[str, _List]:
    found = inside(part)
    levels = {value(each, "abstractNumId"): _levels(each) for each in found if local(each) == "abstractNum"}
    counters: dict[str | None, dict[int, int]] = {abstract: {} for abstract in levels}
    lists: dict[str, _List] = {}
    for each in found:
        abstract = value(child(each, "abstractNumId"), "val")
        if local(each) == "num" and abstract in levels:
            overrides = [one for one in each if local(one) == "lvlOverride"]
            restarts = {
                _number(value(one, "ilvl")): _number(value(child(one, "startOverride"), "val"), 1)
                for one in overrides
                if child(one, "startOverride") is not None
            }
            own = {depth: level for one in overrides for depth, level in _levels(one).items()}
            lists[value(each, "numId") or ""] = _List(
                levels=levels[abstract] | own, counters=counters[abstract], restarts=restarts
            )
    return lists


def _levels(part: Element) -> dict[int, _Level]:
    return {
        _number(value(level, "ilvl")): _Level(
            start=_number(value(child(level, "start"), "val"), 1),
            format=value(child(level, "numFmt"), "val") or "decimal",
            text=value(child(level, "lvlText"), "val") or "",
        )
        for level in part
        if local(level) == "lvl"
    }


def _styles(part: Element | None) -> dict[str, tuple[str, int]]:
    found = {value(style, "styleId") or "": style for style in inside(part) if local(style) == "style"}
    return {name: list_ for name in found if (list_ := _of_style(name, found))}


def _of_style(name: str, styles: Mapping[str, Element]) -> tuple[str, int] | None:
    """Find the list of a style, or of the one it is based on."""
    for _ in range(_LONGEST_CHAIN):
        if (style := styles.get(name)) is None:
            return None
        own = child(style, "pPr", "numPr")
        if list_ := value(child(own, "numId"), "val"):
            return list_, _number(value(child(own, "ilvl"), "val"))
        name = value(child(style, "basedOn"), "val") or ""
    return None


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _DEEPEST else otherwise

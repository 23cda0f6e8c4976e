"""The table of a DOCX: its head stands on every page again, no row is torn in two.

It is built of its elements: python-docx looks at the whole table for each cell it gives out.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import Any, Final, TypeAlias

from docx.oxml import parser
from docx.oxml.ns import qn

Element: TypeAlias = Any  # of lxml, which has no types
_make: Final[Callable[[str], Element]] = getattr(parser, "OxmlElement")  # noqa: B009  its type is half open
_SIZE, _HEAD_SIZE = 20, 18  # half points
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], width: int) -> Element:
    """Return a table as wide as the paper allows, in twips; ``columns`` have a title and a width in characters."""
    characters = sum(count for _, count in columns)
    widths = [width * count // characters for _, count in columns]
    found = element("tbl", _properties(sum(widths)), element("tblGrid", *(element("gridCol", w=w) for w in widths)))
    found.append(_row([title for title, _ in columns], widths, head=True))
    for row in rows:
        found.append(_row(row, widths, head=False))
    return found


def element(tag: str, *inside: Element, **attributes: object) -> Element:
    """Return an element of WordprocessingML, its attributes in the same namespace."""
    found = _make(f"w:{tag}")
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), str(value))
    found.extend(inside)
    return found


def words(text: str, *properties: Element) -> list[Element]:
    """Return the runs of a text, a line break between its lines."""
    runs: list[Element] = []
    for number, line in enumerate(text.splitlines()):
        content = element("t")
        content.text = line
        content.set(qn("xml:space"), "preserve")
        runs.append(
            element("r", element("rPr", *map(deepcopy, properties)), *([element("br")] if number else []), content)
        )
    return runs


def _properties(width: int) -> Element:
    borders = element("tblBorders", *(element(side, val="single", sz=4, color="808080") for side in _BORDERS))
    margins = element("tblCellMar", *(element(side, w=60, type="dxa") for side in ("left", "right")))
    return element("tblPr", element("tblW", w=width, type="dxa"), borders, element("tblLayout", type="fixed"), margins)


def _row(texts: Sequence[str], widths: Sequence[int], *, head: bool) -> Element:
    properties = element("trPr", element("cantSplit"), *([element("tblHeader")] if head else []))
    return element(
        "tr", properties, *(_cell(text, width, head=head) for text, width in zip(texts, widths, strict=True))
    )


def _cell(text: str, width: int, *, head: bool) -> Element:
    shading = [element("shd", val="clear", color="auto", fill="E7ECF3")] if head else []
    letters = [element("b"), element("sz", val=_HEAD_SIZE)] if head else [element("sz", val=_SIZE)]
    spacing = element("pPr", element("spacing", before=20, after=20, line=240, lineRule="auto"))
    return element(
        "tc",
        element("tcPr", element("tcW", w=width, type="dxa"), *shading),
        element("p", spacing, *words(text, *letters)),
    )

"""A PDF with a text layer becomes lines and rows: what is ruled is a table, nothing else is taken for one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, Final, TypeAlias

import pdfplumber
from msgspec import Struct
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import dedupe_chars, extract_words

from domain.order.document import Document, Line, Row
from domain.order.preview import Remark, remark
from service.importing.grid import Cell, rows
from service.importing.refusals import (
    Damaged,
    LettersUnknown,
    OnlyPictures,
    PasswordProtected,
    TooHeavy,
    TooManyPages,
    WordsBesideCells,
)
from service.importing.text import cell, part

_MOST_PAGES: Final = 200
_TABLES: Final = {"snap_tolerance": 3, "join_tolerance": 3}
_A_SPACE: Final = 0.15  # of the size of a letter
_LEVEL: Final = 0.05  # of the width, that a line may rise: a page that was laid askew
_NO_SPACE: Final = 0.05
_SAME_LINE: Final = 3.0  # points, and the same for edges that are one
_PAGE_NUMBER: Final = re.compile(r"[-–—\s]*(?:стр(?:аница|\.)?\s*)?\d{1,4}(?:\s*из\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_NO_LETTER: Final = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_FEW: Final = 0.05  # of the letters: a bullet of a symbol font

_Box: TypeAlias = tuple[float, float, float, float]
_Char: TypeAlias = dict[str, Any]  # Any: pdfplumber's letter, numbers and texts by name


class _Words(Struct, frozen=True, kw_only=True):
    """A line of a page outside its tables."""

    top: float
    bottom: float
    text: str


def read(data: bytes) -> Document:
    try:
        with pdfplumber.open(BytesIO(data)) as file:
            if len(file.pages) > _MOST_PAGES:
                raise TooManyPages(limit=_MOST_PAGES)
            return _document(file.pages)
    except PdfminerException as error:
        raise _refusal(error) from error


def _refusal(error: PdfminerException) -> Exception:
    match error.args:
        case [PDFPasswordIncorrect()]:
            return PasswordProtected()
        case [MemoryError() | RecursionError()]:
            return TooHeavy()
        case _:
            return Damaged()


def _document(pages: Sequence[Page]) -> Document:
    number, parts = 0, list[Line | Row]()
    pictures, turned = list[int](), list[int]()
    for page in pages:
        if not page.chars and page.images:
            pictures.append(page.page_number)
        if not all(map(_is_level, page.chars)):
            turned.append(page.page_number)
        number += 1
        for found in _in_order(page):
            if isinstance(found, _Words):
                number += 1
                parts += filter(None, [part(number, found.text)])
            elif found is None:
                number += 1
            else:
                parts += rows(found, range(number + 1, number + 1 + _height(found)))
                number += _height(found)
        page.close()
    if not parts and pictures:
        raise OnlyPictures
    _check_letters(parts)
    return Document(parts=parts, remarks=[*_remarks(pictures, turned)])


def _in_order(page: Page) -> Iterator[_Words | list[Cell] | None]:
    """Return the lines and the tables of a page from above, None for an empty line."""
    tables = [table for table in _tables(page) if len(table.cells) > 1]
    chars = [char for char in dedupe_chars(page.chars) if _is_level(char)]  # letters printed twice look bold
    homes = _homes(chars, [box for table in tables for box in table.cells])
    if any(_stands_beside(char, table) for char in homes[None] for table in tables):
        raise WordsBesideCells
    lines = _without_numbers([_Words(top=top, bottom=bottom, text=text) for top, bottom, text in _lines(homes[None])])
    found: list[_Words | Table] = [*lines, *tables]
    ordered = sorted(found, key=lambda each: each.top if isinstance(each, _Words) else each.bbox[1])
    apart = _apart(lines)
    for above, below in pairwise([None, *ordered]):
        if isinstance(above, _Words) and isinstance(below, _Words) and below.top - above.bottom > apart:
            yield None
        if isinstance(below, _Words):
            yield below
        elif below is not None:
            yield None
            yield _cells(below, homes)
            yield None


def _tables(page: Page) -> list[Table]:
    """Find what is ruled; a row that goes on overleaf is closed where its rules end."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    return page.find_tables({**_TABLES, "explicit_horizontal_lines": ends})


def _homes(chars: Sequence[_Char], boxes: Sequence[_Box]) -> dict[_Box | None, list[_Char]]:
    """Find the cell of every letter, None for those outside; raise `WordsBesideCells` where a word lies in two."""
    homes: dict[_Box | None, list[_Char]] = {None: [], **{box: [] for box in boxes}}
    before: tuple[_Char, _Box | None] | None = None
    for char in chars:
        home = next((box for box in boxes if _lies_in(char, box)), None)
        if before and before[1] != home and _touch(before[0], char):
            raise WordsBesideCells
        homes[home].append(char)
        before = char, home
    return homes


def _is_level(char: _Char) -> bool:
    right, up, *_ = char["matrix"]
    return bool(abs(up) < _LEVEL * right)


def _stands_beside(char: _Char, table: Table) -> bool:
    """Tell whether a letter that is in no cell is level with a table: a column of it has no rule at its side."""
    return bool(table.bbox[1] < (char["top"] + char["bottom"]) / 2 < table.bbox[3]) and not char["text"].isspace()


def _touch(left: _Char, right: _Char) -> bool:
    """Tell whether two letters that are written one after the other are of one word."""
    if left["text"].isspace() or right["text"].isspace() or abs(left["top"] - right["top"]) > 1:
        return False
    return bool(abs(right["x0"] - left["x1"]) < _NO_SPACE * right["size"])


def _cells(table: Table, homes: Mapping[_Box | None, list[_Char]]) -> list[Cell]:
    """Give each cell its place by its edges, so that a merged one reaches over several."""
    columns = _edges([side for x0, _, x1, _ in table.cells for side in (x0, x1)])
    levels = _edges([side for _, top, _, bottom in table.cells for side in (top, bottom)])
    found: list[Cell] = []
    for box in table.cells:
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        upper, lower = _nearest(levels, box[1]), _nearest(levels, box[3])
        words = cell("\n".join(text for _, _, text in _lines(homes[box])))
        found.append(Cell(row=upper, column=left, height=lower - upper, width=right - left, text=words))
    return found


def _height(cells: Sequence[Cell]) -> int:
    return max(found.row + found.height for found in cells)


def _edges(sides: list[float]) -> list[float]:
    """Return the different edges; those that are nearly the same are one."""
    found: list[float] = []
    for side in sorted(sides):
        if not found or side - found[-1] > _SAME_LINE:
            found.append(side)
    return found


def _nearest(edges: Sequence[float], side: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - side))


def _lies_in(char: _Char, box: _Box) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _lines(chars: list[_Char]) -> Iterator[tuple[float, float, str]]:
    """Put letters together to words and words to lines; return the top, the bottom and the words of each."""
    words = extract_words(chars, x_tolerance_ratio=_A_SPACE)
    line: list[_Char] = []
    for word in [*sorted(words, key=lambda word: word["top"]), None]:
        if line and (word is None or word["top"] - line[0]["top"] > _SAME_LINE):
            text = " ".join(each["text"] for each in sorted(line, key=lambda each: each["x0"]))
            yield min(each["top"] for each in line), max(each["bottom"] for each in line), text
            line = []
        if word is not None:
            line.append(word)


def _without_numbers(lines: list[_Words]) -> list[_Words]:
    """Leave out the number of the page, its first or its last line."""
    return [
        line for line in lines if not (line in (lines[0], lines[-1]) and _PAGE_NUMBER.fullmatch(line.text) is not None)
    ]


def _apart(lines: Sequence[_Words]) -> float:
    """Return how far two lines may stand apart and follow each other: somewhat more than most of the page."""
    gaps = sorted(below.top - above.bottom for above, below in pairwise(lines))
    height = max((line.bottom - line.top for line in lines), default=0.0)
    return max(height / 2, 1.7 * gaps[len(gaps) // 4]) if gaps else height


def _check_letters(parts: Sequence[Line | Row]) -> None:
    text = "".join(found.text for found in parts)
    if sum(len(found[0]) for found in _NO_LETTER.finditer(text)) > _FEW * len(text):
        raise LettersUnknown


def _remarks(pictures: Sequence[int], turned: Sequence[int]) -> Iterator[Remark]:
    if turned:
        pages = ", ".join(map(str, turned))
        yield remark(
            "Letters that lie on their side, such as those of a watermark, are not read: pages {pages}.", pages=pages
        )
    if pictures:
        yield remark("Pages that are pictures without text are not read: {pages}.", pages=", ".join(map(str, pictures)))

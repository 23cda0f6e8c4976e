"""What the columns of a table mean: known by the words of its header, never by position (DOMAIN section 6)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from domain.order.document import Line, Row
from domain.order.refusals import ColumnsTogether

Role: TypeAlias = Literal["number", "responsible", "deadline", "starts", "organisation", "profile", "result", "title"]

_LONGEST_HEADER: Final = 200
_LONGEST_ALONE: Final = 40
_NEAR: Final = 8
_LOOKALIKES: Final = str.maketrans("aceopxykmthb", "асеорхукмтнв", "-\u2010\u2011")
_IN_ORDER: Final = r"п\s*[/\\.]?\s*п\.?"
_ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    ("number", re.compile(rf"(?:№+|#|n[nо]?|номер|пункт)\.?\s*(?:{_IN_ORDER}|пункта|мероприятия|строки)?|{_IN_ORDER}")),
    ("result", re.compile(r".*(?:факт|отметк|примечан)")),
    ("responsible", re.compile(r".*(?:ответственн|исполнител)")),
    ("deadline", re.compile(r".*(?:срок|период|дата|начал).*(?:оконч|заверш)")),
    ("starts", re.compile(r".*начал")),
    ("deadline", re.compile(r".*(?:срок|период|дата|оконч|заверш)")),
    ("organisation", re.compile(r"(?!.*мероприят).*(?:назван|наименован).*(?:организац|учрежден|центр)")),
    ("profile", re.compile(r".*(?:направленност|профил|куриру)")),
    ("result", re.compile(r".*(?:результат|документ|показател|форма|финансир)")),
    ("title", re.compile(r".*(?:мероприят|содержан|наименован|действи|задач|деятельност|работ)")),
)
_BETWEEN: Final = re.compile(r"[,;/\n]| и ")
_VALUE: Final = re.compile(r"[\d.\s)]*\d[\d.\s)]*|.*\b\d{1,2}\.\d{1,2}\.\d{4}\b.*")
_CELLS_OF_AN_ITEM: Final = frozenset({"title", "deadline", "responsible"})


class Columns(Struct, frozen=True, kw_only=True):
    """The places of the columns of one table; a title may stand in several, a deadline in two."""

    headers: tuple[tuple[str, ...], ...]
    places: Mapping[Role, tuple[int, ...]]

    def cell(self, row: Row, role: Role) -> str:
        """Return what the row has under this meaning; cells that are not there are empty."""
        cells = (row.cells[place] for place in self.places.get(role, ()) if place < len(row.cells))
        return " — ".join(cell for cell in cells if cell)

    def has(self, role: Role) -> bool:
        return role in self.places

    def without(self, role: Role) -> "Columns":
        return replace(self, places={name: places for name, places in self.places.items() if name != role})

    @property
    def of_items(self) -> bool:
        return self.has("title") and (self.has("deadline") or self.has("responsible"))

    @property
    def of_organisations(self) -> bool:
        return self.has("organisation") and not self.of_items

    @property
    def first(self) -> int:
        return min(place for places in self.places.values() for place in places)

    def repeats(self, row: Row) -> bool:
        return _header(row) in self.headers

    def overflows(self, row: Row) -> bool:
        """Tell whether a cell stands below no header at all."""
        named = {place for header in self.headers for place, words in enumerate(header) if words}
        return any(cell for place, cell in enumerate(row.cells) if place not in named)

    def continues(self, row: Row, role: Role) -> bool:
        """Tell whether what the row has under this meaning is a cell merged with the one above."""
        filled = [place for place in self.places.get(role, ()) if place < len(row.cells) and row.cells[place]]
        return bool(filled) and set(filled).issubset(row.down)


def columns(row: Row) -> Columns | None:
    """Read a row as a header; None where it is none. Raise `ColumnsTogether` where two columns are one."""
    if any(_is_value(cell) for cell in row.cells):
        return None
    meanings: dict[int, Role] = {place: known for place, cell in enumerate(row.spread) if (known := role(cell))}
    places = _places(meanings)
    found = Columns(headers=(_header(row),), places=places)
    if not (found.of_items or found.of_organisations) or len(places) < 2:  # noqa: PLR2004 one word is no header
        return None
    for cell in row.cells:
        if len(_CELLS_OF_AN_ITEM & {role(part) for part in _BETWEEN.split(cell)}) > 1:
            raise ColumnsTogether(line=row.number, header=cell)
    return found


def second_row(first: Columns, header: Row, row: Row) -> Columns | None:
    """Read the second line of a header, «начало | окончание» under one «Сроки»; None where it is not one."""
    below: dict[int, Role | None] = {
        place: role(cell) for place, cell in enumerate(row.spread) if cell and place not in row.down
    }
    if set(below.values()) != {"starts", "deadline"} and not _divides(header, row, below):
        return None
    meanings: dict[int, Role] = {place: name for name, places in first.places.items() for place in places}
    meanings |= {place: name for place, name in below.items() if name}
    return Columns(headers=(*first.headers, _header(row)), places=_places(meanings))


def _places(meanings: Mapping[int, Role]) -> dict[Role, tuple[int, ...]]:
    return {name: tuple(place for place in sorted(meanings) if meanings[place] == name) for name in meanings.values()}


def _divides(header: Row, row: Row, below: Mapping[int, object]) -> bool:
    """Tell whether a row stands below the merged cells of a header alone, the other cells reaching down to its end."""
    merged = {place - shift for place in header.across for shift in (0, 1)}
    return bool(row.down) and bool(below) and merged.issuperset(below) and not any(map(_is_value, row.cells))


def is_header(row: Row) -> bool:
    """Tell whether a row is the header of a table of items, also of one that is refused."""
    try:
        found = columns(row)
    except ColumnsTogether:
        return True
    return found is not None and found.of_items


def role(cell: str) -> Role | None:
    """Return what a column under this header holds."""
    words = " ".join(cell.casefold().split()).translate(_LOOKALIKES)
    if not words or len(words) > _LONGEST_HEADER:
        return None
    for name, pattern in _ROLES:
        if pattern.fullmatch(words) if name == "number" else pattern.match(words):
            return name
    return None


def first_lost(lines: Sequence[Line]) -> int | None:
    """Return the line of a header whose columns fell together: into one line, or each onto a line of its own."""
    roles = [_role_alone(line.text) for line in lines]
    for place, line in enumerate(lines):
        if _names_all(line.text) or _CELLS_OF_AN_ITEM.issubset(roles[place : place + _NEAR]):
            return line.number
    return None


def _role_alone(line: str) -> Role | None:
    return role(line) if len(line) <= _LONGEST_ALONE and not line.endswith((".", ";", ":")) else None


def _names_all(line: str) -> bool:
    begins = re.match(r"\s*(?:№|n\b|п/п|мероприят|наименован|содержан)", line, re.IGNORECASE)
    return (
        begins is not None
        and len(line) <= _LONGEST_HEADER
        and all(
            re.search(stem, line, re.IGNORECASE)
            for stem in ("мероприят|содержан|наименован", "срок|период|дата", "ответственн|исполнител")
        )
    )


def _header(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.casefold().split()) for cell in row.spread)


def _is_value(cell: str) -> bool:
    return len(cell) > _LONGEST_HEADER or _VALUE.fullmatch(cell) is not None

"""What the columns of a table mean: known by the words of its header, never by position (DOMAIN section 6)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.order.document import Line, Row
from domain.order.refusals import ColumnsTogether

Role: TypeAlias = Literal["number", "responsible", "deadline", "starts", "organisation", "profile", "result", "title"]

_LONGEST_HEADER: Final = 200
_LONGEST_ALONE: Final = 40
_NEAR: Final = 8
_ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    ("number", re.compile(r"(?:(?:№+|n{1,2}|номер)\.?\s*)?(?:п\s*[/\\.]?\s*п\.?)?")),
    ("responsible", re.compile(r".*(?:ответственн|исполнител)")),
    ("deadline", re.compile(r".*(?:срок|период|дата|начал).*(?:оконч|заверш)")),
    ("starts", re.compile(r".*начал")),
    ("deadline", re.compile(r".*(?:срок|период|дата|оконч|заверш)")),
    ("organisation", re.compile(r"(?!.*мероприят).*(?:назван|наименован).*(?:организац|учрежден|центр)")),
    ("profile", re.compile(r".*(?:направленност|профил|куриру)")),
    ("result", re.compile(r".*(?:результат|вид документа|документ|показател|форма|примечан|отметка|финансир)")),
    ("title", re.compile(r".*(?:мероприят|содержан|наименован|действи|задач|деятельност|работ)")),
)
_BETWEEN: Final = re.compile(r"[,;/\n]| и ")
_CELLS_OF_AN_ITEM: Final = frozenset({"title", "deadline", "responsible"})


class Columns(Struct, frozen=True, kw_only=True):
    """The places of the columns of one table; a title may stand in several, a deadline in two."""

    header: tuple[str, ...]
    places: Mapping[Role, tuple[int, ...]]

    def cell(self, row: Row, role: Role) -> str:
        """Return what the row has under this meaning; cells that are not there are empty."""
        cells = (row.cells[place] for place in self.places.get(role, ()) if place < len(row.cells))
        return " — ".join(cell for cell in cells if cell)

    def has(self, role: Role) -> bool:
        return role in self.places

    @property
    def of_items(self) -> bool:
        return self.has("title") and (self.has("deadline") or self.has("responsible"))

    @property
    def of_organisations(self) -> bool:
        return self.has("organisation") and not self.of_items

    def repeats(self, row: Row) -> bool:
        return _header(row) == self.header

    def overflows(self, row: Row) -> bool:
        return any(row.cells[len(self.header) :])


def columns(row: Row) -> Columns | None:
    """Read a row as a header; None where it is none. Raise `ColumnsTogether` where two columns are one."""
    if any(_is_value(cell) for cell in row.cells):
        return None
    places: dict[Role, tuple[int, ...]] = {}
    for place, cell in enumerate(row.cells):
        if meaning := role(cell):
            places[meaning] = (*places.get(meaning, ()), place)
    found = Columns(header=_header(row), places=places)
    if not (found.of_items or found.of_organisations) or len(places) < 2:  # noqa: PLR2004 one word is no header
        return None
    for cell in row.cells:
        if len(_CELLS_OF_AN_ITEM & {role(part) for part in _BETWEEN.split(cell)}) > 1:
            raise ColumnsTogether(line=row.number, header=cell)
    return found


def split_deadline(first: Columns, row: Row) -> Columns | None:
    """Read the second line of a header, «начало | окончание» under one «Сроки»; None where it is not one."""
    below = {place: role(cell) for place, cell in enumerate(row.cells) if cell}
    if set(below.values()) != {"starts", "deadline"}:
        return None
    places: dict[Role, tuple[int, ...]] = {
        **first.places,
        "starts": tuple(place for place, found in below.items() if found == "starts"),
        "deadline": tuple(place for place, found in below.items() if found == "deadline"),
    }
    width = max(len(first.header), len(row.cells))
    return Columns(header=(*first.header, *[""] * (width - len(first.header))), places=places)


def role(cell: str) -> Role | None:
    """Return what a column under this header holds."""
    words = " ".join(cell.casefold().split())
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
    return tuple(" ".join(cell.casefold().split()) for cell in row.cells)


def _is_value(cell: str) -> bool:
    return re.fullmatch(r"[\d.\s)]*\d[\d.\s)]*|.*\b\d{1,2}\.\d{1,2}\.\d{4}\b.*", cell) is not None

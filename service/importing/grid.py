"""The grid of a table: cells that may reach over several rows and columns become rows of equal width."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from domain.order.document import Row


class Cell(Struct, kw_only=True):
    """A cell by its upper left place; rows and columns count from 0."""

    row: int
    column: int
    text: str
    height: int = 1
    width: int = 1


def rows(cells: Iterable[Cell], numbers: Sequence[int]) -> list[Row]:
    """Return the rows that have words of their own; ``numbers`` has one for each row of the grid, words or none."""
    sorted_ = _Grid(rows=[{} for _ in numbers])
    for cell in cells:
        sorted_.put(cell)
    width = max((place + 1 for row in sorted_.rows for place in row), default=0)
    found = (_row(number, row, width) for number, row in zip(numbers, sorted_.rows, strict=True))
    return [row for row in found if any(cell for place, cell in enumerate(row.cells) if place not in row.down)]


class _Place(Struct, frozen=True):
    text: str
    is_across: bool
    is_down: bool


class _Grid(Struct, frozen=True, kw_only=True):
    rows: list[dict[int, _Place]]

    def put(self, cell: Cell) -> None:
        for below, row in enumerate(self.rows[cell.row : cell.row + cell.height]):
            for right in range(cell.width):
                text = "" if right else cell.text
                row.setdefault(cell.column + right, _Place(text, right > 0, below > 0))


def _row(number: int, row: dict[int, _Place], width: int) -> Row:
    cells = tuple(row[place].text if place in row else "" for place in range(width))
    down = tuple(place for place in sorted(row) if row[place].is_down)
    return Row(
        number=number,
        cells=cells,
        verbatim="\t".join("" if place in down else cell for place, cell in enumerate(cells)).rstrip("\t"),
        across=tuple(place for place in sorted(row) if row[place].is_across),
        down=down,
    )

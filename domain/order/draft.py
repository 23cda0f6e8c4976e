"""A draft of an item: its words as the table or the clause has them, before anything is made of them."""

import re
from datetime import date
from typing import Final

from msgspec import Struct

from domain.deadline_text import Reading, read
from domain.roadmap.events import ItemKind

_LONGEST_KEY: Final = 20
_SOUNDS: Final = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_LATIN: Final = str.maketrans(_SOUNDS) | str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", "ьъ")
NO_DEADLINE: Final = Reading(outcome="read")
EMPTY_CELL: Final = Reading(outcome="needs_decision", reason="The cell of the deadline is empty.")


class Draft(Struct, frozen=True, kw_only=True):
    """``line`` is where it began; ``number`` as the document has it, empty where it has none."""

    line: int
    key: str
    kind: ItemKind
    title: str
    responsible: str
    deadline: str
    reading: Reading
    overflows: bool = False


def latin(text: str) -> str:
    """Write Russian letters in Latin ones, as keys do."""
    return text.casefold().translate(_LATIN)


def key(number: str) -> str | None:
    """Return the key of a row with this number: «4.», «1.2», «4а», «IV»; None where it is no number."""
    bare = re.sub(r"^№\s*|[\s.)]+$", "", number.strip())
    if len(bare) > _LONGEST_KEY or not bare.isprintable():
        return None
    if re.fullmatch(r"[0-9]+[a-zа-яё]?(\.[0-9]+[a-zа-яё]?)*", bare.casefold()) or is_roman(bare):
        return latin(bare)
    return None


def is_roman(number: str) -> bool:
    return re.fullmatch(r"[IVX]+", number.strip(" .)")) is not None


def read_deadline(starts: str, ends: str, act_date: date | None) -> tuple[str, Reading]:
    """Read the cell of a deadline, or the two cells of its beginning and its end."""
    if not starts:
        return ends, read(ends, act_date) if ends else EMPTY_CELL
    text = f"{starts} – {ends}".strip(" –")
    if not ends:
        return text, EMPTY_CELL
    first, last = read(starts, act_date), read(ends, act_date)
    for reading in (first, last):
        if reading.outcome != "read":
            return text, reading
    begins = first.starts_on or first.due_on
    return text, Reading(
        outcome="read", kind="period", starts_on=begins, due_on=last.due_on, inferred=first.inferred or last.inferred
    )

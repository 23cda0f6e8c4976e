"""What no text may hold: halves of characters, control characters, towers of combining marks."""

import re
import unicodedata
from itertools import groupby
from typing import Final

MAX_MARKS: Final = 30
"""Combining marks in a row, as the Stream-Safe Text Format of Unicode has it (UAX 15)."""

_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab and the ends of lines
_NEITHER_LATIN_NOR_CYRILLIC: Final = re.compile(
    rf"[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2000-\u206f]{{{MAX_MARKS + 1},}}"
)


def broken_rule(text: str) -> str | None:
    """Name the rule that a text breaks. One that breaks none can be normalised in time linear in its length."""
    if _SURROGATE.search(text):
        return "surrogate"
    if _CONTROL.search(text):
        return "control_character"
    return "marks" if any(map(_is_stacked, _NEITHER_LATIN_NOR_CYRILLIC.findall(text))) else None


def _is_stacked(text: str) -> bool:
    """Tell whether more marks follow one another than any script has: normalising takes their square of steps."""
    runs = groupby(text, lambda character: unicodedata.category(character).startswith("M"))
    return any(marks and sum(1 for _ in run) > MAX_MARKS for marks, run in runs)

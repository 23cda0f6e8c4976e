"""The parts of an order in the order they stand: its head, its clauses, the signature, and what follows."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from domain.order.clauses import is_clause
from domain.order.document import Line
from domain.order.names import is_name

_ORDERS: Final = re.compile(
    r"\bП\s?Р\s?И\s?К\s?А\s?З\s?Ы\s?В\s?А\s?Ю\b|\bП\s?О\s?С\s?Т\s?А\s?Н\s?О\s?В\s?Л\s?Я\s?(?:Ю|Е\s?Т)\b|\bРАСПОРЯЖАЮСЬ\b"
    r"|\b(?i:приказываю|постановляю|постановляет)\s*:\s*$"
)
_SIGNATURE: Final = re.compile(
    r"\s*(?:Начальник|Руководитель|Директор|Глава|Председатель|Заместитель|Министр|Заведующ|И\.?\s?о\.|Исполняющ|Врио)\b"
)
_AFTER: Final = re.compile(
    r"\s*(?:Приложение|Проект\s+(?:приказа|вносит)|Исполнитель|Исп\.|Подготовил|Согласован|Рассылка|С приказом)",
    re.IGNORECASE,
)


class Parts(Struct, frozen=True, kw_only=True):
    """``head`` ends with the word that orders."""

    head: Sequence[Line]
    clauses: Sequence[Line]
    signature: Sequence[Line]
    tail: Sequence[Line]


def part(lines: Sequence[Line]) -> Parts:
    """Divide the lines outside of tables; a document without clauses is all tail."""
    begin = _beginning(lines)
    if begin is None:
        return Parts(head=(), clauses=(), signature=(), tail=lines)
    end = next((place for place in range(begin + 1, len(lines)) if _ends(lines, place)), len(lines))
    signed = end
    if end < len(lines) and begins_signature(lines[end].text):
        signed = next((n for n in range(end + 1, len(lines)) if _apart(lines, n) or is_name(lines[n].text)), len(lines))
    return Parts(head=lines[:begin], clauses=lines[begin:end], signature=lines[end:signed], tail=lines[signed:])


def begins_signature(text: str) -> bool:
    return _SIGNATURE.match(text) is not None


def ends_clauses(text: str) -> bool:
    return _AFTER.match(text) is not None or is_name(text)


def _beginning(lines: Sequence[Line]) -> int | None:
    for place, line in enumerate(lines):
        if _ORDERS.search(line.text):
            return place + 1
    return next((place for place, line in enumerate(lines) if is_clause(line)), None)


def _ends(lines: Sequence[Line], place: int) -> bool:
    text, before = lines[place].text, lines[place - 1].text.rstrip()
    return ends_clauses(text) or (begins_signature(text) and (_apart(lines, place) or before.endswith((".", ";"))))


def _apart(lines: Sequence[Line], place: int) -> bool:
    return lines[place].number > lines[place - 1].number + 1

"""What an amending act orders in words: points that are revoked, days that move, words that others replace."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from domain.order.draft import latin

Wording: TypeAlias = Literal["full", "partial"]
"""Whether the rows of the act are all that is left, or only those that it touches."""

_NUMBER: Final = r"\d+(?:\.\d+)*[а-яё]?(?![\w])"
_POINTS: Final = re.compile(
    r"\b(?:(?:под)?пункт[а-яё]*|пп?\.|строк[а-яё]*|позици[а-яё]*|мероприяти[а-яё]*)\s*(?:№\s*)?"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|и|-|–)\s*{_NUMBER})*)(?P<of_order>\s+(?:приказа|распоряжения|постановления))?",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[;:.])\s+(?=[А-ЯЁ«]|\d{1,2}(?:\.\d{1,2})*[.)]\s)")
_REVOKES: Final = re.compile(r"\b(?:исключить|отменить|(?:призна|счита)[а-яё]+ утративш)", re.IGNORECASE)
_REWORDS: Final = re.compile(r"\b(?:изложить|утвердить|принять)\b.{0,80}\bредакци", re.IGNORECASE)
_WHOLE: Final = re.compile(r"дорожн\w+ карт|план\w* мероприятий|приложени", re.IGNORECASE)
_ADDS: Final = re.compile(r"\bдополнить\b", re.IGNORECASE)
_WORDS: Final = re.compile(
    r"(?:слов|цифр)[а-яё]*\s+[«\"](?P<old>[^«»\"]+)[»\"]\s+заменить\s+(?:слов|цифр)[а-яё]*\s+[«\"](?P<new>[^«»\"]+)[»\"]",
    re.IGNORECASE,
)
_MOVES: Final = re.compile(
    r"\bсрок\w*\b.*\b(?:продлить|перенести|установить|изменить|определить)\b\s*(?:на\s+)?(?P<text>[^;]+?)[.;]?\s*$",
    re.IGNORECASE,
)
_CHANGES: Final = re.compile(r"\b(?:внести|вносятся)\b.*\bизменени", re.IGNORECASE)
_ACT: Final = re.compile(r"\b(?:приказ|распоряжени|постановлени)", re.IGNORECASE)


class Point(Struct, frozen=True, kw_only=True):
    """A row or a clause by its number; ``of_order`` where the text says that it is one of the order itself."""

    number: str
    of_order: bool = False


class Replaced(Struct, frozen=True, kw_only=True):
    point: Point
    old: str
    new: str


class Moved(Struct, frozen=True, kw_only=True):
    """``text`` is the new deadline as the act has it."""

    point: Point
    text: str


class Instructions(Struct, frozen=True, kw_only=True):
    """``wording`` is None where no word tells it; ``unread`` are sentences that change words in a way nobody reads."""

    wording: Wording | None = None
    revoked: tuple[Point, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    moved: tuple[Moved, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def single(self) -> tuple[Replaced | Moved, ...]:
        """What changes a part of one item."""
        return (*self.replaced, *self.moved)


def read_instructions(lines: Iterable[str]) -> Instructions:
    """Read the lines of an act outside its tables."""
    sentences = _SENTENCE.split(re.sub(r"\s+", " ", " ".join(lines)))
    wordings = {_wording(sentence) for sentence in sentences}
    return Instructions(
        wording="full" if "full" in wordings else "partial" if "partial" in wordings else None,
        revoked=tuple(point for sentence in sentences for point in _revoked(sentence)),
        replaced=tuple(replaced for sentence in sentences for replaced in _replaced(sentence)),
        moved=tuple(moved for sentence in sentences for moved in _moved(sentence)),
        unread=tuple(sentence for sentence in sentences if "заменить" in sentence and not _WORDS.search(sentence)),
    )


def is_instruction(clause: str) -> bool:
    """Tell a clause that changes another act from a duty."""
    return any(found.search(clause) for found in (_REVOKES, _REWORDS, _ADDS, _WORDS, _MOVES, _CHANGES))


def names_an_item(clause: str) -> bool:
    return _POINTS.search(clause) is not None


def changes_an_act(clause: str) -> bool:
    """Tell an instruction that says what it changes: an item, a roadmap, an annex or an order."""
    named = (_POINTS, _WHOLE, _ACT)
    return is_instruction(clause) and any(found.search(clause) for found in named)


def _wording(sentence: str) -> Wording | None:
    if _REWORDS.search(sentence) and not _POINTS.search(sentence):
        return "full" if _WHOLE.search(sentence) else None
    touches = (_REVOKES, _REWORDS, _ADDS, _WORDS, _MOVES)
    return "partial" if any(found.search(sentence) for found in touches) else None


def _revoked(sentence: str) -> Iterator[Point]:
    """Leave out a sentence about words: «в пункте 4 слова … исключить» revokes nothing."""
    if _REVOKES.search(sentence) and not re.search(r"\bслов[ао]?\b", sentence, re.IGNORECASE):
        yield from _points(sentence)


def _replaced(sentence: str) -> Iterator[Replaced]:
    for words in _WORDS.finditer(sentence):
        for point in _points(sentence[: words.start()]):
            yield Replaced(point=point, old=words["old"], new=words["new"])


def _moved(sentence: str) -> Iterator[Moved]:
    if (moves := _MOVES.search(sentence)) and not _WORDS.search(sentence):
        for point in _points(sentence[: moves.start("text")]):
            yield Moved(point=point, text=moves["text"])


def _points(text: str) -> Iterator[Point]:
    for found in _POINTS.finditer(text):
        for number in _numbers(found["numbers"]):
            yield Point(number=latin(number), of_order=found["of_order"] is not None)


def _numbers(text: str) -> Iterator[str]:
    """Read «5, 6 и 8-10»."""
    for part in re.split(r"\s*(?:,|и)\s*", text):
        first, _, last = re.sub(r"\s", "", part).replace("–", "-").partition("-")
        if last and first.isdigit() and last.isdigit():
            yield from map(str, range(int(first), int(last) + 1))
        elif first:
            yield first

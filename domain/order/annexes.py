"""The annexes that an order names: which are in the file, known by their label or by the words of their title."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from domain.order.clauses import Clause
from domain.order.document import Line, paragraphs
from domain.order.preview import Mark, Remark, remark

_NAMED: Final = re.compile(r"\bприложени[а-я]{1,3}\s*(?:№\s*)?(?P<number>\d{1,2})\b", re.IGNORECASE)
_LABEL: Final = re.compile(r"\s*приложение\b\s*(?:№\s*)?(?P<number>\d{1,2})?", re.IGNORECASE)
_LETTERS_OF_A_STEM: Final = 6
_ENOUGH: Final = 0.5  # of the words of a title stand in the clause that names the annex


class Annexes(Struct, frozen=True, kw_only=True):
    marks: Mapping[int, Mark]
    missing: tuple[Remark, ...]


def find_annexes(clauses: Sequence[Clause], tail: Sequence[Line]) -> Annexes:
    """Look for the annexes that clauses name among the lines after the signature."""
    named = {found["number"]: clause for clause in clauses for found in _NAMED.finditer(clause.text)}
    groups = paragraphs(tail)
    labels = {group[0].number: label["number"] for group in groups if (label := _LABEL.match(group[0].text))}
    if [*labels.values()] == [None] and len(named) == 1:
        labels = dict.fromkeys(labels, next(iter(named)))
    titles = [group for group in groups if group[0].number not in labels]
    unlabelled = {number: clause for number, clause in named.items() if number not in labels.values()}
    known = _by_title(unlabelled, titles)
    marks = {line.number: _titled(number, named[number], group) for number, group in known.items() for line in group}
    marks |= {line.number: _LABELLED for group in groups if group[0].number in labels for line in group}
    missing = [number for number in named if number not in known and number not in labels.values()]
    return Annexes(marks=marks, missing=tuple(_missing(number, named[number]) for number in missing))


_LABELLED: Final = Mark("section", remark("The label of an annex."))


def _by_title(named: Mapping[str, Clause], titles: Sequence[Sequence[Line]]) -> dict[str, Sequence[Line]]:
    """Give each title to the clause that shares most of its words; a title is one annex, an annex has one title."""
    stems = [_stems(" ".join(line.text for line in title)) for title in titles]
    likeness = sorted(
        (
            (_share(of_title, _stems(clause.text)), number, place)
            for number, clause in named.items()
            for place, of_title in enumerate(stems)
        ),
        reverse=True,
    )
    known: dict[str, Sequence[Line]] = {}
    for share, number, place in likeness:
        if share >= _ENOUGH and number not in known and not any(titles[place] is title for title in known.values()):
            known[number] = titles[place]
    return known


def _share(title: set[str], clause: set[str]) -> float:
    return len(title & clause) / len(title) if title else 0.0


def _stems(text: str) -> set[str]:
    return {word[:_LETTERS_OF_A_STEM] for word in re.findall(r"[а-яё]{4,}", text.casefold())}


def _titled(number: str, clause: Clause, title: Sequence[Line]) -> Mark:
    words = " ".join(line.text.strip() for line in title)
    known_by = remark(
        "Annex {number}: it has no label, but its title “{title}” has the words of clause {clause}.",
        number=number,
        title=words,
        clause=clause.number,
    )
    return Mark("section", known_by)


def _missing(number: str, clause: Clause) -> Remark:
    return remark(
        "Clause {clause} names annex {number} (приложение {number}), which is not in the file.",
        clause=clause.number,
        number=number,
    )

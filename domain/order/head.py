"""The act itself: who issued it, its number and date, its title, the acts it executes, who signed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from domain.deadline_text import read
from domain.order.document import Line, joined, paragraphs
from domain.order.names import without_names
from domain.order.parts import Parts
from domain.order.preview import ActFound, ExecutedActFound, Mark, remark

_DATE: Final = r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4}|«?\d{1,2}»?\s+[а-я]{3,8}\s+\d{4})"
_NUMBER: Final = r"(?:№|\bN\b)\s*(?P<number>[\w./-]{0,30}\w)"
_DATED, _NUMBERED = re.compile(_DATE), re.compile(_NUMBER)
_IN_HEAD: Final = re.compile(r"\s*(?:приказ\s+)?(?:от\s|№|N\s|«?\d)", re.IGNORECASE)
_IN_TAIL: Final = re.compile(
    r"\s*(?:(?:приложение\s*(?:№\s*)?\d{0,2}\s+)?к\s+приказ|приказом|утвержд|от\s+«?\d)", re.IGNORECASE
)
_DATE_AND_NUMBER: Final = re.compile(rf"\s*(?:приказ\s+)?(?:от\s+)?{_DATE}.{{0,40}}{_NUMBER}", re.IGNORECASE)
_KIND: Final = re.compile(r"\s*(?:п\s?р\s?и\s?к\s?а\s?з|распоряжение|постановление)\b", re.IGNORECASE)
_STATE: Final = re.compile(r"\s*российская федерация\s*", re.IGNORECASE)
_TITLE: Final = re.compile(r"\s*«?Об?\s", re.IGNORECASE)
_PREAMBLE: Final = re.compile(
    r"\s*(?:во исполнение|в соответствии|в целях|с целью|в связи|на основании|руководствуясь|согласно|по итогам)",
    re.IGNORECASE,
)
_QUOTED: Final = r"«(?:[^«»]|«[^«»]*»)*»"
_EXECUTED: Final = re.compile(
    r"\b(?:распоряжени|приказ|постановлени|письм|указ|закон)[а-я]*(?P<issuer>\s[^«»;]{1,200}?)??\s+от\s+"
    rf"{_DATE}\s*(?:г\.|года)?\s*{_NUMBER}(?:\s*(?P<title>{_QUOTED}))?",
    re.IGNORECASE,
)
_INDICATOR: Final = re.compile(
    rf"\bпункт[а-я]*\s+\d[^,;«»]{{0,200}}(?:проект|программ)[а-я]*(?:\s+{_QUOTED}|\s+[а-я]+)*", re.IGNORECASE
)


def read_act(parts: Parts) -> tuple[ActFound, Mapping[int, Mark]]:
    """Read the act and say which lines spoke of it; what they do not say is None."""
    preamble_at = next((place for place, line in enumerate(parts.head) if _PREAMBLE.match(line.text)), len(parts.head))
    top, preamble = parts.head[:preamble_at], parts.head[preamble_at:]
    issuer, title = _letterhead(top), _title(top)
    own = [line for line in top if _IN_HEAD.match(line.text)]
    own += [line for line in parts.tail if _IN_TAIL.match(line.text)]
    act = ActFound(
        number=next((found["number"] for line in own if (found := _NUMBERED.search(line.text))), None),
        dated_on=next((day for line in own if (day := _first_day(line.text))), None),
        issuer=joined(issuer) or None,
        signatory_position=without_names(joined(parts.signature)) or None,
        title=joined(title) or None,
        executes=tuple(_executed(joined(preamble))),
    )
    spoken = (
        (remark("The act itself: who issued it."), issuer),
        (remark("The act itself: what it is."), [line for line in top if _names_the_act(line.text)]),
        (remark("The act itself: its number and date."), own),
        (remark("The act itself: its title."), title),
        (remark("The act itself: why it was issued and what it executes."), preamble),
        (remark("The act itself: the position of who signed it."), parts.signature),
    )
    return act, {line.number: Mark("act", why) for why, lines in spoken for line in lines}


def is_date_and_number(text: str) -> bool:
    """Tell whether a line is «08.10.2020 г. Аксай № 647» and nothing more."""
    return _DATE_AND_NUMBER.fullmatch(text) is not None


def _names_the_act(text: str) -> bool:
    return _STATE.fullmatch(text) is not None or _KIND.match(text) is not None


def _letterhead(top: Sequence[Line]) -> list[Line]:
    """Return the lines above the word «ПРИКАЗ»."""
    kind = next((place for place, line in enumerate(top) if _KIND.match(line.text)), 0)
    return [line for line in top[:kind] if not _STATE.fullmatch(line.text) and not re.search(r"\d", line.text)]


def _title(top: Sequence[Line]) -> list[Line]:
    titles = [group for group in paragraphs(top) if _TITLE.match(group[0].text)]
    return titles[0] if titles else []


def _executed(preamble: str) -> Iterator[ExecutedActFound]:
    found = [*_EXECUTED.finditer(preamble), *_INDICATOR.finditer(preamble)]
    for match in sorted(found, key=lambda match: match.start()):
        if match.re is _INDICATOR:
            yield ExecutedActFound(title=match[0])
        else:
            yield ExecutedActFound(
                number=match["number"],
                dated_on=_first_day(match["date"]),
                issuer=(match["issuer"] or "").strip() or None,
                title=match["title"][1:-1] if match["title"] else None,
            )


def _first_day(text: str) -> date | None:
    found = _DATED.search(text)
    return read(re.sub("[«»]", "", found["date"])).due_on if found else None

"""Who must do it: the words of a cell or clause become a word of the preview, and that a registered organisation."""

import re
from collections.abc import Iterable
from typing import Final

from domain.directory import Described
from domain.order.names import without_names
from domain.roadmap.events import Responsible

_HEAD: Final = r"(?:(?:руководител|директор|начальник|заведующ|заместител|специалист|администраци)[а-яё]* )*"
_WHOSE: Final = r"(?:(?:все|муниципальн|подведомственн|районн|наш)[а-яё]* )*"
_PLACE: Final = r"(?: (?:администрации )?(?:[а-яё-]+(?:ого|ому) )?(?:муниципального )?(?:района|округа|города|края))?"
_OFFICE: Final = rf"(?:уо(?: ?а[а-яё]{{1,2}})?|(?:управлени|отдел|комитет)[а-яё]* образовани[а-яё]*{_PLACE})"
_SCHOOLS: Final = r"(?:оо|оу|сош|школ[а-яё]{0,3}|(?:обще)?образовательн[а-яё]+ (?:организаци|учреждени)[а-яё]+)"
_CABINET: Final = r"(?:(?:мк|рмк|имк)|(?:информационно-)?методическ[а-яё]+ кабинет[а-яё]*)"
_WORDS: Final = tuple(
    (word, re.compile(rf"{_HEAD}{_WHOSE}{pattern}{_PLACE}(?: {_OFFICE})?" if word != "office" else _HEAD + pattern))
    for word, pattern in (("office", _OFFICE), ("schools", _SCHOOLS), ("methodical_cabinet", _CABINET))
)
_BETWEEN: Final = re.compile(r"[,;/\n+]| и | совместно с ")


def words(text: str) -> tuple[str | None, ...]:
    """Return the different words that a cell names, None for one that is not known; nothing for an empty cell.

    A cell is read whole or not at all: "ОО (по списку)" are not all schools.
    """
    bare = without_names(text)
    if whole := _word(bare):
        return (whole,)
    parts = [part for part in _BETWEEN.split(bare) if part.strip()]
    return tuple(dict.fromkeys(_word(part) for part in parts))


def word(text: str) -> str | None:
    """Return the one word that a cell names; None where it names several, an unknown one or nobody."""
    match words(text):
        case [only]:
            return only
        case _:
            return None


def resolve(text: str, organisations: Iterable[Described]) -> Responsible | None:
    """Find who is meant by a word of the preview or the text of a cell; None where nobody or more than one is."""
    asked = text if text in {"office", "schools", "methodical_cabinet"} else word(text)
    if asked == "schools":
        return Responsible(group="schools")
    found = [organisation.organisation for organisation in organisations if _is_meant(organisation, asked, text)]
    return Responsible(organisation=found[0]) if len(found) == 1 else None


def folded(text: str) -> str:
    """Return what two spellings of one name share: «УО ААР» and «УОААР»."""
    return re.sub(r"[\W_]+", "", text.casefold().replace("ё", "е"))


def _is_meant(organisation: Described, asked: str | None, text: str) -> bool:
    if asked == "office":
        return organisation.kind == "office"
    if organisation.kind == "centre":
        return False
    names = (organisation.name, organisation.short_name, *organisation.aliases)
    if asked:
        return any(word(name) == asked for name in names)
    return folded(text) in {folded(name) for name in names}


def _word(text: str) -> str | None:
    plain = re.sub(r"[«»\"().]", " ", text.casefold())
    plain = re.sub(r"\s+", " ", plain).strip()
    return next((name for name, pattern in _WORDS if pattern.fullmatch(plain)), None)

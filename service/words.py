"""What a person reads: English msgids, said in his language."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from babel.messages.pofile import read_po

Language: TypeAlias = Literal["ru", "en"]

DEFAULT: Final[Language] = "ru"
RUSSIAN: Final = Path(__file__).with_name("locales") / "ru.po"


def _(msgid: str) -> str:
    """Mark a text for translation where it is written; `say` translates it where it is read."""
    return msgid


STATES: Final = (_("assigned"), _("reported"), _("accepted"), _("returned"), _("withdrawn"))
ROLES: Final = (_("supervisor"), _("executor"), _("school"), _("auditor"), _("administrator"))
_CODES: Final = frozenset({"state", "role", "right"})  # braces that are filled with one of these


def say(msgid: str, language: Language, **arguments: object) -> str:
    """Translate a msgid and fill its braces; a text without translation is said in English."""
    sentence = _russian().get(msgid, msgid) if language == "ru" else msgid
    return sentence.format_map({name: _shown(name, value, language) for name, value in arguments.items()})


def negotiate(accept_language: str | None) -> Language:
    """Choose by an Accept-Language header; Russian where it asks for nothing or for neither of the two."""
    weights = dict(_preferences(accept_language or ""))
    anything = weights.get("*", 0.0)
    return "en" if weights.get("en", anything) > weights.get("ru", anything) else DEFAULT


@cache
def _russian() -> Mapping[str, str]:
    with RUSSIAN.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="ru", abort_invalid=True) if m.id and m.string}


def _shown(name: str, value: object, language: Language) -> object:
    if name in _CODES:
        return say(str(value), language)
    if language == "ru" and isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return value


def _preferences(header: str) -> Iterator[tuple[str, float]]:
    """Yield primary language tags with their weights, the heaviest of each last."""
    ranges = (part.partition(";") for part in header.split(","))
    weighted = ((tag.strip().lower().partition("-")[0], _weight(parameters)) for tag, _, parameters in ranges)
    yield from sorted(weighted, key=lambda pair: pair[1])


def _weight(parameters: str) -> float:
    name, _, number = parameters.replace(" ", "").partition("=")
    if name != "q":
        return 1.0
    try:
        return max(0.0, min(float(number), 1.0))
    except ValueError:
        return 0.0

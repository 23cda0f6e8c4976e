"""Names of people in an order: they are taken out of what is read as a position (DOMAIN rule 13)."""

import re
from typing import Final

_POSITION: Final = r"(?!Начальник|Директор|Руководител|Заведующ|Заместител|Председател|Глав|Министр)"
_INITIALS: Final = r"[А-ЯЁ]\.[ \xa0]?(?:[А-ЯЁ]\.)?"
_SURNAME: Final = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC: Final = r"[А-ЯЁ][а-яё]+(?:вич|вн|ич)(?:а|у|ем|ом|е|ы|ой)?"
_PERSON: Final = re.compile(
    rf"\b(?:{_SURNAME}[ \xa0]{_INITIALS}"
    rf"|{_INITIALS}[ \xa0]?{_SURNAME}"
    rf"|(?:{_POSITION}{_SURNAME}\s+){{1,2}}{_PATRONYMIC}\b(?:\s+{_SURNAME})?)"
)


def without_names(text: str) -> str:
    """Return the text without names of people and without the brackets, commas and underscores left around them."""
    bare = re.sub(r"\(\s*\)|_{2,}", " ", _PERSON.sub("", text))
    return re.sub(r"\s+", " ", bare).strip(" ,;.")


def is_name(text: str) -> bool:
    return _PERSON.search(text) is not None and not without_names(text)

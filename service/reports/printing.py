"""Words and days as documents print them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from service.words import Language

_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML has no place for them


def clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def percentage(value: Decimal, language: Language) -> str:
    return f"{str(value).replace('.', ',') if language == 'ru' else value} %"


def written(value: date, language: Language) -> str:
    """Write a day or a moment as the language does."""
    day = "%d.%m.%Y" if language == "ru" else "%Y-%m-%d"
    return value.strftime(f"{day} %H:%M" if isinstance(value, datetime) else day)

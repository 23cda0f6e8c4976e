"""The value of a cell of a sheet as a person sees it: numbers by their format, days as days."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias
from xml.etree.ElementTree import Element

from msgspec import Struct

from service.importing.package import local, value

Shown: TypeAlias = Literal["number", "percent", "day", "day of a month", "month", "year"]

_OF_NUMBERS: Final[Mapping[int, str]] = {
    1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    22: "dd.mm.yyyy hh:mm", 27: "yyyy.m.d", 30: "m-d-yy", 31: "yyyy.m.d", 36: "yyyy.m.d", 50: "yyyy.m.d",
    57: "yyyy.m.d",
}  # fmt: skip
_NOT_A_SIGN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|general|основной|am/pm', re.IGNORECASE)
_MONTHS: Final = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_OF_MONTHS: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_LAST_DAY: Final = 2_958_465  # 31.12.9999
_BEFORE_A_DAY_THAT_NEVER_WAS: Final = 60  # 29.02.1900
_SHARP: Final = 15  # digits of a number that the program itself keeps


class Format(Struct, frozen=True, kw_only=True):
    """``decimals`` are those that are always shown, None where as many as there are."""

    shown: Shown = "number"
    decimals: int | None = None


def formats(styles: Element | None) -> Sequence[Format]:
    """Return the formats by the number that a cell names."""
    if styles is None:
        return ()
    own = {
        value(each, "numFmtId"): value(each, "formatCode") or "" for each in styles.iter() if local(each) == "numFmt"
    }
    cells = next((each for each in styles if local(each) == "cellXfs"), ())
    numbers = [value(each, "numFmtId") or "0" for each in cells]
    return [
        _format(own.get(number) or _OF_NUMBERS.get(int(number) if number.isdigit() else 0, "")) for number in numbers
    ]


def written(text: str, form: Format, *, since_1904: bool = False) -> str:
    """Write a number as its format has it; what is no number stays as it is."""
    try:
        number = float(text)
    except ValueError:
        return text
    if form.shown in {"number", "percent"}:
        return _number(number, form)
    serial = int(number) + (1_462 if since_1904 else 0) if abs(number) <= _LAST_DAY else 0
    if not 0 < serial <= _LAST_DAY:
        return _number(number, Format())
    day = date(1899, 12, 30) + timedelta(days=serial + (serial < _BEFORE_A_DAY_THAT_NEVER_WAS))
    match form.shown:
        case "day":
            return f"{day:%d.%m.%Y}"
        case "day of a month":
            return f"{day.day} {_OF_MONTHS[day.month - 1]}"
        case "month":
            return f"{_MONTHS[day.month - 1]} {day.year}"
        case _:
            return str(day.year)


def _number(number: float, form: Format) -> str:
    if form.shown == "percent":
        return f"{number * 100:.{_SHARP - 3}g}%"
    if form.decimals:
        return f"{number:.{form.decimals}f}"
    return f"{number:.{_SHARP}g}"


def _format(code: str) -> Format:
    signs = _NOT_A_SIGN.sub("", code.partition(";")[0]).casefold()
    if re.search(r"[hsчс]", signs) and not re.search(r"[dyдг]", signs):
        return Format()
    has_day, has_month, has_year = (re.search(f"[{letters}]", signs) is not None for letters in ("dд", "mм", "yг"))
    if has_day and has_month:
        return Format(shown="day" if has_year else "day of a month")
    if has_year:
        return Format(shown="month" if has_month else "year")
    if "%" in signs:
        return Format(shown="percent")
    decimals = re.search(r"[.,](0+)$", signs.strip())
    return Format(decimals=len(decimals[1]) if decimals else None)

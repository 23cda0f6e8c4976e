"""ICS: whole days of a calendar (RFC 5545), the same bytes for the same days.

Written by hand: it is three rules (escape, fold, CRLF), and the library takes a millisecond and a half for a day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

_LINE: Final = 75  # bytes
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


class Day(Struct, frozen=True, kw_only=True):
    """Something on a whole day; ``uid`` stays the same through all its versions, which ``sequence`` counts."""

    uid: str
    sequence: int
    on: date
    summary: str
    description: str
    category: str
    changed_at: datetime


def calendar(name: str, days: Iterable[Day]) -> bytes:
    """Write a calendar; ``changed_at`` is in UTC, as every moment of the log."""
    return b"".join(_folded(line) for line in _lines(name, days))


def _lines(name: str, days: Iterable[Day]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Roadmap Ledger//Calendar//RU", "METHOD:PUBLISH")
    yield from (f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H")
    for day in days:
        yield "BEGIN:VEVENT"
        yield f"UID:{_text(day.uid)}"
        yield f"SEQUENCE:{day.sequence}"
        yield f"DTSTAMP:{day.changed_at:%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{_text(day.summary)}"
        yield f"DESCRIPTION:{_text(day.description)}"
        yield f"CATEGORIES:{_text(day.category)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Break a line where it is too long, and never inside a letter."""
    left, lines = line.encode(), list[bytes]()
    while len(left) > _LINE:
        end = _LINE
        while left[end] & 0xC0 == 0x80:  # noqa: PLR2004  the middle of a letter in UTF-8
            end -= 1
        lines.append(left[:end])
        left = b" " + left[end:]
    return b"\r\n".join([*lines, left]) + b"\r\n"

"""Query parameters that many questions share."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Final, TypeAlias
from urllib.parse import parse_qsl

from litestar.params import QueryParameter

from service.http.faults import BadParameter, Fault

KnownAt: TypeAlias = Annotated[
    str | None, QueryParameter(name="known_at", description="A moment (RFC 3339), or a date: the end of that day.")
]
MinPosition: TypeAlias = Annotated[
    int, QueryParameter(name="min_position", ge=0, le=2**53 - 1, description="Of a write that the answer must show.")
]
On: TypeAlias = Annotated[date | None, QueryParameter(name="on", description="The civil day asked about.")]
CursorText: TypeAlias = Annotated[str | None, QueryParameter(name="cursor", max_length=2000)]
Key: TypeAlias = Annotated[str | None, QueryParameter(max_length=200)]

YEARS: Final = range(1900, 2200)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@lru_cache(maxsize=256)
def pairs(query_string: bytes) -> Sequence[tuple[str, str]]:
    """Return names and values of a query, which several parts of one request look at."""
    return tuple(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True))


def parse_moment(name: str, text: str | None) -> date | datetime | None:
    """Read a date or an RFC 3339 moment with its offset; raise `BadParameter` for anything else."""
    if text is None:
        return None
    try:
        if _DATE.fullmatch(text):
            return plausible(name, date.fromisoformat(text))
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # "+" of an offset is a space in a query
    except ValueError:
        raise BadParameter(Fault(field=name, rule="moment")) from None
    if moment.tzinfo is None:
        raise BadParameter(Fault(field=name, rule="moment"))
    plausible(name, moment.date())
    return moment


def plausible(name: str, day: date) -> date:
    """Return the day; raise `BadParameter` for one of an age that no calendar here is counted for."""
    if day.year not in YEARS:
        raise BadParameter(Fault(field=name, rule="year"))
    return day

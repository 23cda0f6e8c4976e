"""A period of days that a question is about, both ends included."""

from datetime import date
from typing import Annotated

from litestar.params import QueryParameter
from msgspec import Struct

from service.http.faults import BadParameter, Fault
from service.http.parameters import plausible


class Period(Struct, frozen=True, kw_only=True):
    """An end that is not given is no bound."""

    first: date | None
    last: date | None


def period(
    first: Annotated[date | None, QueryParameter(name="from", description="The first day of the period.")] = None,
    last: Annotated[date | None, QueryParameter(name="to", description="The last day of the period.")] = None,
) -> Period:
    """Provide the period; raise `BadParameter` where it ends before it begins."""
    for name, day in (("from", first), ("to", last)):
        if day is not None:
            plausible(name, day)
    if first and last and last < first:
        raise BadParameter(Fault(field="to", rule="period"))
    return Period(first=first, last=last)

"""Options that several commands share; days and moments as they are given."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import rich_click as click

F = TypeVar("F", bound=Callable[..., Any])  # Any: a command takes what its options are


def option(*names: str, **attributes: Any) -> Callable[[F], F]:  # noqa: ANN401  click's own
    return click.option(*names, **attributes)  # pyright: ignore[reportUnknownMemberType]  of rich_click


def argument(name: str, **attributes: Any) -> Callable[[F], F]:  # noqa: ANN401  click's own
    return click.argument(name, **attributes)  # pyright: ignore[reportUnknownMemberType]  of rich_click


as_json = option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
in_district = option("--district", metavar="KEY", help="Which district; the only one by default.")
acting = option("--as", "person", metavar="PERSON", help="Who acts; the operator at this machine by default.")


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no day such as 2020-10-31.", param, ctx)


class Moment(click.ParamType[date | datetime]):
    """A bare date is the end of that day in the district's zone."""

    name = "moment"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        try:
            return _moment(value) if isinstance(value, str) else value
        except ValueError:
            self.fail(f"{value} is no date and no moment such as 2020-10-31T12:00:00+03:00.", param, ctx)


class Until(click.ParamType[int | date | datetime]):
    """A position of the log, or a moment."""

    name = "position|moment"

    def convert(
        self, value: str | int | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | date | datetime:
        match value:
            case str() if value.isascii() and value.isdigit():
                return int(value)
            case str():
                return Moment().convert(value, param, ctx)
            case _:
                return value


def _moment(text: str) -> date | datetime:
    if len(text) == len("2020-10-31"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment has its offset")
    return moment

"""Refusals: a rule forbids a command. Nothing was recorded; the caller is told which rule, in his language."""

from typing import ClassVar


class Refused(Exception):
    """The command was understood and refused. ``message`` is the msgid of a sentence; arguments fill its braces."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409  # HTTP; 404 hides a foreign object, 422 is about a field
    message: ClassVar[str] = "The command is refused."
    field: str | None = None  # JSON path of the member that is at fault, such as "figures.engaged"

    def __init__(self, **arguments: object) -> None:
        super().__init__(self.message.format_map(arguments))
        self.arguments = arguments


class NotFound(Refused):
    code, status = "not-found", 404
    message = "There is nothing here under this name: {name}."


class Forbidden(Refused):
    code, status = "forbidden", 403
    message = "The right “{right}” is missing."

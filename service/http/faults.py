"""What is wrong with a request: the place, the rule it breaks, and the sentence that says so."""

from collections.abc import Mapping
from typing import ClassVar, Final

from msgspec import Struct

from service.words import Language, _, say

SHOWN: Final = 20  # faults in one answer

RULES: Final[Mapping[str, str]] = {
    "array": _("an array is expected"),
    "boolean": _("true or false is expected"),
    "choice": _("the value is not one of those allowed"),
    "content_type": _("the body must be application/json in UTF-8"),
    "control_character": _("control characters are not allowed"),
    "date": _("a date such as 2020-12-31 is expected"),
    "duplicate": _("the name occurs twice in one object"),
    "encoding": _("the text is not UTF-8"),
    "header": _("the header cannot be read"),
    "idempotency_key": _("a UUID of the form 0b54c1de-3f0a-4c8e-9d53-6f3f6d1c2a77 in lower case is expected"),
    "incomplete": _("the body ended before it was complete"),
    "integer": _("a whole number is expected, without point and exponent"),
    "integer_range": _("the number is beyond 9007199254740991"),
    "invalid": _("the value is not allowed here"),
    "key_twice": _("entry {entry} has this key already"),
    "link_or_file": _("either the address of a link or a file is expected"),
    "marks": _("more than {limit} combining marks in a row"),
    "max_length": _("at most {limit} long"),
    "maximum": _("at most {limit}"),
    "min_length": _("at least {limit} long"),
    "minimum": _("at least {limit}"),
    "period": _("the last day is before the first one"),
    "moment": _("a moment such as 2020-12-31T09:00:00Z is expected"),
    "nesting": _("nested deeper than {limit} levels"),
    "not_a_number": _("NaN and Infinity are not JSON"),
    "null": _("a value is expected, not null"),
    "object": _("an object is expected"),
    "page": _("the cursor belongs to another list or is damaged: begin again without it"),
    "pattern": _("the value has another form than the one expected"),
    "required": _("a value is required"),
    "size": _("larger than {limit} bytes"),
    "string": _("a text is expected"),
    "surrogate": _("half of a surrogate pair is not a character"),
    "syntax": _("not JSON at line {line}, column {column}"),
    "unknown": _("there is no such name here"),
    "uuid": _("a UUID is expected"),
    "year": _("a year from 1900 to 2199 is expected"),
}


class Fault(Struct, frozen=True, kw_only=True):
    """One rule that is broken. ``field`` is a JSON path ("figures.engaged", "$" is all), or a parameter or header."""

    field: str
    rule: str
    arguments: Mapping[str, object] = {}

    def say(self, language: Language) -> str:
        return say(RULES[self.rule], language, **self.arguments)


class Rejected(Exception):
    """The request itself is at fault, whatever the state of the ledger."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = _("The request cannot be understood.")

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.rule}" for fault in faults))
        self.faults = faults[:SHOWN]


class Malformed(Rejected):
    code = "malformed-body"
    title = _("The body is not acceptable JSON.")


class TooLarge(Rejected):
    status = 413
    code = "body-too-large"
    title = _("The body is too large.")


class UnsupportedMediaType(Rejected):
    status = 415
    code = "unsupported-media-type"
    title = _("The body is of a kind that is not read here.")


class Invalid(Rejected):
    status = 422
    code = "invalid-body"
    title = _("The body breaks a rule.")


class BadParameter(Rejected):
    code = "invalid-parameter"
    title = _("A parameter of the address cannot be read.")


class BadCursor(BadParameter):
    status = 422
    code = "invalid-cursor"
    title = _("The cursor does not belong to this list.")


class BadHeader(Rejected):
    code = "invalid-header"
    title = _("A header is missing or cannot be read.")

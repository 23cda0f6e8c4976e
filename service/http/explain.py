"""All that is wrong with a value: msgspec names the first fault alone, a person wants to see every one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Annotated, Final, cast, get_args, get_origin

from msgspec import Struct, ValidationError, convert, structs

from service.http.faults import SHOWN, Fault

ALL: Final = "$"
"""The field of a fault that concerns the value as a whole."""

_NAME: Final = 80  # characters of a stranger's name that an answer repeats

_MESSAGES: Final = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"missing required", "required"),
        (r"unknown field", "unknown"),
        (r"got `null`", "null"),
        (r"of length <= (?P<limit>\d+)", "max_length"),
        (r"of length >= (?P<limit>\d+)", "min_length"),
        (r"`int` <= (?P<limit>-?\d+)", "maximum"),
        (r"`int` >= (?P<limit>-?\d+)", "minimum"),
        (r"matching regex", "pattern"),
        (r"Invalid enum value", "choice"),
        (r"Invalid UUID|Expected `uuid", "uuid"),
        (r"encoded datetime|Expected `datetime", "moment"),
        (r"encoded date|Expected `date", "date"),
        (r"Expected `int", "integer"),
        (r"Expected `bool", "boolean"),
        (r"Expected `str", "string"),
        (r"Expected `array", "array"),
        (r"Expected `object", "object"),
    )
)


def explain(value: object, type_: object) -> list[Fault]:
    """Find the first faults, as many as are shown, of a parsed body that cannot be converted to ``type_``."""
    return list(islice(_explained(value, type_, ""), SHOWN))


def fault_of(message: str, field: str) -> Fault:
    """Name the rule behind a message of msgspec."""
    for pattern, rule in _MESSAGES:
        if found := pattern.search(message):
            return Fault(field=field, rule=rule, arguments=found.groupdict())
    return Fault(field=field, rule="invalid")


def below(path: str, name: str) -> str:
    """Extend a JSON path; a name that came from outside is cut and made printable."""
    if len(name) > _NAME or not name.isprintable():
        name = "".join(c if c.isprintable() else "�" for c in name[:_NAME])
    return f"{path}.{name}" if path else name


def _explained(value: object, type_: object, path: str) -> Iterator[Fault]:
    try:
        convert(value, type_)
    except ValidationError as error:
        inside = list(islice(_inside(value, _plain(type_), path), SHOWN))
        yield from inside or [fault_of(str(error), path or ALL)]


def _inside(value: object, type_: object, path: str) -> Iterator[Fault]:
    match value:
        case dict() if isinstance(type_, type) and issubclass(type_, Struct):
            yield from _of_members(cast("dict[str, object]", value), type_, path)
        case dict() if get_origin(type_) is dict:
            members = cast("dict[str, object]", value)
            yield from _of_each(((below(path, name), member) for name, member in members.items()), get_args(type_)[1])
        case list() if get_origin(type_) in {list, tuple, frozenset}:
            items = enumerate(cast("list[object]", value))
            yield from _of_each(((f"{path}[{index}]", item) for index, item in items), get_args(type_)[0])
        case _:
            return


def _of_members(members: Mapping[str, object], type_: type[Struct], path: str) -> Iterator[Fault]:
    fields = {field.encode_name: field for field in structs.fields(type_)}
    for name, field in fields.items():
        if name in members:
            yield from _explained(members[name], field.type, below(path, name))
        elif field.required:
            yield Fault(field=below(path, name), rule="required")
    for name in sorted(members.keys() - fields.keys()) if type_.__struct_config__.forbid_unknown_fields else ():
        yield Fault(field=below(path, name), rule="unknown")


def _of_each(places: Iterable[tuple[str, object]], type_: object) -> Iterator[Fault]:
    for path, value in places:
        yield from _explained(value, type_, path)


def _plain(type_: object) -> object:
    """Strip constraints and "or null" from an annotation."""
    if get_origin(type_) is Annotated:
        return _plain(get_args(type_)[0])
    parts = [part for part in get_args(type_) if part is not type(None)]
    return _plain(parts[0]) if len(parts) == 1 and type(None) in get_args(type_) else type_
